# A fórmula decorada para quatro níveis.
def tamanho_unet(n, niveis=4):
    return n - 184 if n >= 188 and (n + 4) % 16 == 0 else None
