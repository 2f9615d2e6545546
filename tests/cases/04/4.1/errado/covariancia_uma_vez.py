# A covariância entrou uma vez só.
# Mensagem: A covariância entrou uma vez só. Quantas vezes o produto misto aparece em (a + b)²?


def var_soma(x, y):
    dx, dy = x - x.mean(), y - y.mean()
    return (dx * dx).mean() + (dx * dy).mean() + (dy * dy).mean()
