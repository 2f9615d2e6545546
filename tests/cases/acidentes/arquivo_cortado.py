# Acidente: a transferência parou no meio, e o arquivo chegou cortado.
# Recebe: nenhuma nota, e o motivo: nada se pode ler; o resto da turma é corrigido.
# Reparo: O arquivo está cortado
# Estado: ilegivel
from tests.accidents import to_bytes


def acontece(caderno):
    return to_bytes(caderno)[:20_000]
