def tamanho_unet(n, niveis=4):
    passo = 2**niveis
    saida = n + 8 - 12 * passo
    return saida if (n + 4) % passo == 0 and saida > 0 else None
