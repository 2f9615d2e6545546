# Acidente: em vez do caderno foi baixada a página do GitHub que o mostra, com o nome de caderno.
# Recebe: nenhuma nota, e o motivo.
# Reparo: É uma página da web (HTML), não um caderno
# Estado: ilegivel
def acontece(caderno):
    return b"\n\n<!DOCTYPE html>\n<html lang='en'><head><title>02_conexoes_residuais.ipynb</title></head><body></body></html>"
