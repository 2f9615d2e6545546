# Tenta: rodar JavaScript sem <script>: tratadores de eventos em imagens, áudio, detalhes, entradas com foco, animações.
# Visto: na página do formgrader os atributos são tirados; na devolutiva tudo é texto.
import nbformat

GOLPE = "window.atacado=1;console.log(1);alert(1);fetch(`http://127.0.0.1:9/evento`)"
FORMAS = (
    f'<img src=x onerror="{GOLPE}">',
    f"<img src=x:x onerror={GOLPE}//",
    f'<body onload="{GOLPE}">',
    f'<details open ontoggle="{GOLPE}">x</details>',
    f'<input autofocus onfocus="{GOLPE}">',
    f'<video><source onerror="{GOLPE}"></video>',
    f'<audio src=x onerror="{GOLPE}"></audio>',
    f'<style>@keyframes a{{}}</style><p style="animation-name:a" onanimationstart="{GOLPE}">x</p>',
    f'<marquee onstart="{GOLPE}">x</marquee>',
    f'<a href="#" onmouseover="{GOLPE}" style="position:fixed;inset:0">x</a>',
    f'![x](x" onerror="{GOLPE})',
    f'<p id="x" tabindex=1 onfocusin="{GOLPE}" autofocus>x</p>',
)


def monta(caderno):
    for celula in caderno.cells:
        if celula.cell_type == "markdown" and celula.metadata.get("nbgrader", {}).get("solution"):
            celula.source += "\n\n" + "\n\n".join(FORMAS)
    caderno.cells += [nbformat.v4.new_markdown_cell(forma) for forma in FORMAS]
    return nbformat.writes(caderno).encode()
