# Tenta: acrescentar 200 células de teste próprias, bem formadas, de 10 pontos cada, com ids novos e com os de outra aula.
# Visto: os exercícios são os da aula; as outras são células acrescentadas, que rodam e não valem nada.
import nbformat


def monta(caderno):
    for numero in range(200):
        celula = nbformat.v4.new_code_cell(f"# Verificação 2.{numero % 99}\nassert True")
        dados = {"grade": True, "grade_id": f"teste-{numero % 8 + 1}-{numero}", "locked": True, "points": 10, "schema_version": 3}
        celula.metadata["nbgrader"] = dados | {"solution": False, "task": False}
        caderno.cells.append(celula)
    return nbformat.writes(caderno).encode()
