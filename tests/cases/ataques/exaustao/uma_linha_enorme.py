# Tenta: uma linha de 200 MB impressa, outra no texto de um erro e outra no nome da classe do erro.
# Visto: cada uma é cortada antes de sair do processo; a devolutiva fica pequena.
# Só aqui: o caderno corrigido teria centenas de megabytes.
print("a" * 200_000_000)


def residual(x, funcoes):
    raise type("E" * 50_000_000, (Exception,), {})("b" * 100_000_000)


residual(None, [])
