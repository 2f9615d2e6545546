# Divide com `/`: os canais viram números com vírgula.
# Mensagem: A metade de 25 virou 12,5: um número de canais é inteiro. Que divisão do Python arredonda para baixo?
def canais_densenet(config, k=32, c0=64):
    canais, c = [], c0
    for n in config:
        canais += [c, c + n * k]
        c = canais[-1] / 2
    return canais
