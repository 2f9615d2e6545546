# Acidente: o arquivo foi aberto e salvo no Bloco de Notas do Windows: UTF-8 com BOM e CRLF.
# Recebe: todos os pontos; a marca de codificação é ignorada.
# Reparo: marca de codificação (BOM)
from tests.accidents import to_bytes


def acontece(caderno):
    return b"\xef\xbb\xbf" + to_bytes(caderno).replace(b"\n", b"\r\n")
