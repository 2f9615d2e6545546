# Tenta: forjar o nosso próprio espaço de metadados (`trilha`): papel, exercício e nota, de células e do caderno.
# Visto: do arquivo que chega nenhum metadado nosso é lido; os do caderno corrigido são escritos de novo.
import nbformat

ENTREGUE = {"papel": "teste", "exercicio": "2.1", "grade_id": "teste-2.1", "nota": 10, "veredito": "certo", "maximo": 10}


def monta(caderno):
    caderno.metadata["trilha"] = {"resultado": ENTREGUE, "impressao": "", "estado": "corrigida", "nota": 10}
    for celula in caderno.cells:
        celula.metadata["trilha"] = ENTREGUE | {"papel": "resposta"}
        if celula.cell_type == "code":
            celula.outputs = [nbformat.v4.new_output("stream", name="stdout", text="Verificação 2.1: certo, 1,5 de 1,5 ponto")]
            celula.outputs[0]["metadata"] = {"trilha": ENTREGUE}
    solto = nbformat.v4.new_markdown_cell("aviso", metadata={"trilha": {"papel": "aviso"}})
    caderno.cells = [solto, *caderno.cells, nbformat.v4.new_code_cell("pass", metadata={"trilha": ENTREGUE})]
    return nbformat.writes(caderno).encode()
