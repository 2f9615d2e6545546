# Faltou o atalho: cada bloco substituiu h por f(h), sem somar.
# Mensagem: Cada bloco substituiu h pela saída de f: isto é a rede sequencial. Onde entra, na sua conta, o valor que contorna o bloco?
def residual(x, funcoes):
    h = x
    for f in funcoes:
        h = f(h)
    return h
