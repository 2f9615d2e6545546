# Tira 2 por par, como se houvesse uma convolução só.
# Mensagem: Cada etapa tirou 2 do lado. Quantas convoluções 3×3 há em cada par?
def tamanho_unet(n, niveis=4):
    for _ in range(niveis):
        n -= 2
        if n <= 0 or n % 2:
            return None
        n //= 2
    n -= 2
    for _ in range(niveis):
        if n <= 0:
            return None
        n = 2 * n - 2
    return n if n > 0 else None
