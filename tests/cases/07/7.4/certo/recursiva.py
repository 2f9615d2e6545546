def canais_densenet(config, k=32, c0=64):
    if not config:
        return []
    sai = c0 + config[0] * k
    return [c0, sai, *canais_densenet(config[1:], k, sai // 2)]
