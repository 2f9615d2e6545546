# Só entraram blocos seguidos; o caminho pode pular qualquer um deles.
def termos_do_gradiente(i, n):
    return {tuple(range(a, b)) for a in range(i + 1, n + 2) for b in range(a, n + 2)}
