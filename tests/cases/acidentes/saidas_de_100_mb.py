# Acidente: figuras antigas deixaram o arquivo com 100 MB.
# Recebe: todos os pontos; saídas nunca são lidas.
import json

from tests.accidents import to_bytes


def acontece(caderno):
    documento = json.loads(to_bytes(caderno))
    figura = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "iVBORw0KGgo" * 900_000, "text/plain": ["<Figure>"]}}
    for celula in [celula for celula in documento["cells"] if celula["cell_type"] == "code"][:10]:
        celula["outputs"] = [figura]
    return json.dumps(documento, indent=1).encode()
