# Imprime sem parar, até 50 MB.
for _ in range(500):
    print("x" * 100_000)
