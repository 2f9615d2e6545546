# Acidente: a impressão em PDF foi renomeada para .ipynb.
# Recebe: nenhuma nota, e o motivo.
# Reparo: É um PDF, não um caderno
# Estado: ilegivel
def acontece(caderno):
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
