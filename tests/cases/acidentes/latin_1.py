# Acidente: um editor antigo salvou o arquivo em Latin-1.
# Recebe: todos os pontos; os sinais que o Latin-1 não tem saem trocados, e as células com eles voltam ao original.
# Reparo: O arquivo não estava em UTF-8
# Reparo: As células de verificação 2.1, 2.3, 2.5 e 2.6 tinham sido alteradas
# Reparo: Um experimento tinha sido alterado
from tests.accidents import to_bytes


def acontece(caderno):
    return to_bytes(caderno).decode().encode("latin-1", "replace")
