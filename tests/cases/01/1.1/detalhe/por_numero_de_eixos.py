# Reconhece as camadas pelo número de eixos do peso.
def conta_parametros(modelo):
    # Toma por convolução todo peso de quatro eixos, a convolução transposta inclusive.
    def conta(eixos):
        donos = [c for c in modelo.modules() if any(p.dim() == eixos for p in c.parameters(recurse=False))]
        return sum(p.numel() for p in {p for c in donos for p in c.parameters(recurse=False)})

    return {"total": sum(p.numel() for p in modelo.parameters()), "conv": conta(4), "densa": conta(2)}
