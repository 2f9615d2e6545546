# Só entraram blocos seguidos; o caminho pode pular qualquer um deles.
# Mensagem: Só há termos de blocos vizinhos. Um caminho pode atravessar o bloco 2, contornar o 3 e atravessar o 4?
def termos_do_gradiente(i, n):
    return {tuple(range(a, b)) for a in range(i + 1, n + 2) for b in range(a, n + 2)}
