# Tenta: um JSON que pese na leitura: níveis demais, chaves repetidas, números de 10^5 algarismos, textos partidos ao meio.
# Visto: o caderno é lido do mesmo modo, ou recusado com o motivo; nunca derruba.
import nbformat


def monta(caderno):
    texto = nbformat.writes(caderno)
    fundo = "[" * 900 + "]" * 900
    numero = "9" * 100_000
    enxerto = f'"fundo": {fundo}, "numero": {numero}, "pequeno": 1e-{"9" * 20}, "cells": [], "cells": [[], 3, null, {{"source": 7}}], '
    meio = '{"cell_type": "code", "source": ["\\ud800", "x = 1\\u0000"], "metadata": {"nbgrader": []}, "id": 5}, '
    texto = texto.replace('"cells": [', f'{enxerto}"cells": [{meio}', 1)
    return texto.encode()
