from contextlib import ExitStack


def segundo_momento(rede, x):
    medidas = {}

    def anota(i):
        def gancho(modulo, entradas, saida):
            medidas[i] = float((saida.detach() ** 2).mean())

        return gancho

    with ExitStack() as pilha:
        for i, bloco in enumerate(rede.blocos):
            pilha.callback(bloco.register_forward_hook(anota(i)).remove)
        rede(x)
    return [medidas[i] for i in range(len(rede.blocos))]
