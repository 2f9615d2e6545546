def profundidade(tipo, blocos):
    match tipo:
        case "basico" | "cifar":
            por_bloco = 2
        case "gargalo":
            por_bloco = 3
    return len([None for n in blocos for _ in range(n * por_bloco)]) + 2
