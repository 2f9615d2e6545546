# Acidente: a célula do 2.6 foi dividida no meio da classe, entre um método e outro.
# Recebe: zero no 2.6, com o erro à vista: a segunda metade sozinha não é Python, e no caderno do aluno também não era.
# Reparo: Não encontrei o método `forward` em `RedeResidual`
# Pontos: 2.6=0
from tests.accidents import added, cell, place, to_bytes


def acontece(caderno):
    inteira = cell(caderno, "ex-2-6")
    corte = inteira.source.index("    def forward")
    inteira.source, metade = inteira.source[:corte].rstrip(), inteira.source[corte:]
    caderno.cells.insert(place(caderno, "ex-2-6") + 1, added(metade))
    return to_bytes(caderno)
