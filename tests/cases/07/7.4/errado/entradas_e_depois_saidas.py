# Todas as entradas e depois todas as saídas.
# Mensagem: Os que entram vieram todos antes dos que saem. Em que ordem o enunciado os pede?
def canais_densenet(config, k=32, c0=64):
    entram, saem, c = [], [], c0
    for n in config:
        entram.append(c)
        saem.append(c + n * k)
        c = saem[-1] // 2
    return entram + saem
