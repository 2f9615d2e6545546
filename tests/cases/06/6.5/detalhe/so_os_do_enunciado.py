# Sabe de cor o gargalo.
def profundidade(tipo, blocos):
    return {("basico", 16): 34, ("gargalo", 16): 50, ("gargalo", 66): 200}.get((tipo, sum(blocos)), 2 * sum(blocos) + 2)
