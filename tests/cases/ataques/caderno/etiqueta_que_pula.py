# Tenta: marcar os testes para não rodarem: etiquetas skip-execution e raises-exception, células de texto ou cruas, congeladas.
# Visto: etiquetas e tipos que vieram não contam; o teste publicado roda.
import nbformat


def monta(caderno):
    for numero, celula in enumerate(celula for celula in caderno.cells if celula.metadata.get("nbgrader", {}).get("grade")):
        celula.metadata["tags"] = ["skip-execution", "raises-exception", "remove-cell", "remove_cell"]
        celula.metadata.update(deletable=False, editable=False, frozen=True, run_control={"frozen": True, "read_only": True})
        if numero % 3 == 1 and celula.cell_type == "code":
            celula.cell_type = "raw"
            del celula["outputs"], celula["execution_count"]
    return nbformat.writes(caderno).encode()
