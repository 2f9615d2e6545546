# Acidente: um `return` ficou fora da função, sem recuo, antes da definição.
# Recebe: todos os pontos; o comando que não vale falha sozinho.
# Reparo: parou no meio
from tests.accidents import cell, to_bytes


def acontece(caderno):
    cell(caderno, "ex-2-5").source = "return None\n\n\n" + cell(caderno, "ex-2-5").source
    return to_bytes(caderno)
