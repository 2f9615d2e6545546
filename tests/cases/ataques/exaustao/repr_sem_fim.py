# Tenta: terminar a célula com um valor cujo __repr__ nunca acaba, para prender quem guarda as saídas.
# Visto: as saídas se montam no processo do aluno; o tempo acaba ali.
# Veredito: tempo
class Eterno:
    def __repr__(self):
        while True:
            pass

    _repr_html_ = __repr__


def residual(x, funcoes):
    return x


Eterno()
