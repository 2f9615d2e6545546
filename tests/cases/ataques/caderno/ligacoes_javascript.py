# Tenta: ligações com esquema javascript: e data:, escritas de modos que um filtro apressado não reconhece, à espera de um clique.
# Visto: a ligação perde o endereço, ou é texto.
import nbformat

GOLPE = "window.atacado=1;alert(1)"
FORMAS = (
    f"[clique aqui](javascript:{GOLPE})",
    f"[clique aqui](JaVaScRiPt:{GOLPE})",
    f"<a href='java\tscript:{GOLPE}'>clique aqui</a>",
    f"<a href='java&#10;script:{GOLPE}'>clique aqui</a>",
    f"<a href=' &#14; javascript:{GOLPE}'>clique aqui</a>",
    f"<a href='&#x6A;avascript&colon;{GOLPE}'>clique aqui</a>",
    f"<a href='data:text/html,<script>{GOLPE}</script>' target=_top>clique aqui</a>",
    f"<a href='vbscript:{GOLPE}'>clique aqui</a>",
    f"<form action='javascript:{GOLPE}'><button>clique aqui</button></form>",
    f"<button formaction='javascript:{GOLPE}' form=x>clique aqui</button>",
    f"[clique aqui][r]\n\n[r]: javascript:{GOLPE}",
    f"<javascript:{GOLPE}>",
    f"$$\\href{{javascript:{GOLPE}}}{{clique}}$$ $\\unicode{{x3c}}\\style{{background:url(http://127.0.0.1:9/tex)}}{{x}}$",
)


def monta(caderno):
    for celula in caderno.cells:
        if celula.cell_type == "markdown" and celula.metadata.get("nbgrader", {}).get("solution"):
            celula.source += "\n\n" + "\n\n".join(FORMAS)
    caderno.cells += [nbformat.v4.new_markdown_cell(forma) for forma in FORMAS]
    return nbformat.writes(caderno).encode()
