# Só entraram termos de um bloco; um caminho pode atravessar vários.
# Mensagem: Nenhum termo tem mais de um bloco. Que termo corresponde ao caminho que atravessa dois deles?
def termos_do_gradiente(i, n):
    return {()} | {(bloco,) for bloco in range(i + 1, n + 1)}
