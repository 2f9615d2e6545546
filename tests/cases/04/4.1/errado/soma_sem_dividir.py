# Somou os quadrados sem dividir por n.
# Mensagem: Os quadrados foram somados, e não há média. Por quanto se divide uma esperança de n valores?


def var_soma(x, y):
    s = x + y
    return ((s - s.mean()) ** 2).sum()
