"""Perguntas para testar a própria leitura: não valem nota, e cada opção tem o seu comentário."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from trilha.tela import as_html, publish

Opcao = tuple[str, bool, str]
"""O texto da opção, se está certa, e o comentário que a explica."""

_BOX = "border:1px solid #767676;border-radius:4px;padding:.3em .8em;margin:.4em 0"

_questions: dict[str, Sequence[Opcao]] = {}
"""By text, in the order of first asking: a cell that runs again keeps its number."""


def quiz(pergunta: str, opcoes: Sequence[Opcao]) -> None:
    """Faz uma pergunta; cada opção se abre (clique, ou Tab e Enter) e mostra se está certa e por quê.

    pergunta: o enunciado.
    opcoes: lista de (texto, certo, comentario), com ao menos uma certa.

    Fora de um caderno, escreve as opções; `responde("1b")` mostra o comentário da opção b da pergunta 1.
    """
    if not any(right for _, right, _ in opcoes) or not all(comment.strip() for _, _, comment in opcoes):
        raise ValueError("quiz: ao menos uma opção precisa estar certa, e todas precisam de um comentário.")
    _questions[pergunta] = opcoes
    number = list(_questions).index(pergunta) + 1
    lines = [
        f"Pergunta {number}. {pergunta}",
        *(f"  {letter}) {text}" for letter, (text, _, _) in zip(ascii_lowercase, opcoes, strict=False)),
    ]
    lines.append(f'Para ver o comentário de uma opção: responde("{number}a")')
    publish(_page(number, pergunta, opcoes), "\n".join(lines))


def responde(opcao: str) -> None:
    """Escreve o comentário de uma opção: responde("1b") é a opção b da pergunta 1."""
    number, letter = opcao[:-1].strip(), opcao[-1:].lower()
    asked = list(_questions.values())
    if not number.isdecimal() or not 1 <= int(number) <= len(asked):
        print(f'Não há a pergunta "{opcao}". Escreva o número e a letra, como em responde("1b"); perguntas feitas até aqui: {len(asked)}.')
        return
    options = asked[int(number) - 1]
    place = ascii_lowercase.find(letter)
    if not letter or not 0 <= place < len(options):
        print(f"A pergunta {number} tem as opções de a até {ascii_lowercase[len(options) - 1]}.")
        return
    print(_feedback(options[place]))


def _feedback(option: Opcao) -> str:
    _, right, comment = option
    return f"{'✓ Certo.' if right else '✗ Não.'} {comment}"


def _page(number: int, question: str, options: Sequence[Opcao]) -> str:
    folded = ""
    for letter, option in zip(ascii_lowercase, options, strict=False):
        summary = f'<summary style="cursor:pointer">{letter}) {as_html(option[0])}</summary>'
        folded += f'<details style="{_BOX}">{summary}<p>{as_html(_feedback(option))}</p></details>'
    return f"<div><p><strong>Pergunta {number}.</strong> {as_html(question)}</p>{folded}</div>"
