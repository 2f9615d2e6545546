# Ignora o argumento niveis.
# Mensagem: A rede tem sempre quatro níveis, qualquer que seja `niveis`. Onde esse argumento aparece nos seus laços?
def tamanho_unet(n, niveis=4):
    for _ in range(4):
        n -= 4
        if n <= 0 or n % 2:
            return None
        n //= 2
    n -= 4
    for _ in range(4):
        if n <= 0:
            return None
        n = 2 * n - 4
    return n if n > 0 else None
