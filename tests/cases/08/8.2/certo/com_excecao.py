class _Acabou(Exception):
    pass


def _par(lado):
    if lado <= 4:
        raise _Acabou
    return lado - 4


def _metade(lado):
    if lado & 1:
        raise _Acabou
    return lado >> 1


def tamanho_unet(n, niveis=4):
    try:
        for _ in range(niveis):
            n = _metade(_par(n))
        n = _par(n)
        for _ in range(niveis):
            n = _par(2 * n)
    except _Acabou:
        return None
    return n
