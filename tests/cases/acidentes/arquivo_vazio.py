# Acidente: o arquivo chegou com zero bytes.
# Recebe: nenhuma nota, e o motivo.
# Reparo: O arquivo está vazio
# Estado: ilegivel
def acontece(caderno):
    return b""
