# InstanceNorm também tem running_mean, e foi contada.
def conta_batchnorm(rede):
    t = e = 0
    for m in rede.modules():
        if hasattr(m, "running_mean"):
            t += sum(p.numel() for p in m.parameters(recurse=False))
            e += sum(b.numel() for b in m.buffers(recurse=False) if b.dim())
    return t, e
