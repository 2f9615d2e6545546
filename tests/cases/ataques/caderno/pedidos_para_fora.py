# Tenta: sem script nenhum, fazer a página pedir algo de fora e contar quem corrige, quando e de onde: imagens, estilos, fontes, prefetch.
# Visto: nenhum pedido sai da devolutiva nem da página do formgrader.
import nbformat

FORA = "http://127.0.0.1:9/pedido"
FORMAS = (
    f"![x]({FORA}?markdown)",
    f"<img src='{FORA}?img' srcset='{FORA}?srcset 2x'>",
    "<img src='//127.0.0.1:9/pedido?sem-esquema'>",
    f"<p style='background:url({FORA}?estilo);list-style:url({FORA}?lista)'>x</p>",
    f"<style>@import url('{FORA}?import'); body {{ background: url('{FORA}?css') }}</style>",
    f"<link rel=stylesheet href='{FORA}?link'><link rel=prefetch href='{FORA}?prefetch'><link rel=icon href='{FORA}?icone'>",
    f"<video poster='{FORA}?poster' src='{FORA}?video' autoplay></video><audio src='{FORA}?audio' autoplay></audio>",
    f"<picture><source srcset='{FORA}?picture'><img></picture>",
    f"<table background='{FORA}?tabela'><tr><td background='{FORA}?td'>x</table>",
    f"<input type=image src='{FORA}?input'><iframe src='{FORA}?iframe'></iframe><object data='{FORA}?object'></object>",
    f"<a href='{FORA}?a' ping='{FORA}?ping'>x</a> <dns href=x><link rel=dns-prefetch href='//atacado.invalid'>",
    f"<svg><image href='{FORA}?svg'/><use href='{FORA}?use#x'/></svg>",
)


def monta(caderno):
    for celula in caderno.cells:
        if celula.cell_type == "markdown" and celula.metadata.get("nbgrader", {}).get("solution"):
            celula.source += "\n\n" + "\n\n".join(FORMAS)
    caderno.cells += [nbformat.v4.new_markdown_cell(forma) for forma in FORMAS]
    return nbformat.writes(caderno).encode()
