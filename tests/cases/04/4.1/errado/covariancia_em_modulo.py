# Tomou a covariância em módulo.
# Mensagem: A covariância entrou sem o seu sinal. O que acontece com x + y quando um sobe e o outro desce?


def var_soma(x, y):
    dx, dy = x - x.mean(), y - y.mean()
    return (dx * dx).mean() + 2 * (dx * dy).mean().abs() + (dy * dy).mean()
