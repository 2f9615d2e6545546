# Acidente: o arquivo UTF-8 foi lido como Windows-1252 e salvo de novo em UTF-8 ("ExercÃ­cio").
# Recebe: todos os pontos; as respostas são reconhecidas pelos identificadores e pelos nomes.
# Reparo: Um experimento tinha sido alterado
# Reparo: As células de verificação 2.1, 2.2, 2.3, 2.4, 2.5 e 2.6 tinham sido alteradas
from tests.accidents import to_bytes


def acontece(caderno):
    return to_bytes(caderno).decode("cp1252", "replace").encode()
