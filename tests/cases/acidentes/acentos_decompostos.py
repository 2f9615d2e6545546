# Acidente: o arquivo passou por um Mac que escreve cada acento como um sinal à parte (NFD).
# Recebe: todos os pontos.
import unicodedata

from tests.accidents import to_bytes


def acontece(caderno):
    return unicodedata.normalize("NFD", to_bytes(caderno).decode()).encode()
