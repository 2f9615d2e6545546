# Acidente: o caderno foi resolvido no Colab e baixado de lá, que troca os identificadores e larga os metadados.
# Recebe: todos os pontos; cada célula é reconhecida pelo texto.
# Reparo: As identificações das células tinham sido perdidas
from tests.accidents import to_bytes
from tests.colab.saved import downloaded


def acontece(caderno):
    return downloaded(to_bytes(caderno))
