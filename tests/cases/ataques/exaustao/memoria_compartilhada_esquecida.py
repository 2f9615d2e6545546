# Tenta: 2 GB em mapas compartilhados anônimos, escritos e logo esquecidos com MADV_DONTNEED: as páginas ficam, e somem da conta.
# Visto: o kernel recusa o mapa compartilhado sem arquivo.
# Só aqui: enche a memória da máquina.
import mmap

PEDACO = 64 * 2**20
guardados = []
try:
    for _ in range(32):
        mapa = mmap.mmap(-1, PEDACO)
        mapa[:] = b"x" * PEDACO
        mapa.madvise(mmap.MADV_DONTNEED)
        guardados.append(mapa)
except (OSError, MemoryError) as erro:
    print("recusado:", erro)
print("MB fora da conta:", sum(map(len, guardados)) >> 20, "ainda lá:", all(mapa[0] == 120 for mapa in guardados))


def residual(x, funcoes):
    return x
