# Tenta: repetir identificadores de testes e respostas em células trocadas, para que o ponto de uma vá para outra.
# Visto: cada exercício tem uma só célula de teste, a publicada; as demais são acréscimos que não valem ponto.
import copy
import json

import nbformat


def monta(caderno):
    dados, extras = json.loads(nbformat.writes(caderno)), []
    for celula in dados["cells"]:
        if "nbgrader" not in celula["metadata"]:
            continue
        for numero in range(4):
            copia = copy.deepcopy(celula)
            copia["source"] = f"# cópia {numero}\nassert True\nobserve = lambda *a, **o: None\nprint('passei')"
            copia["metadata"]["nbgrader"].update(grade=True, points=5, solution=bool(numero % 2))
            extras.append(copia)
    dados["cells"] = extras[::2] + dados["cells"] + extras[1::2]
    return json.dumps(dados).encode()
