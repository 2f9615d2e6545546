# As projeções contam.
# Mensagem: As projeções dos atalhos entraram na conta. No caminho mais longo, passa-se pelo ramo ou pelo atalho?
def profundidade(tipo, blocos):
    por_bloco = {"basico": 2, "gargalo": 3, "cifar": 2}[tipo]
    return por_bloco * sum(blocos) + 2 + (0 if tipo == "cifar" else len(blocos) - (tipo == "basico"))
