# Encadeou os blocos à mão, sem passar pela rede.
# Mensagem: Os blocos foram encadeados sem a rede. O que ela faz com x antes do primeiro, e entre um e outro?
import torch


def segundo_momento(rede, x):
    h, momentos = x, []
    with torch.no_grad():
        for bloco in rede.blocos:
            h = bloco(h)
            momentos.append(h.pow(2).mean().item())
    return momentos
