"""Confere o caderno salvo antes da entrega: o que a correção encontrará no arquivo, não se está certo."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from trilha import caderno
from trilha.aulas import AULAS
from trilha.progresso import read as progress
from trilha.tela import in_colab, shell

_LARGEST = 20_000_000
"""Bytes from which grading may refuse a notebook; one without outputs has a hundred thousand."""

_CLEAR = "Edit → Clear Outputs of All Cells; no Colab, Editar → Limpar todas as saídas"

_COLAB = (
    "No Colab o caderno não é um arquivo desta máquina. Confira-o assim: Arquivo → Fazer download → Fazer download do .ipynb "
    "(File → Download → Download .ipynb); depois envie esse arquivo à pasta da sessão (ícone de pasta, à esquerda) e rode "
    'entrega("nome_do_arquivo.ipynb").'
)


def entrega(caminho: str | Path | None = None) -> None:
    """Confere o caderno salvo como a correção o lerá e diz o que falta. Salve antes (Ctrl+S): o que não está no arquivo não conta.

    caminho: o arquivo .ipynb; sem ele, o desta aula na pasta de trabalho.

    Não vale nota e não a adivinha: diz quais exercícios têm resposta, se a questão aberta está em branco e se o arquivo se lê.
    """
    paths = [Path(caminho)] if caminho is not None else _candidates()
    if not paths:
        where = _COLAB if in_colab() else f'Não há caderno do curso em {Path.cwd()}. Salve-o, ou rode entrega("caminho/do/caderno.ipynb").'
        print(where)
        return
    print("\n".join(_report(paths[0], paths[1:])))


def _candidates() -> list[Path]:
    """The notebooks in the working folder that hold this lesson, the likeliest first."""
    named = [os.environ.get("JPY_SESSION_NAME"), getattr(shell(), "user_ns", {}).get("__vsc_ipynb_file__")]
    for name in filter(None, named):  # what Jupyter's server and VS Code call the notebook that this kernel serves
        path = Path(str(name)).name
        if path.endswith(".ipynb") and _lesson_of(Path(path)) is not None:
            return [Path(path)]
    seen = Counter(int(exercise.split(".")[0]) for exercise in progress(this_kernel=True))
    lesson = seen.most_common(1)[0][0] if seen else None
    found = [path for path in Path().glob("*.ipynb") if (number := _lesson_of(path)) is not None and lesson in (None, number)]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def _lesson_of(path: Path) -> int | None:
    try:
        names = caderno.exercises(caderno.read(_bytes(path)))
    except (OSError, caderno.CadernoIlegivel):
        return None
    return _lesson(names)


def _lesson(exercises: tuple[str, ...]) -> int | None:
    numbers = Counter(int(name.split(".")[0]) for name in exercises)
    known = [number for number, _ in numbers.most_common() if number in AULAS]
    return known[0] if known else None


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(10 * _LARGEST)


def _report(path: Path, others: list[Path]) -> Iterator[str]:
    try:
        raw = _bytes(path)
        cells = caderno.read(raw)
        saved = datetime.fromtimestamp(path.stat().st_mtime)
    except OSError as error:
        yield f"✗ {path}: não pode ser lido ({error.strerror}). Confira o nome e a pasta."
        return
    except caderno.CadernoIlegivel as error:
        yield f"✗ {path}: {error}."
        return
    lesson = _lesson(caderno.exercises(cells))
    if lesson is None:
        yield f"✗ {path}: não encontrei nele nenhum exercício do curso. É o caderno certo?"
        return
    yield f"{path.name} · aula {lesson:02d} · {_size(len(raw))} · salvo em {saved:%d/%m/%Y}, às {saved:%H:%M}"
    if others:
        yield f"Há outros cadernos desta aula na pasta ({', '.join(other.name for other in others)}); conferi o salvo por último."
    yield from _exercises(cells, lesson)
    yield from _tests(cells, lesson)
    if len(raw) > _LARGEST:
        yield f"O arquivo passa de {_size(_LARGEST)}: apague as saídas ({_CLEAR}), salve e confira de novo."
    yield "Isto confere o arquivo, não a nota. Se mudou algo depois dessa hora, salve (Ctrl+S) e rode de novo."


def _exercises(cells: tuple[caderno.Celula, ...], lesson: int) -> Iterator[str]:
    names = AULAS[lesson].ids(lesson)
    answers = {name: caderno.answer(cells, name) for name in names}
    for name, answer in answers.items():
        yield f"{name}  {_sentence(answer)}"
    text = caderno.open_answer(cells, lesson)
    if text is None:
        yield "Questão aberta  ✗  não encontrei a célula da resposta"
    else:
        yield f"Questão aberta  ✓  respondida ({_words(text)})" if text else "Questão aberta  ·  em branco"
    done = [answer.state for answer in answers.values()].count("respondido")
    yield f"Exercícios com resposta: {done} de {len(names)}."


def _sentence(answer: caderno.Resposta) -> str:
    names = ", ".join(f"`{name}`" for name in answer.missing)
    return {
        "respondido": "✓  respondido",
        "vazio": "·  ainda não respondido",
        "parcial": f"·  respondido em parte: falta {names}",
        "sintaxe": f"✗  a linha {answer.line} da célula não é Python válido: assim, nada dela é executado",
        "ausente": "✗  não encontrei a célula da resposta; ela começa com o comentário do exercício",
    }[answer.state]


def _tests(cells: tuple[caderno.Celula, ...], lesson: int) -> Iterator[str]:
    found = [caderno.verifications(cells, name) for name in AULAS[lesson].ids(lesson)]
    gone = sum(not copies for copies in found)
    changed = sum(any(caderno.was_edited(cell) for cell in copies) for copies in found)
    told = [f"{count} {what}" for count, what in ((gone, "fora do arquivo"), (changed, "com mudanças")) if count]
    if told:
        yield f"Células de verificação: {' e '.join(told)}. Não faz mal: a correção usa as originais."


def _words(text: str) -> str:
    count = len(re.findall(r"\w+", text))
    return f"{count} palavra" if count == 1 else f"{count} palavras"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB".replace(".", ",") if count >= 1e6 else f"{max(count // 1000, 1)} kB"
