# Acidente: o aluno guardou uma cópia vazia, "02_conexoes_residuais-Copy1.ipynb", ao lado do caderno que resolveu.
# Recebe: todos os pontos; entre o original e a cópia vale o que tem respostas.
# Coleta: há 2 cadernos; escolhido 02_conexoes_residuais.ipynb
from tests.accidents import to_bytes
from tests.demonstracao import published


def entrega(pasta, caderno):
    (pasta / "02_conexoes_residuais.ipynb").write_bytes(to_bytes(caderno))
    (pasta / "02_conexoes_residuais-Copy1.ipynb").write_bytes(to_bytes(published()))
