# Não descontou as médias: deu E[(X + Y)²].
# Mensagem: As médias não foram descontadas: isso é E[(X + Y)²]. O que a variância faz com uma constante somada a todos os valores?


def var_soma(x, y):
    return (x * x).mean() + 2 * (x * y).mean() + (y * y).mean()
