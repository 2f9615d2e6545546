# Devolve float.
def tamanho_unet(n, niveis=4):
    lado = n
    for _ in range(niveis):
        lado -= 4
        if lado <= 0 or lado % 2:
            return None
        lado = lado / 2
    lado -= 4
    for _ in range(niveis):
        if lado <= 0:
            return None
        lado = 2 * lado - 4
    return lado if lado > 0 else None
