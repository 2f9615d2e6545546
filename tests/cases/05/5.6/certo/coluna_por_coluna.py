def invariancia_de_escala(z, a):
    maior, razoes = 0.0, []
    for j in range(z.shape[1]):
        c, ac = z[:, j], a * z[:, j]
        v, va = ((c - c.mean()) ** 2).mean(), ((ac - ac.mean()) ** 2).mean()
        diferenca = (ac - ac.mean()) / (va + 1e-5) ** 0.5 - (c - c.mean()) / (v + 1e-5) ** 0.5
        maior = max(maior, diferenca.abs().max().item())
        razoes.append((va / v).item())
    return maior, sum(razoes) / len(razoes)
