# Acidente: um Jupyter antigo salvou o caderno em nbformat 4.0, sem identificadores de célula.
# Recebe: todos os pontos.
import json

from tests.accidents import to_bytes


def acontece(caderno):
    documento = json.loads(to_bytes(caderno))
    documento["nbformat_minor"] = 0
    for celula in documento["cells"]:
        del celula["id"]
    return json.dumps(documento, indent=1).encode()
