"""A lesson that breaks a rule of authoring is refused with the file, the cell, the cause and the next step."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.lesson.rules import RULES
from grader.lesson.source import exercises, find_lessons, read, role
from grader.records import LessonError, Role, UsageError

ROOT = Path(__file__).parents[2]
SOLUTIONS = ROOT / "solutions"
BROKEN = Path(__file__).parents[1] / "cases" / "aulas_quebradas"

# file → (cell, or None where the whole file is to blame; what the message must say)
REFUSED = {
    "02_assinatura_na_solucao": (2, "só a solução define dobro; deixe a assinatura fora dos marcadores"),
    "02_bloco_oculto_vazio": (3, "o bloco oculto não observa nada; chame observe(nome, função, hint=…) ao menos uma vez"),
    "02_dicas_com_outro_codigo": (2, "dicas ou quiz divide a célula com outro código; dê a cada chamada uma célula só dela"),
    "02_dois_titulos": (2, "há um segundo título de nível 1: 'Dobrar'; use ## ou ###"),
    "02_figura_sem_texto": (2, "mostrar sem texto alternativo; acrescente alt=… com o que a figura mostra"),
    "02_id_de_outra_aula": (2, "o id 'ex-3.1' é de outra aula; use o número da aula 2"),
    "02_id_desconhecido": (2, "id desconhecido 'exercicio-1'; use ex-2.1, teste-2.1 ou aberta-2"),
    "02_id_repetido": (5, "id repetido 'teste-2.1' (também na célula 3); renomeie um dos dois"),
    "02_imagem_sem_texto": (2, "uma imagem não tem texto alternativo; escreva o que ela mostra"),
    "02_marcador_numa_frase": (1, "marcador fora do lugar: 'O texto entre BEGIN SOLUTION e o fim some.'; tire o marcador"),
    "02_marcador_sem_fim": (2, "falta '### END SOLUTION'; feche a região aberta"),
    "02_metadados_trocados": (3, "os metadados de 'teste-2.1' não são os de uma célula de teste; use uma célula de código com grade true"),
    "02_observa_fora_do_bloco": (3, "a parte visível do teste usa observe; leve essa linha para o bloco oculto"),
    "02_pontos_nao_somam_dez": (None, "os pontos somam 9,5, e não 10; acerte os pontos dos testes e da questão aberta"),
    "02_sem_bloco_oculto": (3, "o teste tem 0 blocos ocultos, e não um; use um par de"),
    "02_sem_celula_de_teste": (2, "o exercício 2.1 não tem teste; acrescente depois dela a célula 'teste-2.1'"),
    "02_sem_comentario_do_exercicio": (2, "a primeira linha não é '# Exercício 2.1'; comece a célula com esse comentário"),
    "02_sem_docstring": (2, "sem a solução a célula deixa de ser Python válido; dê uma docstring a cada função"),
    "02_sem_marcadores": (2, "a resposta não marca a sua solução; ponha a solução entre"),
    "02_sem_questao_aberta": (None, "a aula tem 0 questões abertas; deixe exatamente uma célula 'aberta'"),
    "02_sintaxe_errada": (3, "não é Python válido (linha 2); corrija a sintaxe"),
    "02_solucao_fora_dos_marcadores": (
        2,
        "código fora dos marcadores de solução: 'y = x + x'; ponha-o entre os marcadores, ou em outra célula",
    ),
    "02_teste_antes_da_resposta": (3, "'teste-2.1' não vem logo depois de 'ex-2.1'; ponha a resposta antes do seu teste"),
    "02_teste_sem_pontos": (3, "'teste-2.1' não diz quantos pontos vale; acrescente"),
    "02_texto_sem_pausa": (2, "181 palavras seguidas sem nada para ver ou fazer (o máximo é 165); corte o texto"),
    "02_titulo_com_outros_pontos": (2, "o título diz 3,5 e a célula vale 4; escreva os dois iguais"),
    "02_titulo_pula_um_nivel": (2, "o título 'Dobrar', de nível 3, vem depois de um de nível 1; desça um nível por vez"),
    "02_verifica_outro_exercicio": (3, "verifica fala do exercício '2.2', que não é desta célula; acerte o número"),
    "aula_sem_numero": (None, "o nome não começa com o número da aula; use um nome como 02_conexoes_residuais.py"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_rule_names_file_cell_cause_and_next_step(name: str) -> None:
    path = BROKEN / f"{name}.py"
    cell, said = REFUSED[name]
    with pytest.raises(LessonError) as caught:
        read(path)
    starts = [line for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text.startswith("# %%")]
    place = str(path) if cell is None else f"{path}, célula {cell} (linha {starts[cell - 1]})"
    assert str(caught.value).startswith(f"{place}: {said}")
    assert "\n" not in str(caught.value)


def test_every_broken_lesson_is_expected_here() -> None:
    assert {path.stem for path in BROKEN.glob("*.py")} == {*REFUSED, "02_inteira"}


def test_every_rule_is_broken_by_some_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    blamed = set()
    for name in REFUSED:
        with pytest.raises(LessonError) as caught:
            read(BROKEN / f"{name}.py")
        blamed |= {entry.name for entry in caught.traceback}
    assert {rule.__name__ for rule in RULES} <= blamed


def test_the_lesson_they_are_made_from_is_accepted() -> None:
    found = exercises(read(BROKEN / "02_inteira.py"))
    assert [(one.id, one.points, one.answer, one.test, one.names) for one in found] == [
        ("2.1", 4.0, "ex-2-1", "teste-2-1", ("dobro",)),
        ("2.2", 4.0, "ex-2-2", "teste-2-2", ("triplo",)),
    ]
    assert found[0].hidden.split("\n")[-1] == 'observe("dobro", lambda: dobro(n))'


def test_lesson_02_has_the_exercises_of_the_curriculum() -> None:
    found = exercises(read(SOLUTIONS / "02_conexoes_residuais.py"))
    assert {one.id: (one.points, one.names) for one in found} == {
        "2.1": (1.5, ("residual",)),
        "2.2": (1.5, ("numero_de_caminhos", "caminhos_a_partir_de", "caminhos_por")),
        "2.3": (1.0, ("comprimentos",)),
        "2.4": (1.5, ("termos_do_gradiente",)),
        "2.5": (1.5, ("jacobiano_residual",)),
        "2.6": (1.5, ("RedeResidual",)),
    }


def test_labs_and_figures_are_told_from_preparation_by_their_tag() -> None:
    cells = [cell for cell in read(SOLUTIONS / "02_conexoes_residuais.py").cells if role(cell) in (Role.SETUP, Role.SHOW)]
    assert [cell for cell in cells if role(cell) is Role.SETUP] == [
        cell for cell in cells if "skip-execution" not in cell.metadata.get("tags", ())
    ]
    assert {role(cell) for cell in cells} == {Role.SETUP, Role.SHOW}


def test_a_jupytext_configuration_of_the_user_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = tmp_path / "02_inteira.py"
    copied.write_bytes((BROKEN / "02_inteira.py").read_bytes())
    before = read(copied).cells
    config = 'formats = "ipynb,md"\ncell_metadata_filter = "-all"\nsplit_at_heading = true\ncell_markers = "region,endregion"\n'
    (tmp_path / "jupytext.toml").write_text(config, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    after = read(Path("02_inteira.py")).cells
    assert [(cell.cell_type, cell.source, cell.metadata) for cell in after] == [
        (cell.cell_type, cell.source, cell.metadata) for cell in before
    ]


def test_a_source_that_is_not_there_or_not_text_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="não pode ser lido"):
        read(tmp_path / "02_falta.py")
    (tmp_path / "02_latin.py").write_bytes("# %%\n# ação\n".encode("latin-1"))
    with pytest.raises(LessonError, match="não está em UTF-8"):
        read(tmp_path / "02_latin.py")


def test_lessons_are_found_by_stem_or_number(tmp_path: Path) -> None:
    for name in ("03_bloco_residual.py", "02_conexoes_residuais.py", "notas.py"):
        (tmp_path / name).touch()
    both = [tmp_path / "02_conexoes_residuais.py", tmp_path / "03_bloco_residual.py"]
    assert find_lessons([], tmp_path) == both
    assert find_lessons(["3", "02_conexoes_residuais", "02"], tmp_path) == both
    assert find_lessons(["02"], tmp_path) == both[:1]


def test_the_welcome_is_published_and_never_graded(tmp_path: Path) -> None:
    for name in ("00_comece_aqui.py", "02_conexoes_residuais.py"):
        (tmp_path / name).touch()
    assert [path.stem for path in find_lessons([], tmp_path)] == ["00_comece_aqui", "02_conexoes_residuais"]
    assert [path.stem for path in find_lessons([], tmp_path, graded=True)] == ["02_conexoes_residuais"]
    with pytest.raises(UsageError, match=r"aula '0': não existe em .*; escolha entre 02_conexoes_residuais"):
        find_lessons(["0"], tmp_path, graded=True)


def test_the_welcome_may_hold_nothing_that_counts(tmp_path: Path) -> None:
    welcome = tmp_path / "00_ola.py"
    welcome.write_text("# %% [markdown]\n# # 00 · Olá\n\n# %%\n1 + 1\n", encoding="utf-8")
    assert len(read(welcome).cells) == 2
    shutil.copy(BROKEN / "02_inteira.py", welcome)
    with pytest.raises(LessonError, match=r"00_ola\.py, célula \d+ \(linha \d+\): uma aula de número 00 não vale nota"):
        read(welcome)


def test_an_unknown_lesson_is_answered_with_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "02_conexoes_residuais.py").touch()
    with pytest.raises(UsageError, match=r"aula '9': não existe em .*; escolha entre 02_conexoes_residuais, pelo nome ou pelo número"):
        find_lessons(["9"], tmp_path)
    with pytest.raises(UsageError, match="a pasta com as aulas não existe"):
        find_lessons([], tmp_path / "nada")
    (tmp_path / "vazia").mkdir()
    with pytest.raises(UsageError, match="não há nenhuma aula"):
        find_lessons([], tmp_path / "vazia")
