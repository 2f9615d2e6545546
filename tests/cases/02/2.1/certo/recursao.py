def residual(x, funcoes):
    if not funcoes:
        return x.clone()
    primeira, *resto = funcoes
    return residual(x + primeira(x), resto)
