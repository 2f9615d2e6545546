# Acidente: tudo o que não é resposta foi apagado, para o arquivo ficar pequeno.
# Recebe: todos os pontos; o resto do caderno volta do publicado.
# Reparo: As células de verificação 2.1, 2.2, 2.3, 2.4, 2.5 e 2.6 tinham sido apagadas
from tests.accidents import to_bytes


def acontece(caderno):
    caderno.cells = [celula for celula in caderno.cells if celula.id.startswith(("ex-", "aberta-"))]
    return to_bytes(caderno)
