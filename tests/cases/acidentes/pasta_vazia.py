# Acidente: a pasta do aluno está vazia.
# Recebe: "não entregue"; a coleta diz que não há caderno na pasta.
# Estado: nao_entregue
# Coleta: não há nenhum caderno (.ipynb) na pasta
def entrega(pasta, caderno):
    pass
