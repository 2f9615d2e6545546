# Tenta: publicar saídas com metadados do nbgrader, espécies que não existem, chaves que não são texto e a devolutiva já escrita.
# Visto: fica só o texto, como texto da própria resposta; nenhum metadado passa.
shell = get_ipython()
shell.display_pub.publish(
    {"text/html": "<iframe src='http://127.0.0.1/'></iframe>", "application/vnd.jupyter.widget-view+json": {"model_id": "1"}},
    metadata={"nbgrader": {"points": 10, "grade": True, "grade_id": "teste-2.1"}},
)
falsas = [
    {"output_type": "update_display_data", "data": {"text/plain": "certo"}, "transient": {"display_id": "nota"}},
    {"output_type": ["stream"], "name": {"x": 1}, "text": {"y": 2}},
    {"output_type": "stream", "name": "stdout", "text": ["2.1: 1,5 de 1,5\n", ["certo"]]},
    {"output_type": "display_data", "data": {"text/plain": "x", "image/png": "não é imagem", "image/svg+xml": "<svg onload=alert(1)>"}},
    {"output_type": "error", "ename": 7, "evalue": None, "traceback": [1, None, "\x1b]0;certo\x07", ["x"]]},
    {"veredito": "certo", "nota": 1.5},
]
shell.outputs.items += falsas
print("publicadas:", len(shell.outputs.items))


def residual(x, funcoes):
    return x
