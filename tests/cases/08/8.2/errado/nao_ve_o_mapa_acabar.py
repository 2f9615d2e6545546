# Não percebe que o mapa acabou: devolve lados zero ou negativos.
# Mensagem: Saiu um lado zero ou negativo para uma entrada pequena. Em que etapas o mapa pode acabar?
def tamanho_unet(n, niveis=4):
    for _ in range(niveis):
        n -= 4
        if n % 2:
            return None
        n //= 2
    n -= 4
    for _ in range(niveis):
        n = 2 * n - 4
    return n
