# Tenta: rodar JavaScript por outros documentos dentro da página: SVG, MathML, iframe, object, embed, template, base, meta refresh.
# Visto: na página do formgrader esses elementos são tirados ou viram texto; na devolutiva tudo é texto.
import base64

import nbformat

GOLPE = "(window.top||window).atacado=1;console.log(1);alert(1);fetch('http://127.0.0.1:9/svg')"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{GOLPE}"><script>{GOLPE}</script><foreignObject><iframe src="x"/></foreignObject></svg>'
DADOS = base64.b64encode(SVG.encode()).decode()
FORMAS = (
    SVG,
    f'<svg><animate onbegin="{GOLPE}" attributeName=x dur=1s></svg>',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror={GOLPE}>"></mglyph></table></mtext></math>',
    f'<iframe srcdoc="<script>{GOLPE.replace(chr(34), "")}</script>"></iframe>',
    f'<iframe src="javascript:{GOLPE}"></iframe>',
    f'<object data="data:image/svg+xml;base64,{DADOS}"></object>',
    f'<embed src="data:image/svg+xml;base64,{DADOS}">',
    f'<template shadowrootmode="open"><script>{GOLPE}</script></template>',
    '<base href="http://127.0.0.1:9/">',
    '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/meta">',
    f'<svg><use href="data:image/svg+xml;base64,{DADOS}#x"/></svg>',
    f'<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror={GOLPE} src>">',
)


def monta(caderno):
    for celula in caderno.cells:
        if celula.cell_type == "markdown" and celula.metadata.get("nbgrader", {}).get("solution"):
            celula.source += "\n\n" + "\n\n".join(FORMAS)
    caderno.cells += [nbformat.v4.new_markdown_cell(forma) for forma in FORMAS]
    return nbformat.writes(caderno).encode()
