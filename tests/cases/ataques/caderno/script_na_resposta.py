# Tenta: rodar JavaScript na tela de quem corrige: <script> na resposta aberta, em células de texto e em comentários de código.
# Visto: a devolutiva mostra o texto; a página do formgrader passa pelo filtro, e nenhum script roda.
import nbformat

GOLPE = "window.atacado = 1; console.log('atacado'); alert('atacado'); fetch('http://127.0.0.1:9/atacado')"
FORMAS = (
    f"<script>{GOLPE}</script>",
    f"<SCRIPT type=module>{GOLPE}</SCRIPT >",
    f"<scr<script>ipt>{GOLPE}</scr</script>ipt>",
    f"</textarea></script></style></title><script>{GOLPE}</script>",
    f"<!--><script>{GOLPE}</script-->",
    f"<noscript><p title=\"</noscript><script>{GOLPE}</script>\"></noscript>",
    f"```\n</code></pre><script>{GOLPE}</script>\n```",
    f"```html\"><script>{GOLPE}</script>\nx\n```",
    f"<details open><summary>\n\n<script>{GOLPE}</script>\n\n</summary></details>",
    f"\\`<script>{GOLPE}</script>\\` [a]: <script>{GOLPE}</script>",
)


def monta(caderno):
    for celula in caderno.cells:
        if celula.metadata.get("nbgrader", {}).get("solution"):
            celula.source += "\n# " + FORMAS[3] if celula.cell_type == "code" else "\n\n" + "\n\n".join(FORMAS)
    caderno.cells += [nbformat.v4.new_markdown_cell(forma) for forma in FORMAS]
    caderno.cells.append(nbformat.v4.new_code_cell(f"print('''{FORMAS[3]}''')\nraise ValueError('''{FORMAS[0]}''')"))
    return nbformat.writes(caderno).encode()
