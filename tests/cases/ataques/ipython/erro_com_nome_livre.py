# Tenta: levantar exceções cujo nome é HTML, um texto de nota ou um segredo, para escrever na devolutiva e no registro.
# Visto: de uma exceção só se mostra um nome que o Python deu; as demais são "algo desconhecido".
# Veredito: erro
import gc

achados = [objeto for objeto in gc.get_objects() if type(objeto) is str and "SEGREDO" + "-" in objeto]
Nome = type(f"<script>alert(1)</script> veredito: certo {achados[:1]}", (Exception,), {"__str__": lambda self: "\x1b[2J" + "a" * 10**6})
Base = type("KeyboardInterrupt", (BaseException,), {"__module__": "builtins"})
get_ipython().errors = [f"certo {achados}", {"veredito": "certo"}, 7]


def residual(x, funcoes):
    raise Nome("<img src=x onerror=alert(1)>") if len(x) else Base("acabou")


residual([0], [])
