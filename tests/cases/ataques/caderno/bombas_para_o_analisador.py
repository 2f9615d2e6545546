# Tenta: derrubar quem lê o texto das respostas sem as rodar: parênteses, sinais e blocos aninhados, somas e comparações compridas.
# Visto: o analisador tem um orçamento, e o que ele recusa é lido por padrões; o exercício segue, com nota 0.
import nbformat

BOMBAS = (
    "residual = " + "(" * 50_000 + "x" + ")" * 50_000,
    "residual = " + "-" * 90_000 + "1",
    "residual = lambda x, f: " + "[" * 190 + "x" + "]" * 190 + "+x" * 20_000,
    "def residual(x, funcoes):\n" + "".join(" " * n + "if x:\n" for n in range(1, 99)) + " " * 99 + "pass",
    "residual = lambda x, f: " + "x<" * 30_000 + "x",
    "residual = " + "f'{" * 500 + "x" + "}'" * 500,
    "residual = lambda x, f: x" + ".a" * 60_000,
    "residual = '" + "\\N{DIGIT ONE}" * 5_000 + "'\n" + "\\\n" * 50_000,
    "# Exercício 2.1 " * 5_000 + "\n" + "#" * 90_000 + " exerc",
    "residual\x0c=\x0c1\n" + "\t \t" * 30_000 + "x",
)


def monta(caderno):
    for bomba in BOMBAS:
        caderno.cells.append(nbformat.v4.new_code_cell(f"# Exercício 2.1\n{bomba}"))
    return nbformat.writes(caderno).encode()
