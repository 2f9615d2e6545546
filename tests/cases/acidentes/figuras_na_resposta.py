# Acidente: a resposta desenha e mostra figuras com `plt.show()`.
# Recebe: todos os pontos.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-1")
    resposta.source = "import matplotlib.pyplot as plt\n" + resposta.source.replace("    return h", "    plt.plot([1, 2])\n    plt.show()\n    return h")
    resposta.source += "\n\nplt.plot([0, 1])\nplt.savefig('figura.png')\nplt.show()"
    return to_bytes(caderno)
