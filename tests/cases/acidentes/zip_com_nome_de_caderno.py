# Acidente: o zip com o caderno foi renomeado para .ipynb.
# Recebe: nenhuma nota, e o motivo.
# Reparo: É um arquivo zip, não um caderno
# Estado: ilegivel
import io
import zipfile

from tests.accidents import to_bytes


def acontece(caderno):
    pacote = io.BytesIO()
    with zipfile.ZipFile(pacote, "w") as zipado:
        zipado.writestr("02_conexoes_residuais.ipynb", to_bytes(caderno))
    return pacote.getvalue()
