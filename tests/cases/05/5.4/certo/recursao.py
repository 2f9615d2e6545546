def conta_batchnorm(rede):
    vistas = set()

    def desce(m):
        if id(m) in vistas:
            return 0, 0
        vistas.add(id(m))
        t = e = 0
        if type(m).__name__ in {"BatchNorm1d", "BatchNorm2d", "BatchNorm3d"}:
            t = 2 * m.num_features if m.affine else 0
            e = 2 * m.num_features if m.track_running_stats else 0
        for filho in m.children():
            dt, de = desce(filho)
            t, e = t + dt, e + de
        return t, e

    return desce(rede)
