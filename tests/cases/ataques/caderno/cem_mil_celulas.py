# Tenta: 10^5 células, para que só ler o caderno tome a memória e o dia de quem corrige.
# Visto: o arquivo é recusado pelo número de células, antes de qualquer trabalho, e a turma segue.
import json

import nbformat


def monta(caderno):
    dados = json.loads(nbformat.writes(caderno))
    dados["cells"] += [{"cell_type": "code", "source": "x", "metadata": {}, "id": str(numero)} for numero in range(10**5)]
    return json.dumps(dados).encode()
