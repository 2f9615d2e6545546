# Acidente: na pasta há o caderno desta aula e um rascunho de outra.
# Recebe: todos os pontos; é escolhido o que tem o nome da aula.
# Coleta: há 2 cadernos; escolhido 02_conexoes_residuais.ipynb
from tests.accidents import to_bytes


def entrega(pasta, caderno):
    (pasta / "02_conexoes_residuais.ipynb").write_bytes(to_bytes(caderno))
    (pasta / "rascunho 7.ipynb").write_bytes(b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
