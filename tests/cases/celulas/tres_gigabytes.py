# Pede 3 GB de uma vez.
import torch

gigante = torch.ones(3 * 10**9 // 4)
