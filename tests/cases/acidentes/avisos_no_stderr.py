# Acidente: a resposta provoca avisos no stderr, dentro e fora da função.
# Recebe: todos os pontos; avisos não mudam a nota.
from tests.accidents import cell, to_bytes


def acontece(caderno):
    resposta = cell(caderno, "ex-2-1")
    resposta.source = resposta.source.replace("    return h", '    warnings.warn("obsoleto", DeprecationWarning)\n    print("atenção", file=sys.stderr)\n    return h')
    resposta.source = "import sys\nimport warnings\n" + resposta.source + '\n\nwarnings.warn("aviso")\nexpressao = "\\d"'
    return to_bytes(caderno)
