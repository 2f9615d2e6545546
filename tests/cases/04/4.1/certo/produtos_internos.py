def var_soma(x, y):
    n = x.numel()
    dx, dy = x - x.sum() / n, y - y.sum() / n
    return dx.dot(dx) / n + 2 * dx.dot(dy) / n + dy.dot(dy) / n
