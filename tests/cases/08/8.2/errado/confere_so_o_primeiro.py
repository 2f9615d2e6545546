# Confere a paridade só no primeiro pooling.
# Mensagem: Só o primeiro pooling foi conferido: 570 passa por ele e para no segundo. Em quantos lugares o lado precisa ser par?
def tamanho_unet(n, niveis=4):
    if (n - 4) % 2:
        return None
    for _ in range(niveis):
        n = (n - 4) // 2
        if n <= 0:
            return None
    n -= 4
    for _ in range(niveis):
        if n <= 0:
            return None
        n = 2 * n - 4
    return n if n > 0 else None
