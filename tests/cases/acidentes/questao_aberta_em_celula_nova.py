# Acidente: a questão aberta foi respondida numa célula nova, debaixo da que ficou em branco.
# Recebe: todos os pontos; o texto é levado para o lugar dele.
# Reparo: A resposta à pergunta aberta não foi achada na célula dela; vale outro texto seu
from tests.accidents import added, cell, place, to_bytes


def acontece(caderno):
    aberta = cell(caderno, "aberta-2")
    caderno.cells.insert(place(caderno, "aberta-2") + 1, added(aberta.source, "markdown"))
    aberta.source = "ESCREVA SUA RESPOSTA AQUI"
    return to_bytes(caderno)
