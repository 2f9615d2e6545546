# Muda o estado global do torch e esconde nomes comuns.
import torch

torch.set_default_dtype(torch.float64)
torch.set_grad_enabled(False)
torch.autocast("cpu", dtype=torch.bfloat16).__enter__()
import builtins

builtins.sorted = None
range = None
nn = None
print("aviso no erro padrão", file=__import__("sys").stderr)
