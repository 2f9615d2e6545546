# Só entraram termos de um bloco; um caminho pode atravessar vários.
def termos_do_gradiente(i, n):
    return {()} | {(bloco,) for bloco in range(i + 1, n + 1)}
