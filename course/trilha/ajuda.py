"""Dicas de um exercício, reveladas uma de cada vez: do primeiro empurrão até quase a resposta."""

from __future__ import annotations

from trilha.tela import as_html, publish

_BUTTON = "cursor:pointer;display:inline-block;padding:.3em .8em;border:1px solid #767676;border-radius:4px"

_hints: dict[str, tuple[str, ...]] = {}
_revealed: dict[str, int] = {}


def dicas(exercicio: str, *textos: str) -> None:
    """Guarda as dicas de um exercício e mostra um botão que revela a próxima, sem gastar nenhuma.

    exercicio: o número, como "2.3".
    textos: as dicas, da mais leve à mais completa; `código` entre crases.

    Fora de um caderno, escreve uma linha que lembra o comando `dica`.
    """
    if not textos or not all(text.strip() for text in textos):
        raise ValueError(f"dicas({exercicio!r}, …): escreva ao menos uma dica, e nenhuma vazia.")
    _hints[exercicio] = textos
    _revealed[exercicio] = 0
    publish(_folded(exercicio), f'Dicas do {exercicio}: rode dica("{exercicio}")')


def dica(exercicio: str) -> None:
    """Escreve a próxima dica do exercício, como em dica("2.3"); depois da última, avisa e volta à primeira."""
    hints = _hints.get(exercicio)
    if hints is None:
        known = f" Há dicas para: {', '.join(sorted(_hints))}." if _hints else ""
        print(f"Não há dicas para o exercício {exercicio}: rode antes a célula de dicas dele.{known}")
        return
    number = _revealed[exercicio]
    if number == len(hints):
        print(f'{exercicio}  Não há mais dicas: eram {len(hints)}. Rode dica("{exercicio}") de novo para relê-las desde a primeira.')
        _revealed[exercicio] = 0
        return
    _revealed[exercicio] = number + 1
    print(f"{exercicio}  Dica {number + 1} de {len(hints)}: {hints[number]}")


def _folded(exercise: str) -> str:
    """Each hint folded inside the one before it, so that they open in order.

    The page's own folding needs no kernel: unlike a widget, it still opens when the saved notebook is read again or printed as HTML.
    """
    hints = _hints[exercise]
    page = ""
    for number, text in reversed(list(enumerate(hints, start=1))):
        summary = f'<summary style="{_BUTTON}">Próxima dica ({number} de {len(hints)})</summary>'
        page = f'<details style="margin:.5em 0">{summary}<p><strong>Dica {number}.</strong> {as_html(text)}</p>{page}</details>'
    return f"<div><strong>Dicas do exercício {as_html(exercise)}</strong>{page}</div>"
