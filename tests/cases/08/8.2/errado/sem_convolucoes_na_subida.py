# Na subida só dobra o lado.
# Mensagem: A subida só dobrou o lado. O que vem depois de cada ampliação?
def tamanho_unet(n, niveis=4):
    for _ in range(niveis):
        n -= 4
        if n <= 0 or n % 2:
            return None
        n //= 2
    n -= 4
    return n * 2**niveis if n > 0 else None
