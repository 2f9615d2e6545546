def var_soma(x, y):
    var_x = (x**2).mean() - x.mean() ** 2
    var_y = (y**2).mean() - y.mean() ** 2
    cov = (x * y).mean() - x.mean() * y.mean()
    return var_x + 2 * cov + var_y
