# Tenta: mostrar HTML, JavaScript, SVG, LaTeX e widgets: os guardados no arquivo e os que o código produz ao rodar.
# Visto: as saídas do arquivo não são lidas; das que o código produz ficam texto e PNG.
import nbformat

GOLPE = "window.atacado=1;console.log(1);alert(1);fetch('http://127.0.0.1:9/saida')"
RICA = {
    "text/html": f"<script>{GOLPE}</script><img src=x onerror=\"{GOLPE}\">",
    "application/javascript": GOLPE,
    "image/svg+xml": f"<svg onload=\"{GOLPE}\"><script>{GOLPE}</script></svg>",
    "text/markdown": f"<script>{GOLPE}</script>",
    "text/latex": "$\\href{javascript:" + GOLPE + "}{x}$",
    "application/vnd.jupyter.widget-view+json": {"model_id": "a", "version_major": 2},
    "image/png": f"x\"><script>{GOLPE}</script>",
    "image/jpeg": f"x\" onerror=\"{GOLPE}",
    "text/plain": f"<script>{GOLPE}</script>",
}
CODIGO = f"""from IPython.display import HTML, Javascript, display
RICA = {RICA!r}
display(RICA, raw=True)
display(HTML(RICA['text/html']))
display(Javascript(RICA['application/javascript']))
for tipo, valor in RICA.items():
    display({{tipo: valor}}, raw=True)"""


def monta(caderno):
    saida = nbformat.v4.new_output("display_data", data=RICA)
    for celula in caderno.cells:
        if celula.cell_type == "code":
            celula.outputs = [saida]
        else:
            celula["attachments"] = {"x.svg": {"image/svg+xml": RICA["image/svg+xml"]}, "x\"><script>": {"text/html": RICA["text/html"]}}
    caderno.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"model_name": "HTMLModel", "state": {"value": RICA["text/html"]}}}}}
    caderno.cells.append(nbformat.v4.new_code_cell(CODIGO, outputs=[saida]))
    return nbformat.writes(caderno).encode()
