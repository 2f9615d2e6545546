# O número de caminhos é um float.
def numero_de_caminhos(n: int) -> int:
    """Quantos caminhos vão da entrada até a saída de uma rede de n blocos residuais."""
    return 2.0**n


def caminhos_a_partir_de(i: int, n: int) -> int:
    """Quantos caminhos vão da saída do bloco i (de 1 a n) até a saída da rede."""
    return 2 ** (n - i)


def caminhos_por(i: int, n: int) -> int:
    """Quantos caminhos, da entrada até a saída, atravessam o bloco i (de 1 a n)."""
    # antes do bloco, 2^(i − 1) maneiras de chegar; depois dele, 2^(n − i) de sair: o produto não depende de i
    return 2 ** (n - 1)
