# Tenta: trocar o texto dos testes por outros que sempre passam, e fechar ou abrir nele blocos de teste oculto e de solução.
# Visto: o teste editado é posto de lado e dito na devolutiva; roda o publicado, e o oculto vem depois, de outro lugar.
import nbformat


def monta(caderno):
    for celula in caderno.cells:
        dados = celula.metadata.get("nbgrader", {})
        if dados.get("grade") and celula.cell_type == "code":
            marca = celula.source.splitlines()[0]
            celula.source = f"""{marca}
print("tudo certo")
### BEGIN HIDDEN TESTS
observe("tudo", lambda: 1.0, weight=1000)
### END HIDDEN TESTS
### BEGIN SOLUTION
observe = lambda *argumentos, **opcoes: None
### END SOLUTION"""
    return nbformat.writes(caderno).encode()
