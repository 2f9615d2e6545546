# Acidente: o caderno foi salvo em nbformat 4.4, com os identificadores que essa versão não permite.
# Recebe: todos os pontos.
import json

from tests.accidents import to_bytes


def acontece(caderno):
    documento = json.loads(to_bytes(caderno))
    documento["nbformat_minor"] = 4
    return json.dumps(documento, indent=1).encode()
