def tamanho_unet(n, niveis=4):
    dentro = n - 4
    if niveis == 0:
        return dentro if dentro > 0 else None
    if dentro <= 0 or dentro % 2 == 1:
        return None
    fundo = tamanho_unet(dentro // 2, niveis - 1)
    if fundo is None or 2 * fundo <= 4:
        return None
    return 2 * fundo - 4
