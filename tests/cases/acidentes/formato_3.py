# Acidente: o caderno foi salvo como nbformat 3 (`jupyter nbconvert --nbformat=3`).
# Recebe: todos os pontos; o caderno é convertido.
# Reparo: O caderno estava em um formato antigo do Jupyter; foi convertido
import nbformat


def acontece(caderno):
    return nbformat.writes(nbformat.convert(caderno, 3), version=3).encode()
