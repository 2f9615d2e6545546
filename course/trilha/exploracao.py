"""O controle que redesenha uma figura: vivo onde há quem o mova, parado em valores escolhidos onde não há."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trilha.comparacao import show
from trilha.figuras import figure_html, mostrar
from trilha.tela import as_html, publish, widgets_live

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Controle = tuple[str, int, int, int, int] | tuple[str, float, float, float, float] | tuple[str, Sequence[object]]
Texto = str | Callable[..., str]


def explora(
    desenha: Callable[..., Figure],
    *,
    alt: Texto,
    legenda: Texto = "",
    parados: Sequence[Mapping[str, object]] = (),
    **controles: Controle,
) -> None:
    """Uma figura que muda com controles deslizantes; o teclado (Tab e setas) move todos eles.

    desenha: função que recebe um valor por controle, pelo nome, e devolve uma figura do matplotlib.
    alt: o que a figura mostra, para quem não a vê: um texto com os nomes entre chaves ("… com {n} blocos"), ou uma função dos valores.
    legenda: a frase embaixo da figura, da mesma maneira.
    parados: os valores das figuras que aparecem onde nada se move (página HTML, terminal); sem eles, os iniciais.
    controles: nome=(rótulo, mínimo, máximo, passo, inicial) ou nome=(rótulo, [opção, opção, …]), em que a primeira opção é a inicial.

    >>> explora(desenha, alt="Caminhos de uma rede de {n} blocos.", n=("Número de blocos", 1, 6, 1, 4), parados=[{"n": 2}, {"n": 4}])
    """
    start = {name: _initial(name, control) for name, control in controles.items()}
    if not widgets_live():
        for chosen in parados or [start]:
            values = {**start, **chosen}
            mostrar(desenha(**values), _fill(alt, values), _settled(controles, values, _fill(legenda, values)))
        return
    box, picture = build(desenha, alt, legenda, controles)
    publish("", "", **{"application/vnd.jupyter.widget-view+json": {"version_major": 2, "version_minor": 0, "model_id": box.model_id}})
    # A widget dies with its kernel, and then JupyterLab shows nothing else that came with it: the picture stands in an output of its own.
    publish(_still(box, picture.value), _fill(alt, start))


_SCRIPT = """<script>(() => {
  const settle = () => {
    const box = document.querySelector(".%(mark)s"), still = document.getElementById("%(mark)s");
    const rows = box ? [...box.querySelectorAll(".widget-hbox")] : [];
    if (!box || !still || rows.length < %(rows)d || rows.some((row) => row.querySelectorAll("label").length < 2)) return false;
    for (const row of rows) {
      const [name, typed] = [...row.querySelectorAll("label")].map((label) => label.textContent);
      row.querySelector("[role=slider]")?.setAttribute("aria-label", name);
      row.querySelector("input")?.setAttribute("aria-label", name + ", " + typed);
    }
    return still.hidden = true;
  };
  const watch = new MutationObserver(() => settle() && watch.disconnect());
  settle() || watch.observe(document.body, {childList: true, subtree: true});
})()</script>"""
"""Once the widget is on the page: hides the still picture, and gives handles and boxes the names that ipywidgets leaves out."""


def _still(box: Any, picture: str) -> str:
    """The picture as it began, seen wherever the widget is not."""
    mark = f"trilha-{box.model_id}"
    box.add_class(mark)
    rows = sum(hasattr(row, "children") for row in box.children)
    note = "<p><em>Figura parada: rode a célula para mover os controles.</em></p>"
    return f'<div id="{mark}">{picture}{note}</div>' + _SCRIPT % {"mark": mark, "rows": rows}


def build(desenha: Callable[..., Figure], alt: Texto, legenda: Texto, controles: Mapping[str, Controle]) -> tuple[Any, Any]:
    """The widgets: a box with the controls above the picture, and the picture (an HTML widget)."""
    import ipywidgets

    controls = {name: _control(ipywidgets, control) for name, control in controles.items()}
    picture = ipywidgets.HTML()

    def page() -> str:
        values = {name: control.value for name, control in controls.items()}
        return figure_html(desenha(**values), _fill(alt, values), _fill(legenda, values))

    def redraw(_: object) -> None:
        try:
            picture.value = page()
        except Exception as error:  # a drawing may call the reader's own answers; a callback has no cell to stop
            values = "; ".join(f"{name} = {show(control.value)}" for name, control in controls.items())
            sentence = f"Não foi possível desenhar com {values}. {type(error).__name__}: {error}"
            picture.value = f'<p role="alert">{as_html(sentence)}</p>'

    for control in controls.values():
        control.observe(redraw, names="value")
    picture.value = page()
    rows = [_row(ipywidgets, controls[name], controles[name]) for name in controles]
    return ipywidgets.VBox([*rows, picture]), picture


def _control(ipywidgets: Any, control: Controle) -> Any:
    look = _look(ipywidgets, "min(32em, 98%)")
    if len(control) == 2:
        label, options = control
        return ipywidgets.Dropdown(description=label, options=list(options), **look)
    label, low, high, step, start = control
    kind = ipywidgets.IntSlider if _whole(control) else ipywidgets.FloatSlider
    return kind(description=label, min=low, max=high, step=step, value=start, readout=False, **look)


def _row(ipywidgets: Any, widget: Any, control: Controle) -> Any:
    """A slider with a box to type the same value in: the text alternative. A list of options needs none."""
    if len(control) == 2:
        return widget
    _, low, high, step, start = control
    kind = ipywidgets.BoundedIntText if _whole(control) else ipywidgets.BoundedFloatText
    typed = kind(description="ou digite:", min=low, max=high, step=step, value=start, **_look(ipywidgets, "11em"))
    ipywidgets.link((widget, "value"), (typed, "value"))
    return ipywidgets.HBox([widget, typed], layout=ipywidgets.Layout(flex_flow="row wrap"))


def _look(ipywidgets: Any, width: str) -> dict[str, Any]:
    look = {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width=width)}
    # ipywidgets 8 would show "null" under the pointer; 7 knows no tooltip here
    return look | {"tooltip": ""} if "tooltip" in ipywidgets.Dropdown.class_trait_names() else look


def _whole(control: Controle) -> bool:
    return all(isinstance(number, int) for number in control[1:])


def _initial(name: str, control: Controle) -> object:
    if len(control) == 2 and isinstance(control[1], Sequence) and control[1]:
        return control[1][0]
    if len(control) == 5 and control[1] <= control[4] <= control[2]:
        return control[4]
    raise ValueError(f"explora: escreva {name}=(rótulo, mínimo, máximo, passo, inicial) ou {name}=(rótulo, [opções]).")


def _fill(text: Texto, values: Mapping[str, object]) -> str:
    return text.format(**values) if isinstance(text, str) else text(**values)


def _settled(controles: Mapping[str, Controle], values: Mapping[str, object], caption: str) -> str:
    """The caption of a picture that does not move: which values it was drawn for."""
    chosen = "; ".join(
        f"{control[0]}: {values[name] if isinstance(values[name], str) else show(values[name]).replace('-', '−')}"
        for name, control in controles.items()
    )
    return f"{chosen}. {caption}".strip()
