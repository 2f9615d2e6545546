# Acidente: uma junção de versões deixou várias células com o mesmo identificador.
# Recebe: todos os pontos; o texto decide antes do identificador.
# Reparo: A resposta à pergunta aberta não foi achada na célula dela; vale outro texto seu
import json

from tests.accidents import to_bytes


def acontece(caderno):
    documento = json.loads(to_bytes(caderno))
    for celula in documento["cells"]:
        celula["id"] = "ex-2-1"
        celula["metadata"].pop("nbgrader", None)
    return json.dumps(documento, indent=1).encode()
