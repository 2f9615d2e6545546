from math import factorial


def comprimentos(n):
    return {k: factorial(n) // (factorial(k) * factorial(n - k)) for k in range(n, -1, -1)}
