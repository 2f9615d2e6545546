# Enche a memória aos poucos, até 3 GB, tocando cada página.
blocos = []
for _ in range(300):
    blocos.append(bytes(range(250)) * 40_000)
