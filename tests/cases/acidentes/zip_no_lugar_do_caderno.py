# Acidente: na pasta do aluno há só um zip.
# Recebe: "não entregue" até que o professor o extraia; a coleta diz o que fazer.
# Estado: nao_entregue
# Coleta: só há um zip na pasta; extraia-o e colete de novo
import zipfile

from tests.accidents import to_bytes


def entrega(pasta, caderno):
    with zipfile.ZipFile(pasta / "entrega.zip", "w") as zipado:
        zipado.writestr("02_conexoes_residuais.ipynb", to_bytes(caderno))
