# Acidente: a resposta foi copiada para uma célula de texto, como anotação, e também está no lugar dela.
# Recebe: todos os pontos.
from tests.accidents import added, cell, place, to_bytes


def acontece(caderno):
    caderno.cells.insert(place(caderno, "ex-2-1"), added("Minha resposta:\n```python\n" + cell(caderno, "ex-2-1").source + "\n```", "markdown"))
    return to_bytes(caderno)
