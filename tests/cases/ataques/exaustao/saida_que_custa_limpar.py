# Tenta: uma saída pequena que custe caro a quem a limpa: escapes abertos, retornos de carro, acentos empilhados, 10^5 linhas de erro.
# Visto: limpar tem custo proporcional ao tamanho, e o tamanho é limitado.
import sys

from IPython.display import display

print("\x1b[" * 60_000, "\x1b]" * 30_000)
print("\r".join("x" * 10 for _ in range(15_000)), "\r\n\r" * 20_000)
print("a" + "\u0301" * 80_000)
display({"text/plain": ["\x1b[0;" * 1000] * 1000, "image/png": "A" * 10**6}, raw=True)
sys.stderr.write("\ud800" * 50_000)


def residual(x, funcoes):
    return x


erro = type("\x1b[2J" * 1000, (Exception,), {})("\n".join("linha" for _ in range(10**5)))
raise erro
