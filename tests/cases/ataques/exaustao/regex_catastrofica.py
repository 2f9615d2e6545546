# Tenta: uma expressão regular de tempo exponencial, que no C do módulo re não se deixa interromper.
# Visto: SIGKILL não precisa de licença do módulo re; o tempo acaba.
# Veredito: tempo
import re


def residual(x, funcoes):
    re.match(r"(a+)+$", "a" * 60 + "!")
    return x
