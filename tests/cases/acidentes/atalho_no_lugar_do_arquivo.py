# Acidente: foi copiado um atalho (link) para o caderno, e não o caderno.
# Recebe: nenhuma nota, e o motivo; atalhos nunca são seguidos.
# Estado: ilegivel
# Reparo: É um atalho (link)
def na_turma(pasta, caderno):
    (pasta / "02_conexoes_residuais.ipynb").symlink_to("/home/ana/02_conexoes_residuais.ipynb")
