# Tenta: levantar um erro cujo __str__ nunca acaba, dentro do teste oculto, para prender quem escreve o registro.
# Visto: quem o imprime é o processo do aluno; o tempo acaba ali.
# Veredito: tempo
class Mudo(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def residual(x, funcoes):
    raise Mudo
