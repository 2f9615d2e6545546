# A fórmula fechada, sem conferir se a saída é positiva.
def tamanho_unet(n, niveis=4):
    passo = 2**niveis
    return n + 8 - 12 * passo if (n + 4) % passo == 0 else None
