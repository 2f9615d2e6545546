# Recorta o canto inferior direito.
# Mensagem: O recorte saiu do fim do atalho, e não do meio. Quantas linhas devem sobrar de cada lado?
import torch


def recorta_e_concatena(atalho, x):
    h, w = x.shape[-2:]
    H, W = atalho.shape[-2:]
    return torch.cat([atalho[:, :, H - h :, W - w :], x], dim=1)
