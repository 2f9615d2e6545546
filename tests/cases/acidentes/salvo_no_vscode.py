# Acidente: o caderno foi salvo no VS Code, que anota a linguagem em cada célula e troca o kernel.
# Recebe: todos os pontos.
import json

from tests.accidents import to_bytes


def acontece(caderno):
    documento = json.loads(to_bytes(caderno))
    documento["metadata"]["kernelspec"] = {"display_name": ".venv (3.12.3)", "language": "python", "name": "python3"}
    documento["metadata"]["language_info"] |= {"nbconvert_exporter": "python", "version": "3.12.3"}
    for numero, celula in enumerate(documento["cells"]):
        celula["metadata"]["vscode"] = {"languageId": "python" if celula["cell_type"] == "code" else "markdown"}
        if celula["cell_type"] == "code":
            celula["execution_count"] = numero + 1
    return json.dumps(documento, ensure_ascii=False, indent=1).encode()
