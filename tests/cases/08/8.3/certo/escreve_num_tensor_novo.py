def recorta_e_concatena(atalho, x):
    n, c, altura, largura = x.shape
    a = atalho.shape[1]
    saida = x.new_empty(n, a + c, altura, largura)
    i, j = (atalho.shape[2] - altura) >> 1, (atalho.shape[3] - largura) >> 1
    saida[:, :a] = atalho[..., i : i + altura, j : j + largura]
    saida[:, a:] = x
    return saida
