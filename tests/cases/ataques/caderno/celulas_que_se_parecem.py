# Tenta: 4900 células quase iguais às publicadas, com marcas e nomes de todos os exercícios: comparar todas com todas levaria horas.
# Visto: o custo de achar semelhantes tem teto, e o da execução também.
import json

import nbformat


def monta(caderno):
    dados = json.loads(nbformat.writes(caderno))
    textos = ["".join(celula["source"]) for celula in dados["cells"] if len("".join(celula["source"])) > 200]
    for numero in range(4900):
        palavras = textos[numero % len(textos)].split(" ")
        palavras[numero % len(palavras)] += f"_{numero}"
        tipo = "markdown" if numero % 50 else "code"
        texto = " ".join(palavras)[:3000] if numero % 50 else f"# Exercício 2.{numero % 7}\ndef residual(x, funcoes):\n    return {numero}"
        dados["cells"].append({"cell_type": tipo, "source": texto, "metadata": {}, "id": f"p{numero}"})
    return json.dumps(dados).encode()
