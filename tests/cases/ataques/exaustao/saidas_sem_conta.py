# Tenta: 300 mil saídas ricas numa célula, pequenas uma a uma, para que a mensagem que leva todas derrube quem a lê.
# Visto: o tempo de CPU acaba antes, ou a mensagem passa do tamanho que se aceita; o exercício não vale nada.
from IPython.display import display

for _ in range(300_000):
    display({"text/plain": "saída rica " * 10}, raw=True)


def residual(x, funcoes):
    return x
