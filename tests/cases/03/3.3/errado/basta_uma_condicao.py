# Usou "ou" onde as duas condições são necessárias.
# Mensagem: A identidade aparece quando só uma das duas coisas se conserva. Basta uma delas mudar para a soma falhar: as condições se ligam por `or` ou por `and`?
from torch import nn


def atalho_projecao(c_in, c_out, passo):
    if c_in == c_out or passo == 1:
        return nn.Identity()
    return nn.Conv2d(c_in, c_out, 1, stride=passo, bias=False)
