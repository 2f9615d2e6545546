# Acidente: o `git merge` deixou marcadores de conflito no arquivo.
# Recebe: todos os pontos, que estão na versão de cima.
# Reparo: marcadores de conflito do git; das duas versões ficou a de cima
from tests.accidents import to_bytes


def acontece(caderno):
    linha = next(linha for linha in to_bytes(caderno).decode().split("\n") if "h = h + f(h)" in linha)
    outra = linha.replace("h + f(h)", "f(h)")
    conflito = f"<<<<<<< HEAD\n{linha}\n=======\n{outra}\n>>>>>>> origin/main"
    return to_bytes(caderno).decode().replace(linha, conflito).encode()
