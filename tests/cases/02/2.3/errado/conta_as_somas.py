# As chaves começam em 1: o comprimento conta os blocos atravessados, e pode ser 0.
# Mensagem: As contagens estão certas, mas todas as chaves têm 1 a mais. Quantos blocos atravessa o caminho feito só de atalhos?
from math import comb


def comprimentos(n):
    return {k + 1: comb(n, k) for k in range(n + 1)}
