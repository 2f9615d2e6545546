# Tenta: atacar a página pelo que não é texto de célula: título, autores, kernel, linguagem, identificadores e nome do analisador.
# Visto: nada disso é lido; o cabeçalho da página é escrito pelo corretor.
import json

import nbformat

GOLPE = "\"'></title></style></script><script>window.atacado=1;alert(1);fetch('http://127.0.0.1:9/meta')</script>"


def monta(caderno):
    dados = json.loads(nbformat.writes(caderno))
    dados["metadata"] |= {
        "title": GOLPE,
        "authors": [{"name": GOLPE}],
        "kernelspec": {"name": GOLPE, "display_name": GOLPE, "language": GOLPE},
        "language_info": {"name": GOLPE, "pygments_lexer": GOLPE, "codemirror_mode": GOLPE, "mimetype": "text/html"},
        "nbconvert": {"HTMLExporter": {"sanitize_html": False}},
    }
    for numero, celula in enumerate(dados["cells"]):
        celula["metadata"] |= {"tags": [GOLPE], "name": GOLPE, "slideshow": {"slide_type": GOLPE}, "jupyter": {"source_hidden": GOLPE}}
        if numero % 5 == 0 and "nbgrader" not in celula["metadata"]:
            celula["id"] = f"x{numero}{GOLPE}"
            celula["cell_type"] = "raw" if celula["cell_type"] == "markdown" else celula["cell_type"]
            celula["metadata"]["raw_mimetype"] = celula["metadata"]["format"] = "text/html"
    dados["cells"].append({"cell_type": "raw", "id": "cru", "metadata": {"raw_mimetype": "text/html", "format": "text/html"}, "source": GOLPE})
    dados["cells"].append({"cell_type": GOLPE, "id": "tipo", "metadata": {}, "source": GOLPE})
    return json.dumps(dados).encode()
