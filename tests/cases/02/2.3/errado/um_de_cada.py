# Há mais de um caminho do mesmo comprimento: conte de quantos modos se escolhem os blocos.
# Mensagem: Cada comprimento recebeu um caminho só. Com quatro blocos, quantos caminhos atravessam exatamente um?
def comprimentos(n):
    return {k: 1 for k in range(n + 1)}
