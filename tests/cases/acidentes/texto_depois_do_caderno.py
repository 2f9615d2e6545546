# Acidente: dois cadernos foram colados um atrás do outro no mesmo arquivo.
# Recebe: nenhuma nota, e o motivo.
# Reparo: Há texto depois do fim do caderno
# Estado: ilegivel
from tests.accidents import to_bytes


def acontece(caderno):
    return to_bytes(caderno) + b"\n" + to_bytes(caderno)
