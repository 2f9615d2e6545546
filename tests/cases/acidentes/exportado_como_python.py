# Acidente: foi entregue o caderno exportado como .py.
# Recebe: "não entregue"; a coleta diz que não há caderno na pasta.
# Estado: nao_entregue
# Coleta: não há nenhum caderno (.ipynb) na pasta
from tests.accidents import cell


def entrega(pasta, caderno):
    (pasta / "02_conexoes_residuais.py").write_text(cell(caderno, "ex-2-1").source, encoding="utf-8")
