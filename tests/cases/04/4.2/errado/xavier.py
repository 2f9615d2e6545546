# Usou a inicialização de Glorot (Xavier).
# Mensagem: A variância saiu 2/(fan_in + fan_out), a de Glorot, feita para ativações simétricas. Qual é a da ReLU?

from torch import nn


def init_he_(camada):
    nn.init.xavier_normal_(camada.weight)
    if camada.bias is not None:
        nn.init.zeros_(camada.bias)
