# Tenta: encher o registro do instrutor, pela mensagem de fim, com escapes de terminal, metades de caracteres e objetos.
# Visto: o registro é texto limitado e nunca chega ao aluno; a nota é 0.
import gc

filho = next(objeto for objeto in gc.get_objects() if type(objeto).__name__ == "Child")
ANTES = filho._say
VENENOS = ["\ud800" * 3000, "\x1b]0;nota 10\x07\x1b[2J" * 500, {"nota": 10}, ["a"] * 50_000, 1e308, "=cmd|' /C calc'!A0"]


def diz(mensagem):
    if mensagem["say"] == "done":
        mensagem = {**mensagem, "log": VENENOS[0], "error": VENENOS[1], "cpu": -1e308, "wall": 1e308}
        VENENOS.append(VENENOS.pop(0))
    ANTES(mensagem)


filho._say = diz


def residual(x, funcoes):
    return x.clone()
