# Acidente: o arquivo passou pelo `>` do PowerShell 5, que grava UTF-16.
# Recebe: todos os pontos.
# Reparo: O arquivo estava em UTF-16
from tests.accidents import to_bytes


def acontece(caderno):
    return to_bytes(caderno).decode().replace("\n", "\r\n").encode("utf-16")
