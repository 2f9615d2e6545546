# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 03 · Bloco residual
#
# {{colab}}
#
# A aula 02 somou à entrada uma função qualquer: $h \leftarrow h + f[h]$. De que é feito o ramo $f$, em que ordem, e o que fazer se a forma muda?
#
# **Ao final você saberá**
#
# - dizer, pela ordem da ativação e da transformação linear, o que um bloco consegue fazer com os valores que recebe;
# - reconhecer um ramo que morreu por só receber negativos, e evitá-lo;
# - escrever em PyTorch o bloco convolucional de dois tipos: o que conserva a forma e o que a muda, com projeção ou com zeros no atalho;
# - fazer um bloco partir do zero, isto é, ser só o seu atalho, de modo que ainda aprenda.
#
# **Antes de começar:** a aula 02 (conexões residuais), `nn.Module`, convoluções com passo (*stride*) e preenchimento (*padding*).
#
# **Seu tempo:** cerca de 120 minutos. **Tempo de máquina:** o caderno resolvido roda em cerca de 40 s em dois núcleos, sem GPU.
# **Nota:** 10,0 pontos (seis exercícios e uma questão aberta).

# %%
import math

import torch
from torch import nn
from trilha import Caso, Engano, dica, dicas, entrega, painel, quiz, responde, verifica
from trilha import cores, dados, dispositivo, explora, mostrar, semente

# %% [markdown]
# ## Qualquer função serve?
#
# Até aqui $f_i$ podia ser qualquer camada que devolvesse a forma que recebe. Tecnicamente é verdade. A primeira ideia é usar a camada de sempre, uma transformação
# linear seguida de ReLU, e pôr um atalho em volta:
#
# $$h \leftarrow h + \mathrm{ReLU}[W h + b].$$

# %% tags=["skip-execution"]
import copy

import matplotlib.pyplot as plt

torch.set_num_threads(1)  # matrizes pequenas: repartir a conta entre núcleos custa mais do que rende


def numero(valor, casas=1):
    """O número com vírgula decimal."""
    return f"{valor:z.{casas}f}".replace(".", ",")  # z: nunca −0,0


def desenha_bloco(eixo, caixas, titulo="", no_atalho=""):
    """O atalho, tracejado, embaixo; o ramo, uma caixa por operação, em cima; a soma no fim."""
    n = len(caixas)
    eixo.annotate("", (n + 1.7, 0), (-0.1, 0), arrowprops={"arrowstyle": "->", "color": cores.VERMELHO, "linestyle": "--"}, zorder=1)
    eixo.plot([0.25, 0.25, n + 0.95, n + 0.95], [0, 1, 1, 0], color=cores.AZUL, zorder=1)
    for k, texto in enumerate(caixas):
        moldura = {"boxstyle": "square,pad=0.35", "fc": "#e3f2e9" if texto == "ReLU" else "white", "ec": cores.AZUL}
        eixo.text(k + 1.1 - 0.5 * (n == 1), 1, texto, ha="center", va="center", fontsize=10, bbox=moldura)
    if no_atalho:
        moldura = {"boxstyle": "square,pad=0.35", "fc": "white", "ec": cores.VERMELHO, "ls": "--"}
        eixo.text((n + 1.2) / 2, 0, no_atalho, ha="center", va="center", fontsize=10, bbox=moldura)
    eixo.text(
        n + 0.95, 0, "+", ha="center", va="center", fontsize=12, bbox={"boxstyle": "circle,pad=0.12", "fc": "white", "ec": cores.PRETO}
    )
    eixo.text(-0.2, 0, "$x$", ha="right", va="center", fontsize=13)
    eixo.text(n + 1.8, 0, "$y$", ha="left", va="center", fontsize=13)
    eixo.set(xlim=(-0.5, n + 2.1), ylim=(-0.5, 1.5), title=titulo)
    eixo.title.set_fontsize(10)
    eixo.axis("off")


# %% tags=["skip-execution"]
figura, eixo = plt.subplots(figsize=(4.5, 1.9))
desenha_bloco(eixo, ["linear", "ReLU"], "pós-ativação: a ReLU vem por último")
mostrar(
    figura,
    alt="Um bloco residual. O ramo passa por uma transformação linear, depois por uma ReLU, e volta ao atalho na soma.",
    legenda="Uma camada típica com um atalho em volta. Cheio: o ramo. Tracejado: o atalho.",
)

# %% [markdown]
# > **Seu palpite.** Acompanhe um único valor de $h$ enquanto ele atravessa 20 blocos desses, recém-sorteados. Ele sobe, desce, ou faz as duas coisas?

# %% tags=["skip-execution"]
semente(0)
camadas = [nn.Linear(64, 64) for _ in range(20)]  # a inicialização que o PyTorch usa se nada se disser
partida = torch.randn(64)


@torch.no_grad()
def percurso(ramo):
    """Os 64 valores de h antes do primeiro bloco e depois de cada um dos 20: forma (21, 64)."""
    valores = [partida]
    for camada in camadas:
        valores.append(valores[-1] + ramo(camada, valores[-1]))
    return torch.stack(valores)


def pos_ativacao(camada, h):
    return torch.relu(camada(h))


def desenha_percursos(nomes_e_ramos):
    figura, eixos = plt.subplots(1, len(nomes_e_ramos), figsize=(4.5 * len(nomes_e_ramos), 3.2), squeeze=False)
    for eixo, (nome, ramo) in zip(eixos[0], nomes_e_ramos, strict=True):
        for k in range(5):
            eixo.plot(percurso(ramo)[:, k], markevery=4, **cores.estilo(k))
        eixo.set(title=nome, xlabel="blocos atravessados", ylabel="valor em h", xticks=range(0, 21, 5))
    figura.tight_layout()
    return figura


mostrar(
    desenha_percursos([("pós-ativação", pos_ativacao)]),
    alt="Cinco curvas, uma por unidade de h, ao longo de 20 blocos. Todas começam perto de zero e nenhuma desce: cada uma fica parada ou sobe, devagar até o bloco 10 e depressa depois; duas passam de 90.",
    legenda="Cinco das 64 unidades de h ao longo de 20 blocos de pós-ativação recém-sorteados. Uma curva por unidade.",
)
passos = percurso(pos_ativacao).diff(dim=0)
print(f"passos que descem: {int((passos < 0).sum())} de {passos.numel()};  que sobem: {int((passos > 0).sum())}".replace(".", ","))

# %% [markdown]
# Nenhum dos 1.280 passos (64 unidades, 20 blocos) desceu. Não é sorte: $\mathrm{ReLU}[\cdot] \ge 0$, e somar algo que nunca é negativo só pode **aumentar** o valor
# que chegou. Se um valor ficou grande demais, nenhum bloco seguinte consegue diminuí-lo. E, como cada bloco recebe valores maiores que os do anterior, as curvas aceleram.
#
# Essa ordem se chama **pós-ativação** (*post-activation*). Um bloco assim aprende, mas só sabe empurrar para um lado. Escreva-o, para ter com que comparar.

# %% [markdown]
# ### Exercício 3.1 — O bloco que só aumenta (1,0 ponto · 5 min)
#
# Complete `BlocoPosAtivacao(d)`, com uma única camada, `linear`: um `nn.Linear` de $d$ para $d$, com viés. A passagem para a frente é
#
# $$y = x + \mathrm{ReLU}[W x + b].$$
#
# `x` tem forma $(N, d)$ e pertence a quem chamou: deixe-o como estava.

# %% tags=["skip-execution"]
dicas(
    "3.1",
    "Leia a fórmula de dentro para fora: o que acontece primeiro com x, e o que vem depois? O que se soma no fim?",
    "No `__init__`, guarde em `self.linear` um `nn.Linear` com `d` entradas e `d` saídas. No `forward`, a ReLU (`torch.relu`) envolve a saída dessa camada.",
    "O `forward` é uma linha: devolva a soma de x com a `torch.relu` de `self.linear(x)`, sem usar `+=`, que escreveria em cima de x.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-3.1", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 3.1


class BlocoPosAtivacao(nn.Module):
    """Bloco residual de pós-ativação: y = x + ReLU(Wx + b), com a camada `linear` de d para d."""

    def __init__(self, d: int) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.linear = nn.Linear(d, d)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, d). Devolve (N, d); x fica como estava."""
        ### BEGIN SOLUTION
        return x + torch.relu(self.linear(x))
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-3.1", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 3.1
tres_linhas = torch.tensor([[1.0, 3.0], [-2.0, -1.0], [2.0, 0.5]])


def bloco_pos():
    """Com W = [[1, −1], [2, 0]] e b = [0,5; −1]."""
    bloco = BlocoPosAtivacao(2)
    with torch.no_grad():
        bloco.linear.weight.copy_(torch.tensor([[1.0, -1.0], [2.0, 0.0]]))
        bloco.linear.bias.copy_(torch.tensor([0.5, -1.0]))
    return bloco


def entrada_depois_de_pos():
    entrada = tres_linhas.clone()
    with torch.no_grad():
        bloco_pos()(entrada)
    return entrada


verifica(
    "3.1",
    "BlocoPosAtivacao",
    [
        Caso(
            "nomes dos parâmetros",
            lambda: sorted(nome for nome, _ in BlocoPosAtivacao(3).named_parameters()),
            ["linear.bias", "linear.weight"],
            dica="O bloco tem uma camada só, `self.linear`, com viés.",
            enganos=[
                Engano(["linear.weight"], "A camada não tem viés. Onde está o b da fórmula?"),
            ],
        ),
        Caso(
            "três entradas, com W = [[1, −1], [2, 0]] e b = [0,5; −1]",
            lambda: bloco_pos()(tres_linhas.clone()).detach(),
            torch.tensor([[1.0, 4.0], [-2.0, -1.0], [4.0, 3.5]]),
            dica="Faça a conta à mão para a primeira linha: Wx + b, depois a ReLU, depois a soma com x.",
            enganos=[
                Engano(torch.tensor([[0.0, 1.0], [0.0, 0.0], [2.0, 3.0]]), "A saída é só o ramo: a entrada não foi somada. Se W e b fossem zero, o que este bloco deveria devolver?"),
                Engano(torch.tensor([[0.0, 4.0], [0.0, 0.0], [4.0, 3.5]]), "A ReLU veio depois da soma e apagou também os negativos do atalho. Na fórmula, o que está dentro da ReLU?"),
                Engano(torch.tensor([[-0.5, 4.0], [-1.5, -2.0], [4.0, 3.5]]), "A ReLU veio antes da transformação linear. Neste exercício, qual das duas é a última do ramo?"),
                Engano(torch.tensor([[-0.5, 4.0], [-2.5, -6.0], [4.0, 3.5]]), "O ramo ficou sem ReLU: ele soma também negativos. Que operação da fórmula faltou?"),
                Engano(torch.tensor([[1.0, 4.0], [0.0, 0.0], [4.0, 3.5]]), "O atalho passou por uma ReLU: os negativos de x sumiram. Que operação a fórmula faz no x que se soma?"),
                Engano(torch.tensor([[1.0, 2.0], [-2.0, -1.0], [0.0, -2.5]]), "O ramo foi subtraído da entrada: este bloco só diminui. Que sinal tem a fórmula?"),
            ],
        ),
        Caso(
            "a entrada fica como estava",
            entrada_depois_de_pos,
            tres_linhas,
            fato="A entrada foi modificada.",
            dica="`x += …` escreve dentro do tensor de quem chamou; `x = x + …` cria outro.",
            enganos=[
                Engano(torch.tensor([[1.0, 4.0], [-2.0, -1.0], [4.0, 3.5]]), "A soma escreveu em cima da entrada de quem chamou. `x += …` cria um tensor novo?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
d = observe.given("d", lambda: int(torch.randint(3, 9, ())))
x = observe.given("x", lambda: torch.randn(6, d, device=observe.device))
v = observe.given("v", lambda: torch.randn(6, d, device=observe.device))


def bloco_preenchido():
    bloco = BlocoPosAtivacao(d).to(observe.device)
    observe.fill(bloco)
    return bloco


def em_float64():
    bloco = BlocoPosAtivacao(d).to(observe.device).double()
    observe.fill(bloco)
    return bloco(x.double())


def gradientes():
    bloco, folha = bloco_preenchido(), x.clone().requires_grad_()
    (bloco(folha) * v).sum().backward()
    return [folha.grad, bloco.linear.weight.grad, bloco.linear.bias.grad]


def duas_chamadas():
    bloco = bloco_preenchido()
    return [bloco(x.clone()), bloco(20 * x), bloco.eval()(x.clone())]


def o_modo():
    bloco = bloco_preenchido()
    return [[bloco.train(treino)(x.clone()).shape[0], bloco.training, bloco.linear.training] for treino in (True, False)]


def dois_blocos():
    um, outro = bloco_preenchido(), bloco_preenchido()
    with torch.no_grad():
        outro.linear.weight.mul_(0)
    return [um(x.clone()), outro(x.clone())]


def entrada_depois():
    entrada = x.clone()
    bloco_preenchido()(entrada)
    return [entrada, entrada.requires_grad]


observe(
    "nomes e formas dos parâmetros",
    lambda: [
        sorted([nome, list(p.shape), p.requires_grad] for nome, p in BlocoPosAtivacao(d).named_parameters()),
        len(BlocoPosAtivacao(d).state_dict()),
    ],
    hint="O bloco tem uma camada só, `linear`, de d para d, com viés, e ela é treinável; nenhum buffer.",
    gate=True,
)
observe("saída", lambda: bloco_preenchido()(x.clone()), hint="Compare com a fórmula: onde entra a ReLU, e o que se soma a x?", weight=3)
observe(
    "saída para uma entrada toda negativa",
    lambda: bloco_preenchido()(-x.abs() - 0.1),
    hint="O valor negativo que vai pelo atalho chega à saída tal como entrou.",
)
observe("uma linha só", lambda: bloco_preenchido()(x[:1].clone()), hint="Com N = 1 a saída tem a forma (1, d).", gate=True)
observe("mais de uma chamada", duas_chamadas, hint="O bloco não guarda nada de uma chamada para a outra, e não depende do modo.", gate=True)
observe("o modo depois da chamada", o_modo, hint="forward não muda o modo (train ou eval) do bloco.", gate=True)
observe("dois blocos", dois_blocos, hint="Cada bloco tem os seus próprios pesos.", gate=True)
observe("float64", em_float64, hint="Depois de bloco.double(), a conta inteira fica em float64.", gate=True)
observe("gradiente", gradientes, hint="O gradiente precisa chegar à entrada e à camada, pelo ramo e pelo atalho.", gate=True)
observe("a entrada depois da chamada", entrada_depois, hint="A entrada pertence a quem chamou: não escreva nela.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## E se a ReLU vier antes?
#
# Inverta a ordem dentro do ramo: primeiro a ativação, depois a transformação linear. É a **pré-ativação** (*pre-activation*):
#
# $$h \leftarrow h + W\,\mathrm{ReLU}[h] + b.$$
#
# > **Seu palpite.** As mesmas 20 camadas sorteadas, o mesmo $h$ de partida, só a ordem trocada. Que fração dos passos desce agora?


# %% tags=["skip-execution"]
def pre_ativacao(camada, h):
    return camada(torch.relu(h))


figura, eixos = plt.subplots(1, 2, figsize=(9, 1.9))
desenha_bloco(eixos[0], ["linear", "ReLU"], "pós-ativação")
desenha_bloco(eixos[1], ["ReLU", "linear"], "pré-ativação")
mostrar(
    figura,
    alt="Dois blocos lado a lado. No da esquerda o ramo passa pela linear e depois pela ReLU; no da direita, pela ReLU e depois pela linear.",
    legenda="As mesmas peças em duas ordens.",
)
mostrar(
    desenha_percursos([("pós-ativação", pos_ativacao), ("pré-ativação", pre_ativacao)]),
    alt="Dois gráficos com cinco curvas cada. À esquerda, pós-ativação: nenhuma curva desce, e o eixo vai até 100. À direita, pré-ativação: as curvas sobem e descem e ficam entre −5 e 7.",
    legenda="As mesmas camadas e a mesma partida. Atenção às escalas verticais, que são diferentes.",
)
passos_pre = percurso(pre_ativacao).diff(dim=0)
fracao = 100 * (passos_pre < 0).float().mean().item()
print(f"pré-ativação: {numero(fracao, 0)} % dos passos descem;  maior valor no fim: {numero(percurso(pre_ativacao)[-1].max())}")
print(f"pós-ativação: nenhum desce;  maior valor no fim: {numero(percurso(pos_ativacao)[-1].max())}")

# %% [markdown]
# Agora **51 %** dos passos desceram. A última operação do ramo é a linear, e dela saem números dos dois sinais: o bloco soma **e** subtrai. No fim, o maior valor é
# 11,1; na outra ordem era 135,1.
#
# He, Zhang, Ren e Sun compararam as ordens em redes de até 1.001 camadas (2016, *Identity mappings*) e ficaram com esta, porque ela deixa o atalho livre: nada é aplicado a $x$ no
# caminho até a soma. Cuidado com uma armadilha do código: uma ReLU feita *no lugar* (`torch.relu_`, ou `nn.ReLU(inplace=True)`) escreve em cima de $x$, e o atalho perde os negativos.

# %% [markdown]
# ### Exercício 3.2 — O bloco que soma e subtrai (1,5 ponto · 5 min)
#
# Complete `BlocoPreAtivacao(d)`, também com uma única camada, `linear`, de $d$ para $d$, com viés:
#
# $$y = x + W\,\mathrm{ReLU}[x] + b.$$
#
# `x` tem forma $(N, d)$ e fica como estava: o atalho leva o valor original, negativos inclusive.

# %% tags=["skip-execution"]
dicas(
    "3.2",
    "Que operação recebe x primeiro: a ReLU ou a camada linear? E o que vai pelo atalho: x, ou a ReLU de x?",
    "A camada recebe `torch.relu(x)`; o viés b vem com ela. Ao resultado soma-se o x original.",
    "O `forward` é uma linha: x mais `self.linear` aplicada a `torch.relu(x)`. Não use `torch.relu_` nem `inplace=True`: eles mudariam o x do atalho.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-3.2", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 3.2


class BlocoPreAtivacao(nn.Module):
    """Bloco residual de pré-ativação: y = x + W·ReLU(x) + b, com a camada `linear` de d para d."""

    def __init__(self, d: int) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.linear = nn.Linear(d, d)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, d). Devolve (N, d); x fica como estava."""
        ### BEGIN SOLUTION
        return x + self.linear(torch.relu(x))
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-3.2", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 3.2
quatro_linhas = torch.tensor([[1.0, 3.0], [-2.0, 1.0], [2.0, -0.5], [-1.0, -4.0]])


def bloco_pre():
    """Com W = [[1, −1], [2, 0]] e b = [0,5; −1]."""
    bloco = BlocoPreAtivacao(2)
    with torch.no_grad():
        bloco.linear.weight.copy_(torch.tensor([[1.0, -1.0], [2.0, 0.0]]))
        bloco.linear.bias.copy_(torch.tensor([0.5, -1.0]))
    return bloco


def entrada_depois_de_pre():
    entrada = quatro_linhas.clone()
    with torch.no_grad():
        bloco_pre()(entrada)
    return entrada


verifica(
    "3.2",
    "BlocoPreAtivacao",
    [
        Caso(
            "nomes dos parâmetros",
            lambda: sorted(nome for nome, _ in BlocoPreAtivacao(3).named_parameters()),
            ["linear.bias", "linear.weight"],
            dica="O bloco tem uma camada só, `self.linear`, com viés.",
            enganos=[
                Engano(["linear.weight"], "A camada não tem viés. Onde está o b da fórmula?"),
            ],
        ),
        Caso(
            "a entrada fica como estava",
            entrada_depois_de_pre,
            quatro_linhas,
            fato="A entrada foi modificada.",
            dica="`torch.relu_`, `inplace=True` e `+=` escrevem dentro do tensor de quem chamou.",
            enganos=[
                Engano(torch.tensor([[1.0, 3.0], [0.0, 1.0], [2.0, 0.0], [0.0, 0.0]]), "A ReLU escreveu em cima de x, e o atalho perdeu os negativos. Que função devolve um tensor novo?"),
            ],
        ),
        Caso(
            "quatro entradas, com W = [[1, −1], [2, 0]] e b = [0,5; −1]",
            lambda: bloco_pre()(quatro_linhas.clone()).detach(),
            torch.tensor([[-0.5, 4.0], [-2.5, 0.0], [4.5, 2.5], [-0.5, -5.0]]),
            dica="Faça a segunda linha à mão: a ReLU de (−2; 1) é (0; 1); depois W, b e, por fim, a soma com (−2; 1).",
            enganos=[
                Engano(torch.tensor([[1.0, 4.0], [-2.0, 1.0], [5.0, 2.5], [2.5, -4.0]]), "A ReLU veio depois da transformação linear: este bloco não consegue subtrair. O que a fórmula aplica primeiro a x?"),
                Engano(torch.tensor([[-0.5, 4.0], [-0.5, 0.0], [4.5, 3.0], [0.5, -1.0]]), "O atalho somou ReLU(x) em vez de x: os negativos se perderam. Que valor a fórmula soma ao ramo?"),
                Engano(torch.tensor([[-1.5, 1.0], [-0.5, -1.0], [2.5, 3.0], [0.5, -1.0]]), "A saída é só o ramo: a entrada não foi somada. Se W e b fossem zero, o que este bloco deveria devolver?"),
                Engano(torch.tensor([[-0.5, 4.0], [-4.5, -4.0], [5.0, 2.5], [2.5, -7.0]]), "O ramo ficou sem ReLU: o bloco inteiro é uma transformação linear. O que a camada deveria receber?"),
                Engano(torch.tensor([[1.0, 4.0], [-2.0, 1.0], [4.5, 2.5], [-0.5, -4.0]]), "Há uma segunda ReLU, depois da linear, e o bloco voltou a só aumentar. Quantas ReLU tem a fórmula?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
d = observe.given("d", lambda: int(torch.randint(3, 9, ())))
x = observe.given("x", lambda: torch.randn(6, d, device=observe.device))
v = observe.given("v", lambda: torch.randn(6, d, device=observe.device))


def bloco_preenchido():
    bloco = BlocoPreAtivacao(d).to(observe.device)
    observe.fill(bloco)
    return bloco


def em_float64():
    bloco = BlocoPreAtivacao(d).to(observe.device).double()
    observe.fill(bloco)
    return bloco(x.double())


def gradientes():
    bloco, folha = bloco_preenchido(), x.clone().requires_grad_()
    (bloco(1 * folha) * v).sum().backward()
    return [folha.grad, bloco.linear.weight.grad, bloco.linear.bias.grad]


def duas_chamadas():
    bloco = bloco_preenchido()
    return [bloco(x.clone()), bloco(20 * x), bloco.eval()(x.clone())]


def o_modo():
    bloco = bloco_preenchido()
    return [[bloco.train(treino)(x.clone()).shape[0], bloco.training, bloco.linear.training] for treino in (True, False)]


def dois_blocos():
    um, outro = bloco_preenchido(), bloco_preenchido()
    with torch.no_grad():
        outro.linear.weight.mul_(0)
    return [um(x.clone()), outro(x.clone())]


def entrada_depois():
    entrada = x.clone()
    bloco_preenchido()(entrada)
    return [entrada, entrada.requires_grad]


observe(
    "nomes e formas dos parâmetros",
    lambda: [
        sorted([nome, list(p.shape), p.requires_grad] for nome, p in BlocoPreAtivacao(d).named_parameters()),
        len(BlocoPreAtivacao(d).state_dict()),
    ],
    hint="O bloco tem uma camada só, `linear`, de d para d, com viés, e ela é treinável; nenhum buffer.",
    gate=True,
)
observe(
    "saída", lambda: bloco_preenchido()(x.clone()), hint="Compare com a fórmula: o que a ReLU recebe, e o que se soma no fim?", weight=3
)
observe(
    "saída para uma entrada toda negativa",
    lambda: bloco_preenchido()(-x.abs() - 0.1),
    hint="Se todos os valores são negativos, a ReLU devolve zeros: o que sobra do ramo?",
)
observe("uma linha só", lambda: bloco_preenchido()(x[:1].clone()), hint="Com N = 1 a saída tem a forma (1, d).", gate=True)
observe("mais de uma chamada", duas_chamadas, hint="O bloco não guarda nada de uma chamada para a outra, e não depende do modo.", gate=True)
observe("o modo depois da chamada", o_modo, hint="forward não muda o modo (train ou eval) do bloco.", gate=True)
observe("dois blocos", dois_blocos, hint="Cada bloco tem os seus próprios pesos.", gate=True)
observe("float64", em_float64, hint="Depois de bloco.double(), a conta inteira fica em float64.", gate=True)
observe("gradiente", gradientes, hint="O gradiente precisa chegar à entrada e à camada, pelo ramo e pelo atalho.", gate=True)
observe("a entrada depois da chamada", entrada_depois, hint="A ReLU devolveu um tensor novo, ou escreveu em cima de x?", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## Um ramo que só recebe negativos
#
# A pré-ativação tem o seu próprio ponto fraco. Se todos os valores de $x$ são negativos, $\mathrm{ReLU}[x] = 0$ e do ramo sobra só o viés: $y = x + b$.
#
# > **Seu palpite.** Três entradas bem diferentes, todas negativas, passam por um ramo de pré-ativação. Quanto diferem as três saídas do ramo? E que gradiente chega a $W$?

# %% tags=["skip-execution"]
semente(1)
camada_morta = nn.Linear(4, 4)
negativas = -torch.rand(3, 4) - 0.1
saidas_do_ramo = camada_morta(torch.relu(negativas))
saidas_do_ramo.square().sum().backward()


def escreve(nome, linhas):
    print(nome, *["   ".join(numero(valor, 2) for valor in linha) for linha in linhas.tolist()], sep="\n   ")


escreve("entradas:", negativas)
escreve("saídas do ramo:", saidas_do_ramo)
gradientes_mortos = [parametro.grad.norm().item() for parametro in camada_morta.parameters()]
print(f"norma do gradiente em W: {numero(gradientes_mortos[0], 2)};  em b: {numero(gradientes_mortos[1], 2)}")

# %% [markdown]
# As três saídas são iguais: o ramo não vê mais a entrada. A propagação para a frente (*forward*) morreu nele. E a volta também: o gradiente em $W$ é exatamente **0**,
# porque cada parcela dele é multiplicada por uma entrada $\mathrm{ReLU}[x]$ que vale zero. Só o viés ainda aprende.
#
# Isso acontece com dados de verdade? Os dígitos manuscritos de 8×8 pixels têm 64 números, e uma rede de largura 64 pode recebê-los direto no primeiro bloco. Guarde-os de duas maneiras:
# *tinta positiva*, de 0 (papel) a 1 (tinta); e *tinta negativa*, de −0,5 (papel) a −1,5 (tinta). A informação é a mesma.
#
# > **Seu palpite.** Quatro blocos de pré-ativação e uma saída $\mathrm{linear}(\mathrm{ReLU}[h])$, dez épocas. Que erro de treino terá cada versão? E se a rede começar com uma camada linear?

# %% tags=["skip-execution"]
digitos, rotulos, digitos_teste, rotulos_teste = (parte.to(dispositivo()) for parte in dados.digitos())


def funciona(experimento):
    """Se as respostas de que o experimento precisa já estão escritas."""
    try:
        return experimento() is not None
    except Exception:
        return False


@torch.no_grad()
def erro(rede, X, y):
    """Erro de classificação, em %."""
    return 100 * (rede(X).argmax(1) != y).float().mean().item()


def treina(rede, X, y, epocas=10, taxa=0.02, otimizador=None):
    """SGD com momento 0,9 (se não vier outro otimizador), em lotes de 100; devolve a rede."""
    otimizador = otimizador or torch.optim.SGD(rede.parameters(), lr=taxa, momentum=0.9, fused=True)
    for _ in range(epocas):
        for lote in torch.randperm(len(X)).to(X.device).split(100):
            otimizador.zero_grad()
            nn.functional.cross_entropy(rede(X[lote]), y[lote]).backward()
            otimizador.step()
    return rede


# %% tags=["skip-execution"]
def rede_de_digitos(com_entrada):
    entrada = [nn.Linear(64, 64)] if com_entrada else []
    return nn.Sequential(*entrada, *(BlocoPreAtivacao(64) for _ in range(4)), nn.ReLU(), nn.Linear(64, 10))


tintas = {"tinta positiva": digitos.flatten(1), "tinta negativa": -0.5 - digitos.flatten(1)}
erros_tinta = {  # (tinta, começa com linear) → erro de treino com três sementes, como medido ao escrever a aula
    ("tinta positiva", False): [3.7, 1.4, 1.4],
    ("tinta positiva", True): [2.9, 2.1, 2.4],
    ("tinta negativa", False): [89.6, 89.6, 89.6],
    ("tinta negativa", True): [4.3, 4.6, 8.0],
}
gravados = {"tinta": dict(erros_tinta)}
if funciona(lambda: rede_de_digitos(True)(torch.zeros(1, 64))):
    for tinta, com_entrada in erros_tinta:
        erros_tinta[tinta, com_entrada] = []
        for s in range(3):
            semente(s)
            rede = treina(rede_de_digitos(com_entrada).to(digitos.device), tintas[tinta], rotulos)
            erros_tinta[tinta, com_entrada].append(erro(rede, tintas[tinta], rotulos))
else:
    print("Números gravados: resolva 3.2 para medir você mesmo.")
for (tinta, com_entrada), lista in erros_tinta.items():
    print(f"{tinta}, {'com' if com_entrada else 'sem'} linear no começo: erro de treino {'  '.join(numero(e) + ' %' for e in lista)}")

# %% [markdown]
# Com a tinta negativa e sem a linear, as três sementes pararam em **89,6 %**, o erro de quem só diz uma classe. Com uma linear no começo, o erro médio é **5,6 %**.
#
# É essa a solução: **a rede começa com uma transformação linear antes dos blocos residuais**, e dela saem valores dos dois sinais. Para isso, e não só para
# acertar a largura, a `RedeResidual` da aula 02 tinha uma camada `entrada`.
#
# Com a tinta positiva a falta dela não se notou: o defeito só aparece com outros dados.

# %% [markdown]
# ## Monte o seu bloco
#
# Onde fica a ativação, quantas transformações há no ramo, o que vai pelo atalho? Mova os controles e procure:
#
# 1. uma montagem cujo ramo nunca subtrai;
# 2. uma em que o ramo soma o mesmo número a todas as entradas de uma unidade, isto é, morreu;
# 3. o que muda na saída sem o atalho.

# %% tags=["skip-execution"]
semente(0)
sorteio = [nn.init.kaiming_normal_(torch.empty(64, 64)) for _ in range(3)]  # He: pesos de variância 2/64
projecao = torch.randn(64, 64) / 8
base = torch.randn(500, 64)
CHEGADAS = {"dos dois sinais": base, "só positiva": base.abs(), "só negativa": -base.abs()}


def monta(ordem, atalho, n, chegada):
    """A entrada, o que o ramo soma e a saída do bloco montado: três tensores (500, 64)."""
    x = r = CHEGADAS[chegada]
    for W in sorteio[:n]:
        r = torch.relu(r) @ W.T + 0.2 if ordem == "antes" else torch.relu(r @ W.T + 0.2)
    return x, r, r + {"identidade": x, "projeção": x @ projecao.T, "nenhum": torch.zeros_like(x)}[atalho]


def desenha_montagem(ordem, atalho, n, chegada):
    x, r, y = monta(ordem, atalho, n, chegada)
    figura, (cima, baixo) = plt.subplots(2, 1, figsize=(8, 4.8), height_ratios=[1, 2])
    passo = ["ReLU", "linear"] if ordem == "antes" else ["linear", "ReLU"]
    desenha_bloco(cima, passo * n, no_atalho={"projeção": "projeção", "nenhum": "cortado"}.get(atalho, ""))
    for valores, nome, cor, traco in [
        (x, "entrada", cores.CINZA, ":"),
        (r, "o que o ramo soma", cores.AZUL, "-"),
        (y, "saída", cores.VERMELHO, "--"),
    ]:
        baixo.hist(valores.flatten(), bins=61, range=(-6, 6), histtype="step", linewidth=1.6, color=cor, linestyle=traco, label=nome)
    baixo.set(xlabel="valor", ylabel="quantos dos 32.000", xlim=(-6, 6), ylim=(1, 40_000), yscale="log")
    baixo.legend(loc="upper right")
    return figura


def resume_montagem(ordem, atalho, n, chegada):
    x, r, y = monta(ordem, atalho, n, chegada)
    vivo = "" if r.std(0).max() > 1e-6 else " O ramo dá o mesmo para todas as entradas: está morto."
    faixas = [f"{nome} de {numero(t.min())} a {numero(t.max())}" for nome, t in (("entrada", x), ("ramo", r), ("saída", y))]
    return f"Faixas: {'; '.join(faixas)}. O ramo subtrai em {100 * (r < 0).float().mean():.0f} % dos valores.{vivo}"


explora(
    desenha_montagem,
    ordem=("A ReLU vem", ["antes", "depois"]),
    atalho=("Atalho", ["identidade", "projeção", "nenhum"]),
    n=("Transformações no ramo", 1, 3, 1, 1),
    chegada=("Entrada", ["dos dois sinais", "só positiva", "só negativa"]),
    parados=[{}, {"ordem": "depois"}, {"chegada": "só negativa"}, {"ordem": "antes", "n": 2, "atalho": "nenhum"}],
    alt=lambda ordem, atalho, n, chegada: (
        f"O bloco montado e três histogramas. ReLU {ordem}, {n} {'transformação' if n == 1 else 'transformações'}, "
        f"atalho: {atalho}, entrada {chegada}. " + resume_montagem(ordem, atalho, n, chegada)
    ),
    legenda=resume_montagem,
)

# %% [markdown]
# Com a ReLU depois, o ramo nunca subtrai, tenha quantas transformações tiver: a última operação é que decide o sinal do que se soma. Com a ReLU antes e entrada só negativa, o
# ramo morre, também com duas ou três transformações: a primeira ReLU já não deixa passar nada. E, sem atalho, a saída é só o ramo: a entrada desaparece dela.
#
# ## Mais de uma transformação no mesmo bloco
#
# O controle foi até três, e nada impede mais. O ramo mais comum tem duas:
#
# $$y = x + W_2\,\mathrm{ReLU}\big[W_1\,\mathrm{ReLU}[x] + b_1\big] + b_2.$$
#
# Com uma só, o resíduo é uma função linear de $\mathrm{ReLU}[x]$; com duas, o ramo tem uma camada oculta inteira, e o bloco pode corrigir $x$ de modo que depende de combinações dos seus valores.
# He et al. (2016, seção 3.2) usaram duas ou três transformações por atalho, e dizem não ter visto vantagem com uma só.
#
# No artigo original havia ainda uma ReLU **depois da soma**. São três ordens, e a célula as percorre.


# %% tags=["skip-execution"]
@torch.no_grad()
def extremos(bloco, n=10):
    """O menor e o maior valor da saída de n blocos, e se algum passo subiu e algum desceu."""
    h, sobe, desce = base, False, False
    for _ in range(n):
        novo = bloco(h, *(nn.init.kaiming_normal_(torch.empty(64, 64)).T / 2 for _ in range(2)))
        sobe, desce, h = sobe or bool((novo > h).any()), desce or bool((novo < h).any()), novo
    return f"sobe: {'sim' if sobe else 'não'}   desce: {'sim' if desce else 'não'}   saída de {numero(h.min())} a {numero(h.max())}"


relu = torch.relu
semente(0)
print("pós-ativação,        x + ReLU(ReLU(x W₁) W₂)  ", extremos(lambda x, A, B: x + relu(relu(x @ A) @ B)))
print("pré-ativação,        x + ReLU(ReLU(x) W₁) W₂  ", extremos(lambda x, A, B: x + relu(relu(x) @ A) @ B))
print("ReLU depois da soma, ReLU(x + ReLU(x W₁) W₂)  ", extremos(lambda x, A, B: relu(x + relu(x @ A) @ B)))

# %% [markdown]
# A terceira soma e subtrai, mas o que sai dela nunca é negativo, e a ReLU fica no caminho do atalho: já não há um fio livre da entrada à saída. É a ordem da ResNet de 2015, que a
# aula 06 constrói; as redes mais fundas usam a segunda.
#
# ## O mesmo bloco, em imagens
#
# Nada do que se disse depende de a transformação ser uma matriz: uma convolução também é linear. Mas uma imagem tem mais eixos, e o primeiro tropeço é a ordem deles.
# O artigo *Entendendo o bloco residual* descreve uma imagem como 128 × 128 × 3: altura, largura, canais de cor. O PyTorch põe os **canais primeiro**: 3 × 128 × 128.
#
# > **Seu palpite.** Para passar de uma ordem à outra servem igualmente `reshape(3, 128, 128)` e `permute(2, 0, 1)`? As duas devolvem a mesma forma.

# %% tags=["skip-execution"]
linha, coluna = torch.meshgrid(torch.linspace(-1, 1, 128), torch.linspace(-1, 1, 128), indexing="ij")
disco = ((linha**2 + coluna**2) < 0.4).float()
imagem = torch.stack([0.2 + 0.7 * disco, 0.5 + 0.4 * linha, 0.5 - 0.4 * coluna], dim=2)  # (128, 128, 3), como no artigo

figura, eixos = plt.subplots(1, 3, figsize=(8, 2.9))
for eixo, (nome, tres) in zip(
    eixos,
    [("original", None), ("permute(2, 0, 1)", imagem.permute(2, 0, 1)), ("reshape(3, 128, 128)", imagem.reshape(3, 128, 128))],
    strict=True,
):
    eixo.imshow(imagem if tres is None else torch.stack([*tres], dim=2))
    eixo.set_title(nome, fontsize=10)
    eixo.axis("off")
mostrar(
    figura,
    alt="Três imagens. A original, um disco avermelhado sobre um fundo que muda de cor. Com permute, a mesma imagem. Com reshape, uma trama de pontos coloridos em que o disco mal se distingue.",
    legenda="A imagem vista depois de cada conversão. As duas conversões têm forma (3, 128, 128).",
)
try:
    nn.Conv2d(3, 3, kernel_size=3, padding=1)(imagem)
except RuntimeError as problema:
    print("Sem conversão nenhuma:", str(problema).split(", but")[0])

# %% [markdown]
# `reshape` só reparte os mesmos números, na ordem em que estão na memória, e mistura cores com posições; `permute` troca os eixos. Sem conversão, a convolução acusa o erro, porque espera
# 3 canais e encontra 128. Com `reshape` ninguém acusa nada.

# %% [markdown]
# ### Onde entra o preenchimento?
#
# O primeiro tipo de bloco do artigo, o **bloco identidade**, tem duas convoluções 3×3, e a sua saída se soma à entrada "elemento a elemento e canal a canal". Para
# isso precisa ter o mesmo tamanho. O código do artigo mostra preenchimento (*padding*) só na primeira convolução.
#
# > **Seu palpite.** Uma imagem de 8×8 passa por duas convoluções 3×3. De que tamanho sai, se só a primeira tem preenchimento 1? E o que o PyTorch faz com a soma?
#
# Mova os controles. Existe algum tamanho em que o preenchimento só na primeira funciona? E, com ele nas duas, o que acontece quando o passo da primeira convolução é 2?

# %% tags=["skip-execution"]
OPCOES = {"nas duas": (1, 1), "só na primeira": (1, 0), "em nenhuma": (0, 0)}


def tamanhos(lado, passo, onde):
    """O lado do mapa na entrada, depois de cada convolução do ramo e depois do atalho 1×1 com o mesmo passo."""
    p1, p2 = OPCOES[onde]
    x = torch.zeros(1, 1, lado, lado)
    meio = nn.Conv2d(1, 1, 3, stride=passo, padding=p1)(x)
    fim = nn.Conv2d(1, 1, 3, padding=p2)(meio)
    atalho = x if passo == 1 else nn.Conv2d(1, 1, 1, stride=passo)(x)
    return [t.shape[-1] for t in (x, meio, fim, atalho)]


def desenha_tamanhos(lado, passo, onde):
    figura, eixo = plt.subplots(figsize=(8.5, 3.6))
    entrada, meio, fim, atalho = tamanhos(lado, passo, onde)
    for (x0, y0), (x1, y1) in [((1.3, 0.4), (2.7, 1.1)), ((5.3, 1.4), (6.7, 1.4)), ((1.3, -0.4), (6.7, -1.4))]:
        cor = cores.AZUL if y1 > 0 else cores.VERMELHO
        eixo.annotate("", (x1, y1), (x0, y0), arrowprops={"arrowstyle": "->", "color": cor, "linestyle": "-" if y1 > 0 else "--"})
    for centro, altura, tam, nome in [
        (0, 0, entrada, "entrada"),
        (4, 1.4, meio, "conv1"),
        (8, 1.4, fim, "conv2"),
        (8, -1.4, atalho, "atalho"),
    ]:
        meia = tam / 13
        cor = cores.VERMELHO if nome == "atalho" else cores.AZUL if nome != "entrada" else cores.PRETO
        for k in range(tam + 1):
            desvio = -meia + 2 * meia * k / tam
            eixo.plot([centro + desvio] * 2, [altura - meia, altura + meia], color=cor, linewidth=0.6)
            eixo.plot([centro - meia, centro + meia], [altura + desvio] * 2, color=cor, linewidth=0.6)
        eixo.text(centro, altura + meia + 0.1, f"{nome}, {tam}×{tam}", ha="center", va="bottom", fontsize=10, color=cor)
    combina = fim == atalho
    eixo.text(
        10.6, 0, f"{fim}×{fim} + {atalho}×{atalho}\n" + ("✓ soma" if combina else "✗ não soma"), ha="center", va="center", fontsize=12
    )
    eixo.set(xlim=(-1.4, 12), ylim=(-2.7, 3.2), aspect="equal")
    eixo.axis("off")
    return figura


def resume_tamanhos(lado, passo, onde):
    entrada, meio, fim, atalho = tamanhos(lado, passo, onde)
    conclusao = "As formas combinam." if fim == atalho else "As formas não combinam: o PyTorch não soma, ou soma outra coisa."
    return f"Ramo: {entrada} → {meio} → {fim}. Atalho: {entrada} → {atalho}. {conclusao}"


explora(
    desenha_tamanhos,
    lado=("Lado da imagem", 5, 16, 1, 8),
    passo=("Passo da primeira convolução e do atalho", 1, 3, 1, 1),
    onde=("Preenchimento 1", ["só na primeira", "nas duas", "em nenhuma"]),
    parados=[{"onde": "só na primeira"}, {"onde": "nas duas"}, {"lado": 7, "passo": 2, "onde": "nas duas"}],
    alt=resume_tamanhos,
    legenda=resume_tamanhos,
)

# %% [markdown]
# Com preenchimento só na primeira, a segunda convolução perde uma borda de um pixel de cada lado, 8 → 8 → 6, e a soma falha. **As duas precisam dele.** Com passo 2, lado 7 e preenchimento nas duas, o
# ramo dá 4, e um atalho que pega um pixel a cada dois também: $\lceil 7/2 \rceil = 4$.
#
# Nas formas do exemplo do artigo, duas convoluções de 3 para 3 canais, com preenchimento 1, levam (3, 128, 128) a (3, 128, 128), e a soma é direta. Já um bloco de 64 canais:

# %% tags=["skip-execution"]
ramo = nn.Sequential(nn.ReLU(), nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(), nn.Conv2d(64, 64, 3, padding=1))
x = torch.randn(1, 64, 32, 32)
print("entrada:", tuple(x.shape), " saída:", tuple((x + ramo(x)).shape))
print("parâmetros do ramo:", f"{sum(p.numel() for p in ramo.parameters()):,}".replace(",", "."), " do atalho: 0")

# %% [markdown]
# ## E quando a forma precisa mudar?
#
# Ao longo de uma rede convolucional o mapa encolhe e os canais aumentam. Num bloco em que o ramo faz isso, $x$ e $f[x]$ já não têm a mesma forma. O segundo tipo de bloco do artigo resolve com
# **uma convolução no caminho da identidade**: 1×1, com o mesmo passo do ramo e tantos canais quantos saem dele. É a **projeção** (*projection shortcut*).
#
# Em camadas lineares o princípio é o mesmo: se a largura muda, o atalho vira uma matriz, $y = P x + f[x]$.
#
# > **Seu palpite.** Uma convolução 1×1 com passo 2 olha para quantos dos pixels que recebe?

# %% tags=["skip-execution"]
digito = digitos[3, 0].cpu()
figura, eixos = plt.subplots(1, 3, figsize=(8, 2.9))
eixos[0].imshow(digito, cmap="gray_r", vmin=0, vmax=1)
eixos[0].set_title("entrada, 8×8", fontsize=10)
eixos[1].imshow(digito, cmap="gray_r", vmin=0, vmax=1, alpha=0.35)
eixos[1].plot(
    *torch.meshgrid(torch.arange(0, 8, 2), torch.arange(0, 8, 2), indexing="ij"),
    "s",
    color=cores.VERMELHO,
    markersize=11,
    fillstyle="none",
    mew=2,
)
eixos[1].set_title("os pixels que ela lê", fontsize=10)
eixos[2].imshow(digito[::2, ::2], cmap="gray_r", vmin=0, vmax=1)
eixos[2].set_title("o que resta, 4×4", fontsize=10)
for eixo in eixos:
    eixo.set(xticks=[], yticks=[])
mostrar(
    figura,
    alt="Um dígito de 8×8 pixels; o mesmo dígito com um quadrado em volta de um pixel a cada dois, em linhas e colunas, 16 ao todo; e o dígito de 4×4 que esses pixels formam.",
    legenda="Uma convolução 1×1 com passo 2 lê 16 dos 64 pixels: um em cada quatro. O ramo, com núcleo 3×3, lê todos.",
)

# %% [markdown]
# Três de cada quatro pixels não passam pelo atalho; quem os vê é o ramo. Mesmo assim a projeção serve, como se medirá.
#
# Ela tem parâmetros, e não é mais a identidade. Por isso se usa **só onde a forma muda**: nos outros blocos o atalho fica livre. A escolha cabe numa função, que todo bloco desta aula usará.

# %% [markdown]
# ### Exercício 3.3 — O atalho que serve (1,0 ponto · 10 min)
#
# Escreva `atalho_projecao(c_in, c_out, passo)`, que devolve o módulo do atalho:
#
# - um `nn.Identity`, quando o bloco conserva a forma, isto é, nem os canais nem o tamanho do mapa mudam;
# - em qualquer outro caso, um `nn.Conv2d` 1×1 de `c_in` para `c_out` canais, com esse passo e **sem viés** (o ramo já tem o seu).
#
# Devolva a própria camada, e não uma `nn.Sequential` com ela dentro; uma camada nova a cada chamada.

# %% tags=["skip-execution"]
dicas(
    "3.3",
    "O que pode mudar a forma de um mapa neste bloco? São duas coisas, e basta uma delas.",
    "O atalho é a identidade só se `c_in` e `c_out` são iguais **e** `passo` é 1. Nos outros casos crie a convolução; `stride` é o passo, `bias=False` tira o viés.",
    "Um `if` com as duas condições devolve `nn.Identity()`; depois dele, devolva `nn.Conv2d` com os dois números de canais, `kernel_size=1`, `stride=passo` e `bias=False`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-3.3", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 3.3


def atalho_projecao(c_in: int, c_out: int, passo: int) -> nn.Module:
    """O atalho de um bloco de c_in para c_out canais: identidade se a forma não muda, senão uma convolução 1×1 sem viés."""
    ### BEGIN SOLUTION
    if c_in == c_out and passo == 1:
        return nn.Identity()
    return nn.Conv2d(c_in, c_out, kernel_size=1, stride=passo, bias=False)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-3.3", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 3.3
def descreve(camada):
    if not isinstance(camada, nn.Conv2d):
        return type(camada).__name__
    nucleo, passo = "×".join(map(str, camada.kernel_size)), camada.stride[0]
    vies = "sem viés" if camada.bias is None else "com viés"
    return f"Conv2d {camada.in_channels}→{camada.out_channels}, núcleo {nucleo}, passo {passo}, {vies}"


def saida_do_atalho(c_in, c_out, passo):
    with torch.no_grad():
        return list(atalho_projecao(c_in, c_out, passo)(torch.zeros(1, c_in, 7, 7)).shape)


verifica(
    "3.3",
    "atalho_projecao",
    [
        Caso(
            "a forma não muda: (8, 8, 1)",
            lambda: descreve(atalho_projecao(8, 8, 1)),
            "Identity",
            dica="Com os mesmos canais e passo 1, o atalho é `nn.Identity()`.",
            enganos=[
                Engano("Conv2d 8→8, núcleo 1×1, passo 1, sem viés", "Também onde nada muda há uma convolução: o atalho deixou de ser livre. Em que caso o bloco pode somar o próprio x?"),
            ],
        ),
        Caso(
            "a forma muda: (8, 16, 1), (8, 8, 2) e (16, 8, 1)",
            lambda: [descreve(atalho_projecao(*caso)) for caso in [(8, 16, 1), (8, 8, 2), (16, 8, 1)]],
            [
                "Conv2d 8→16, núcleo 1×1, passo 1, sem viés",
                "Conv2d 8→8, núcleo 1×1, passo 2, sem viés",
                "Conv2d 16→8, núcleo 1×1, passo 1, sem viés",
            ],
            dica="Em cada um dos três, o que muda: os canais, o tamanho do mapa, ou os dois?",
            enganos=[
                Engano(["Conv2d 8→16, núcleo 1×1, passo 1, sem viés", "Identity", "Conv2d 16→8, núcleo 1×1, passo 1, sem viés"], "Com os mesmos canais e passo 2 veio a identidade. Que tamanho tem o mapa que sai do ramo nesse caso?"),
                Engano(["Identity", "Conv2d 8→8, núcleo 1×1, passo 2, sem viés", "Identity"], "Com passo 1 e outro número de canais veio a identidade. Quantos canais tem o que sai do ramo nesse caso?"),
                Engano(["Identity", "Identity", "Identity"], "A identidade aparece quando só uma das duas coisas se conserva. Basta uma delas mudar para a soma falhar: as condições se ligam por `or` ou por `and`?"),
                Engano(["Conv2d 8→16, núcleo 1×1, passo 1, com viés", "Conv2d 8→8, núcleo 1×1, passo 2, com viés", "Conv2d 16→8, núcleo 1×1, passo 1, com viés"], "A projeção tem viés. Que argumento de `nn.Conv2d` o tira?"),
                Engano(["Conv2d 8→16, núcleo 3×3, passo 1, sem viés", "Conv2d 8→8, núcleo 3×3, passo 2, sem viés", "Conv2d 16→8, núcleo 3×3, passo 1, sem viés"], "O núcleo da projeção é 3×3. Que tamanho o enunciado pede?"),
                Engano(["Conv2d 8→16, núcleo 1×1, passo 1, sem viés", "Conv2d 8→8, núcleo 1×1, passo 1, sem viés", "Conv2d 16→8, núcleo 1×1, passo 1, sem viés"], "A projeção não encolhe o mapa: tem sempre passo 1. Onde `passo` aparece na sua convolução?"),
                Engano(["Sequential", "Sequential", "Sequential"], "A projeção está dentro de uma `nn.Sequential`. O enunciado pede a própria camada: o que a sua função devolve?"),
                Engano(["Conv2d 16→8, núcleo 1×1, passo 1, sem viés", "Conv2d 8→8, núcleo 1×1, passo 2, sem viés", "Conv2d 8→16, núcleo 1×1, passo 1, sem viés"], "A projeção recebe c_out canais e devolve c_in. Qual dos dois números vem primeiro em `nn.Conv2d`?"),
            ],
        ),
        Caso(
            "de 8 canais de 7×7 a 16 canais, com passo 2",
            lambda: saida_do_atalho(8, 16, 2),
            [1, 16, 4, 4],
            dica="Uma convolução 1×1 não precisa de preenchimento; 7 com passo 2 dá 4.",
            enganos=[
                Engano([1, 16, 5, 5], "A projeção tem preenchimento, e o mapa sai maior. Um núcleo 1×1 precisa de borda?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
c = observe.given("c", lambda: torch.randperm(7)[:4].add(2).tolist())
lado = observe.given("lado", lambda: torch.randint(4, 9, (2,)).tolist())
imagem = observe.given("imagem", lambda: torch.randn(2, 9, *lado, device=observe.device))
mudam = [(c[0], c[1], 1), (c[1], c[0], 1), (c[2], c[2], 2), (c[3], c[3], 3), (c[0], c[3], 2), (c[3], c[1], 2), (1, c[2], 3)]


def preenchido(c_in, c_out, passo):
    atalho = atalho_projecao(c_in, c_out, passo).to(observe.device)
    observe.fill(atalho)
    return atalho


def camada(c_in, c_out, passo):
    m = atalho_projecao(c_in, c_out, passo)
    return [isinstance(m, nn.Conv2d), m.in_channels, m.out_channels, list(m.kernel_size), list(m.stride), m.groups, m.bias is None]


def saidas():
    return [preenchido(*caso)(imagem[:, : caso[0]].clone()) for caso in mudam]


def gradientes():
    folha, atalho = imagem[:, : c[0]].clone().requires_grad_(), preenchido(c[0], c[1], 2)
    atalho(folha).square().sum().backward()
    return [folha.grad, atalho.weight.grad]


def identidades():
    achadas = []
    for canais in c:
        m = atalho_projecao(canais, canais, 1)
        x = imagem[:, :canais].clone()
        achadas.append([isinstance(m, nn.Identity), len(list(m.parameters())), m(x), m.eval()(x)])
    return achadas


def duas_camadas():
    uma, outra = preenchido(c[0], c[1], 1), preenchido(c[0], c[1], 1)
    with torch.no_grad():
        outra.weight.mul_(0)
    return [uma(imagem[:, : c[0]].clone()), outra(imagem[:, : c[0]].clone())]


observe(
    "as camadas", lambda: [camada(*caso) for caso in mudam], hint="Canais de entrada e de saída, núcleo 1×1, passo e viés: confira cada um."
)
observe(
    "as saídas", saidas, hint="O atalho muda os canais de c_in para c_out e encolhe o mapa com o passo pedido, sem preenchimento.", weight=2
)
observe("a identidade", identidades, hint="Quando nem os canais nem o tamanho mudam, o atalho é um nn.Identity.", gate=True)
observe(
    "nomes e formas dos parâmetros",
    lambda: [
        [nome, list(p.shape), p.requires_grad, str(p.dtype)] for caso in mudam for nome, p in atalho_projecao(*caso).named_parameters()
    ],
    hint="A projeção é a própria nn.Conv2d, sem viés, treinável, e não uma Sequential com ela dentro.",
    gate=True,
)
observe(
    "duas camadas",
    duas_camadas,
    hint="Cada chamada devolve uma camada nova, com pesos próprios.",
    gate=True,
)
observe("gradiente", gradientes, hint="A projeção aprende: o gradiente chega ao seu peso e à entrada.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## O bloco inteiro
#
# Juntando as peças: duas convoluções em pré-ativação, preenchimento nas duas, e o atalho que serve. Se o bloco encolhe o mapa, quem tem o passo é a **primeira**
# convolução: a segunda já trabalha no mapa menor, com um quarto das contas quando o passo é 2.

# %% tags=["skip-execution"]
figura, eixos = plt.subplots(2, 1, figsize=(8, 4.6))
desenha_bloco(eixos[0], ["ReLU", "conv1\n3×3", "ReLU", "conv2\n3×3"], "bloco identidade: a forma se conserva")
desenha_bloco(
    eixos[1], ["ReLU", "conv1\n3×3, passo 2", "ReLU", "conv2\n3×3"], "bloco com projeção: a forma muda", no_atalho="conv 1×1, passo 2"
)
mostrar(
    figura,
    alt="Dois blocos. Nos dois o ramo é ReLU, conv1, ReLU, conv2. No primeiro o atalho é um fio; no segundo conv1 tem passo 2 e o atalho passa por uma convolução 1×1 de passo 2.",
    legenda="Os dois tipos de bloco do artigo, em pré-ativação.",
)

# %% [markdown]
# ### Exercício 3.4 — O bloco convolucional (2,0 pontos · 15 min)
#
# Complete `BlocoConv(c_in, c_out, passo=1)`, com exatamente estas camadas:
#
# - `conv1`: convolução 3×3 de `c_in` para `c_out` canais, com o passo dado;
# - `conv2`: convolução 3×3 de `c_out` para `c_out`, com passo 1; as duas com preenchimento 1 e viés;
# - `atalho`: o que a sua `atalho_projecao`, do exercício 3.3, devolve.
#
# $$y = \mathrm{atalho}[x] + \mathrm{conv2}\big[\mathrm{ReLU}[\mathrm{conv1}[\mathrm{ReLU}[x]]]\big].$$
#
# `x` tem forma $(N, c_{in}, H, W)$ e fica como estava.

# %% tags=["skip-execution"]
dicas(
    "3.4",
    "Marque na fórmula as duas ReLU. Alguma delas age sobre o que vai pelo atalho?",
    "No `__init__`, `nn.Conv2d(..., kernel_size=3, stride=passo, padding=1)` é a primeira convolução; a segunda tem `c_out` canais dos dois lados e não leva `stride`. O atalho vem de uma chamada.",
    "No `forward`, guarde num nome o resultado do ramo: conv2 da ReLU de conv1 da ReLU de x. Devolva a soma dele com `self.atalho(x)`. Use `torch.relu`, que não escreve em cima de x.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-3.4", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 3.4


class BlocoConv(nn.Module):
    """Bloco residual de duas convoluções 3×3 em pré-ativação: y = atalho(x) + conv2(ReLU(conv1(ReLU(x))))."""

    def __init__(self, c_in: int, c_out: int, passo: int = 1) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.conv1 = nn.Conv2d(c_in, c_out, kernel_size=3, stride=passo, padding=1)
        self.conv2 = nn.Conv2d(c_out, c_out, kernel_size=3, padding=1)
        self.atalho = atalho_projecao(c_in, c_out, passo)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, c_in, H, W). Devolve (N, c_out, H/passo, W/passo), arredondado para cima; x fica como estava."""
        ### BEGIN SOLUTION
        ramo = self.conv2(torch.relu(self.conv1(torch.relu(x))))
        return self.atalho(x) + ramo
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-3.4", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 3.4
quadrado = torch.tensor([[[[1.0, -2.0, 0.0], [3.0, -1.0, 2.0], [0.0, 1.0, -3.0]]]])


def com_pesos_escolhidos(bloco):
    """Todos os pesos e vieses valem −1, 0 ou 1, na mesma ordem para quem der às camadas os mesmos nomes."""
    with torch.no_grad():
        for k, (_, parametro) in enumerate(sorted(bloco.named_parameters())):
            valores = (torch.arange(parametro.numel()) * 2 + k) % 3 - 1
            parametro.copy_(valores.reshape(parametro.shape))
    return bloco


def saida_conv(*argumentos):
    with torch.no_grad():
        return com_pesos_escolhidos(BlocoConv(*argumentos))(quadrado.clone())[0]


def entrada_depois_de_conv():
    entrada = quadrado.clone()
    with torch.no_grad():
        BlocoConv(1, 1)(entrada)
    return entrada


verifica(
    "3.4",
    "BlocoConv",
    [
        Caso(
            "parâmetros de BlocoConv(2, 2)",
            lambda: sorted([nome, *parametro.shape] for nome, parametro in BlocoConv(2, 2).named_parameters()),
            [["conv1.bias", 2], ["conv1.weight", 2, 2, 3, 3], ["conv2.bias", 2], ["conv2.weight", 2, 2, 3, 3]],
            dica="As camadas se chamam `conv1`, `conv2` e `atalho`; com a forma conservada, o atalho não tem parâmetros.",
            enganos=[
                Engano([["conv1.weight", 2, 2, 3, 3], ["conv2.weight", 2, 2, 3, 3]], "As convoluções 3×3 não têm viés. Quais camadas do enunciado têm um?"),
                Engano([["atalho.weight", 2, 2, 1, 1], ["conv1.bias", 2], ["conv1.weight", 2, 2, 3, 3], ["conv2.bias", 2], ["conv2.weight", 2, 2, 3, 3]], "Com a forma conservada o atalho tem parâmetros. O que a sua `atalho_projecao` devolve nesse caso?"),
            ],
        ),
        Caso(
            "parâmetros de BlocoConv(2, 4, 2)",
            lambda: sorted([nome, *parametro.shape] for nome, parametro in BlocoConv(2, 4, 2).named_parameters()),
            [["atalho.weight", 4, 2, 1, 1], ["conv1.bias", 4], ["conv1.weight", 4, 2, 3, 3], ["conv2.bias", 4], ["conv2.weight", 4, 4, 3, 3]],
            dica="`atalho` é o que `atalho_projecao(c_in, c_out, passo)` devolve; a segunda convolução vai de c_out para c_out.",
        ),
        Caso(
            "a entrada fica como estava",
            entrada_depois_de_conv,
            quadrado,
            fato="A entrada foi modificada.",
            dica="`torch.relu_` e `inplace=True` escrevem dentro do tensor de quem chamou.",
            enganos=[
                Engano(torch.tensor([[[[1.0, 0.0, 0.0], [3.0, 0.0, 2.0], [0.0, 1.0, 0.0]]]]), "A ReLU escreveu em cima de x antes que o atalho o lesse. Que função devolve um tensor novo?"),
            ],
        ),
        Caso(
            "a forma conservada, com pesos −1, 0 ou 1",
            lambda: saida_conv(1, 1),
            torch.tensor([[[2.0, 0.0, 0.0], [4.0, 1.0, 2.0], [1.0, 2.0, -2.0]]]),
            dica="Siga a fórmula: uma ReLU antes de cada convolução, e o x original no atalho.",
            enganos=[
                Engano(torch.tensor([[[2.0, 3.0, 0.0], [4.0, 4.0, 2.0], [1.0, 2.0, -2.0]]]), "As ReLU vieram depois das convoluções, e o ramo não consegue subtrair. Na fórmula, qual é a última operação do ramo?"),
                Engano(torch.tensor([[[2.0, 3.0, 0.0], [4.0, 4.0, 0.0], [1.0, 2.0, 0.0]]]), "Há uma ReLU depois da soma e nenhuma antes de conv1: é a ordem da ResNet de 2015. Onde a fórmula deste exercício põe as duas ReLU?"),
                Engano(torch.tensor([[[2.0, 2.0, 0.0], [4.0, 2.0, 2.0], [1.0, 2.0, 1.0]]]), "O atalho recebeu ReLU(x): os negativos de x se perderam. Que valor a fórmula dá ao atalho?"),
                Engano(torch.tensor([[[-7.0, 9.0, -6.0], [-8.0, 13.0, -7.0], [-6.0, 9.0, -8.0]]]), "Entre as duas convoluções não há ReLU: juntas elas fazem o mesmo que uma só. Quantas ReLU tem a fórmula?"),
                Engano(torch.tensor([[[2.0, 3.0, -3.0], [4.0, 4.0, -1.0], [1.0, 2.0, -2.0]]]), "A primeira convolução recebeu x sem ReLU. O que a fórmula escreve dentro de conv1?"),
                Engano(torch.tensor([[[1.0, 2.0, 0.0], [1.0, 2.0, 0.0], [1.0, 1.0, 1.0]]]), "A saída é só o ramo: `self.atalho` foi criado, mas não entrou na conta. O que se soma ao ramo?"),
            ],
        ),
        Caso(
            "dois canais e passo 2, com pesos −1, 0 ou 1",
            lambda: saida_conv(1, 2, 2),
            torch.tensor([[[-1.0, -2.0], [0.0, 1.0]], [[3.0, 0.0], [2.0, -3.0]]]),
            dica="O passo é da primeira convolução e do atalho.",
            enganos=[
                Engano(torch.tensor([[[4.0, -2.0], [3.0, 0.0]], [[8.0, 0.0], [5.0, -4.0]]]), "O passo está na segunda convolução: a primeira ainda trabalha no mapa grande. Em qual delas o enunciado o põe?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
c = observe.given("c", lambda: torch.randperm(4)[:2].add(2).tolist())
lado = observe.given("lado", lambda: torch.randint(5, 9, (2,)).tolist())
x = observe.given("x", lambda: torch.randn(2, c[0], *lado, device=observe.device))
v = observe.given("v", lambda: torch.randn(2, c[1], (lado[0] + 1) // 2, (lado[1] + 1) // 2, device=observe.device))


def bloco_preenchido(*argumentos):
    bloco = BlocoConv(*argumentos).to(observe.device)
    observe.fill(bloco)
    return bloco


def parametros(*argumentos):
    bloco = BlocoConv(*argumentos)
    return [sorted([nome, list(p.shape), p.requires_grad] for nome, p in bloco.named_parameters()), len(list(bloco.buffers()))]


def em_float64():
    bloco = BlocoConv(c[0], c[1], 2).to(observe.device).double()
    observe.fill(bloco)
    return bloco(x.double())


def gradientes():
    bloco, folha = bloco_preenchido(c[0], c[1], 2), x.clone().requires_grad_()
    (bloco(1 * folha) * v).sum().backward()
    return [folha.grad, *[p.grad for _, p in sorted(bloco.named_parameters())]]


def duas_chamadas():
    bloco = bloco_preenchido(c[0], c[1], 2)
    return [bloco(x.clone()), bloco(20 * x), bloco.eval()(x.clone())]


def o_modo():
    bloco = bloco_preenchido(c[0], c[0])
    return [[bloco.train(treino)(x.clone()).shape[0], *[m.training for m in (bloco, bloco.conv1, bloco.conv2)]] for treino in (True, False)]


def dois_blocos():
    um, outro = bloco_preenchido(c[0], c[0]), bloco_preenchido(c[0], c[0])
    with torch.no_grad():
        outro.conv2.weight.mul_(0)
    return [um(x.clone()), outro(x.clone())]


def entrada_depois():
    entradas = [x.clone(), x.clone()]
    bloco_preenchido(c[0], c[0])(entradas[0])
    bloco_preenchido(c[0], c[1], 2)(entradas[1])
    return [*entradas, entradas[0].requires_grad]


observe(
    "nomes e formas dos parâmetros",
    lambda: [parametros(c[0], c[0]), parametros(c[0], c[1]), parametros(c[0], c[0], 2), parametros(c[1], c[0], 3)],
    hint="As camadas são conv1 e conv2, 3×3 com viés, e atalho, que só tem parâmetros onde a forma muda; nenhum buffer.",
    gate=True,
)
observe(
    "a forma conservada",
    lambda: [bloco_preenchido(c[0], c[0])(x.clone()), bloco_preenchido(c[0], c[0], 1)(-x.abs() - 0.1)],
    hint="Uma ReLU antes de cada convolução, preenchimento 1 nas duas, e o x original no atalho.",
    weight=2,
)
observe(
    "outros canais", lambda: bloco_preenchido(c[0], c[1])(x.clone()), hint="Quando só os canais mudam, o atalho é a projeção, com passo 1."
)
observe(
    "outro passo",
    lambda: [bloco_preenchido(c[0], c[0], 2)(x.clone()), bloco_preenchido(c[0], c[0], 3)(x.clone())],
    hint="O passo é da primeira convolução e do atalho; a segunda convolução tem passo 1.",
)
observe(
    "outros canais e outro passo",
    lambda: [bloco_preenchido(c[0], c[1], 2)(x.clone()), bloco_preenchido(c[0], 1, 2)(x[:1].clone())],
    hint="O passo é da primeira convolução e do atalho, que também muda os canais.",
    weight=2,
)
observe(
    "o atalho",
    lambda: [type(BlocoConv(c[0], c[0]).atalho).__name__, type(BlocoConv(c[0], c[1]).atalho).__name__],
    hint="O atributo atalho é o que atalho_projecao devolve.",
    gate=True,
)
observe("mais de uma chamada", duas_chamadas, hint="O bloco não guarda nada de uma chamada para a outra, e não depende do modo.", gate=True)
observe("o modo depois da chamada", o_modo, hint="forward não muda o modo (train ou eval) do bloco.", gate=True)
observe("dois blocos", dois_blocos, hint="Cada bloco tem os seus próprios pesos.", gate=True)
observe("float64", em_float64, hint="Depois de bloco.double(), a conta inteira fica em float64.", gate=True)
observe("gradiente", gradientes, hint="O gradiente precisa chegar à entrada e a todas as camadas, pelo ramo e pelo atalho.", gate=True)
observe("a entrada depois da chamada", entrada_depois, hint="A ReLU devolveu um tensor novo, ou escreveu em cima de x?", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## Um atalho sem parâmetros
#
# A projeção resolve a forma com pesos novos. Há outro jeito, que não aprende nada: ficar com um pixel a cada `passo`, em linhas e colunas, e completar os canais que faltam com **zeros**.
# Os primeiros canais continuam a ser a própria entrada; os novos nascem vazios, à espera do que o ramo somar.
#
# He et al. (2016) chamam isso de opção A; a projeção só onde a forma muda é a B; a projeção em todo bloco, a C. As redes deles para o CIFAR-10 usam a A, e a aula 06 a usará também.

# %% [markdown]
# ### Exercício 3.5 — Zeros no atalho (1,5 ponto · 10 min)
#
# Escreva `atalho_zeros(x, c_out, passo)`. `x` tem forma $(N, c_{in}, H, W)$, com $c_{out} \ge c_{in}$. O resultado tem forma
# $(N, c_{out}, \lceil H/\mathrm{passo}\rceil, \lceil W/\mathrm{passo}\rceil)$:
#
# - nos primeiros $c_{in}$ canais, os pixels de `x` nas linhas e colunas 0, passo, 2·passo, …;
# - nos canais restantes, que vêm **no fim**, zeros.
#
# O resultado tem o `dtype` de `x`, o gradiente passa por ele, e `x` fica como estava.

# %% tags=["skip-execution"]
dicas(
    "3.5",
    "Numa lista, `lista[::2]` fica com os elementos 0, 2, 4, … Quais eixos de x são as linhas e as colunas?",
    "`x[:, :, ::passo, ::passo]` faz a primeira parte. Para a segunda, quantos canais de zeros faltam? Eles precisam do mesmo dtype e device.",
    "Crie os zeros com `novo.new_zeros(N, c_out - c_in, altura, largura)`, com os tamanhos do mapa já reduzido, e junte-os com `torch.cat([...], dim=1)`, os zeros por último.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-3.5", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 3.5


def atalho_zeros(x: torch.Tensor, c_out: int, passo: int) -> torch.Tensor:
    """Um pixel de x a cada `passo`, e zeros nos canais que faltam até c_out, no fim.

    x: (N, c_in, H, W), c_in ≤ c_out. Devolve (N, c_out, H/passo, W/passo), arredondado para cima.
    """
    ### BEGIN SOLUTION
    reduzido = x[:, :, ::passo, ::passo]
    n, c_in, altura, largura = reduzido.shape
    return torch.cat([reduzido, reduzido.new_zeros(n, c_out - c_in, altura, largura)], dim=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-3.5", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 3.5
nove = torch.arange(1.0, 10.0).reshape(1, 1, 3, 3)
dezesseis = torch.arange(1.0, 17.0).reshape(1, 1, 4, 4)
dezoito = torch.arange(1.0, 19.0).reshape(1, 2, 3, 3)


def gradiente_do_atalho():
    folha = nove.clone().requires_grad_()
    saida = atalho_zeros(folha, 2, 2)
    return torch.autograd.grad(saida.sum(), folha)[0] if saida.requires_grad else torch.zeros_like(nove)


verifica(
    "3.5",
    "atalho_zeros",
    [
        Caso(
            "um canal de 4×4 para três, com passo 2",
            lambda: atalho_zeros(dezesseis.clone(), 3, 2)[0],
            torch.tensor([[[1.0, 3.0], [9.0, 11.0]], [[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]]),
            dica="As linhas e colunas 0 e 2 da imagem, e dois canais de zeros depois.",
            enganos=[
                Engano(torch.tensor([[[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]], [[1.0, 3.0], [9.0, 11.0]]]), "Os canais de zeros vieram antes dos da entrada. Em que ponta o enunciado os põe?"),
                Engano(torch.tensor([[[0.0, 0.0], [0.0, 0.0]], [[1.0, 3.0], [9.0, 11.0]], [[0.0, 0.0], [0.0, 0.0]]]), "Os canais de zeros foram repartidos entre o começo e o fim. Onde o enunciado põe todos eles?"),
                Engano(torch.tensor([[[3.5, 5.5], [11.5, 13.5]], [[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]]), "Cada valor é a média de um quadrado de pixels. O enunciado pede a média, ou um dos pixels?"),
                Engano(torch.tensor([[[6.0, 8.0], [14.0, 16.0]], [[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]]), "Os pixels escolhidos são os últimos de cada grupo. De que linha e coluna se parte?"),
                Engano(torch.tensor([[[1.0, 2.0, 3.0, 4.0], [9.0, 10.0, 11.0, 12.0]], [[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]], [[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]]), "O mapa encolheu só na altura. Que eixo de x são as colunas?"),
                Engano(torch.tensor([[[1.0, 3.0], [9.0, 11.0]], [[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]]), "Foram acrescentados c_out canais de zeros. Quantos faltam para que o total seja c_out?"),
                Engano(torch.tensor([[[1.0, 3.0], [9.0, 11.0]], [[1.0, 3.0], [9.0, 11.0]], [[1.0, 3.0], [9.0, 11.0]]]), "Os canais novos repetem os da entrada. O que eles deveriam conter?"),
            ],
        ),
        Caso(
            "lado ímpar: dois canais de 3×3, com passo 2",
            lambda: atalho_zeros(dezoito.clone(), 2, 2)[0],
            torch.tensor([[[1.0, 3.0], [7.0, 9.0]], [[10.0, 12.0], [16.0, 18.0]]]),
            dica="Nos dois canais ficam as linhas e colunas 0 e 2: o tamanho se arredonda para cima.",
            enganos=[
                Engano(torch.tensor([[[1.0]], [[10.0]]]), "Com lado ímpar faltam a última linha e a última coluna. Para que lado o tamanho se arredonda?"),
                Engano(torch.tensor([[[1.0, 3.0], [7.0, 9.0]], [[0.0, 0.0], [0.0, 0.0]]]), "Também foram saltados canais da entrada. Sobre quais dois eixos age o passo?"),
            ],
        ),
        Caso("passo 1, os mesmos canais", lambda: atalho_zeros(nove.clone(), 1, 1), nove, dica="Sem nada a mudar, o resultado vale x."),
        Caso(
            "float64",
            lambda: atalho_zeros(nove.double(), 2, 3)[0, :, 0, 0],
            torch.tensor([1.0, 0.0], dtype=torch.float64),
            dica="Os zeros precisam do dtype de x: `x.new_zeros(...)`, ou `torch.zeros(..., dtype=x.dtype, device=x.device)`.",
        ),
        Caso(
            "o gradiente na entrada",
            lambda: gradiente_do_atalho()[0, 0],
            torch.tensor([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 0.0, 1.0]]),
            dica="O gradiente volta pelos pixels escolhidos. `.detach()`, `.data` e `torch.tensor(...)` o cortam.",
            enganos=[
                Engano(torch.zeros(3, 3), "Os valores estão certos, mas o gradiente não volta até x. Que operação tira o resultado do grafo?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
c = observe.given("c", lambda: int(torch.randint(2, 5, ())))
mais = observe.given("mais", lambda: int(torch.randint(1, 6, ())))
lado = observe.given("lado", lambda: torch.randint(3, 6, (2,)).tolist())
par = observe.given("par", lambda: torch.randn(2, c, 2 * lado[0], 2 * lado[1] + 2, device=observe.device))
impar = observe.given("impar", lambda: torch.randn(3, c, 2 * lado[0] + 1, 2 * lado[1] - 1, device=observe.device))
x64 = observe.given("x64", lambda: torch.randn(1, 2, 5, 7, dtype=torch.float64, device=observe.device))


def gradiente():
    folha = impar.clone().requires_grad_()
    saida = atalho_zeros(folha, c + mais, 2)
    (saida**2).sum().backward()
    return folha.grad


def entrada_depois():
    entrada = par.clone()
    saida = atalho_zeros(entrada, c + mais, 2)
    return [entrada, entrada.requires_grad, saida.requires_grad]


observe(
    "mais canais e passo 2, lados pares",
    lambda: atalho_zeros(par.clone(), c + mais, 2),
    hint="Um pixel a cada dois, a começar do primeiro; os canais de zeros vêm no fim, até completar c_out.",
    weight=2,
)
observe(
    "mais canais e passo 2, lados ímpares",
    lambda: atalho_zeros(impar.clone(), c + mais, 2),
    hint="Com lado ímpar o tamanho se arredonda para cima: a última linha e a última coluna ficam.",
    weight=2,
)
observe(
    "passo 3",
    lambda: [atalho_zeros(par.clone(), c + mais, 3), atalho_zeros(impar.clone(), c + 1, 3)],
    hint="O passo pode ser outro além de 2: fique com as linhas e colunas 0, passo, 2·passo, …",
)
observe("só o passo", lambda: atalho_zeros(impar.clone(), c, 2), hint="Com c_out igual a c_in não há canal a acrescentar.")
observe(
    "só os canais", lambda: atalho_zeros(par.clone(), c + mais, 1), hint="Com passo 1 o mapa não encolhe; só ganha canais de zeros, no fim."
)
observe("nada a mudar", lambda: atalho_zeros(par.clone(), c, 1), hint="Com passo 1 e os mesmos canais, o resultado vale x.", gate=True)
observe("float64", lambda: atalho_zeros(x64.clone(), 2 + mais, 2), hint="Os zeros têm o dtype e o device de x.", gate=True)
observe("gradiente", gradiente, hint="O gradiente volta de cada pixel escolhido ao lugar dele em x.", gate=True)
observe("a entrada depois da chamada", entrada_depois, hint="A entrada pertence a quem chamou: não escreva nela.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## Laboratório: o que pôr no atalho?
#
# Seis dos seus `BlocoConv`, em três estágios de 8, 16 e 32 canais, com o mapa indo de 8×8 a 4×4 e a 2×2. Só dois blocos mudam a forma. Quatro versões:
#
# - **projeção** e **zeros**: o atalho dos exercícios 3.3 e 3.5 nos dois blocos que mudam a forma, identidade nos outros;
# - **cortado**: naqueles dois blocos não há atalho; nos outros quatro, identidade;
# - **sem atalho**: em nenhum, e com a inicialização He, que a rede sequencial prefere.
#
# > **Seu palpite.** A projeção, que aprende, ganha dos zeros? E quanto custa cortar o atalho em dois blocos de seis?

# %% tags=["skip-execution"]
FORMAS = [(8, 8, 1), (8, 8, 1), (8, 16, 2), (16, 16, 1), (16, 32, 2), (32, 32, 1)]


class Fixo(nn.Module):
    """Um atalho que é uma função, sem parâmetros."""

    def __init__(self, funcao):
        super().__init__()
        self.funcao = funcao

    def forward(self, x):
        return self.funcao(x)


def rede_de_imagens(versao):
    blocos = [BlocoConv(*forma) for forma in FORMAS]
    for bloco, (c_in, c_out, passo) in zip(blocos, FORMAS, strict=True):
        if versao == "sem atalho" or (versao == "cortado" and c_in != c_out):
            bloco.atalho = Fixo(lambda x: 0)
        elif versao == "zeros" and c_in != c_out:
            bloco.atalho = Fixo(lambda x, c=c_out, p=passo: atalho_zeros(x, c, p))
        if versao == "sem atalho":
            nn.init.kaiming_normal_(bloco.conv1.weight)
            nn.init.kaiming_normal_(bloco.conv2.weight)
    return nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), *blocos, nn.ReLU(), nn.Flatten(), nn.Linear(128, 10))


# %% tags=["skip-execution"]
erros_atalho = {  # versão → (treino, teste) em três sementes, como medido ao escrever a aula
    "projeção": [(4.5, 4.7), (5.4, 7.2), (6.4, 8.9)],
    "zeros": [(2.7, 4.2), (4.1, 5.0), (5.2, 6.7)],
    "cortado": [(89.6, 92.2), (89.6, 92.2), (89.6, 92.2)],
    "sem atalho": [(68.3, 72.2), (83.6, 84.7), (60.7, 56.4)],
}
gravados["atalho"] = dict(erros_atalho)
if funciona(lambda: (rede_de_imagens("projeção")(torch.zeros(1, 1, 8, 8)), atalho_zeros(torch.zeros(1, 1, 2, 2), 2, 1).shape)):
    for versao in erros_atalho:
        erros_atalho[versao] = []
        for s in range(3):
            semente(s)
            rede = treina(rede_de_imagens(versao).to(digitos.device), digitos, rotulos, epocas=6, taxa=0.05)
            erros_atalho[versao].append((erro(rede, digitos, rotulos), erro(rede, digitos_teste, rotulos_teste)))
else:
    print("Números gravados: resolva 3.3, 3.4 e 3.5 para medir você mesmo.")

figura, eixo = plt.subplots(figsize=(8, 3.2))
for k, lista in enumerate(erros_atalho.values()):
    for coluna, (nome, preenchido) in enumerate([("treino", "full"), ("teste", "none")]):
        alturas = [par[coluna] for par in lista]
        eixo.plot(
            alturas,
            [k + 0.15 - 0.3 * coluna] * 3,
            "os"[coluna],
            color=cores.CORES[coluna],
            fillstyle=preenchido,
            label=nome if k == 0 else None,
        )
eixo.set_yticks(range(len(erros_atalho)), list(erros_atalho))
eixo.set(xlabel="erro (%)", xlim=(0, 100))
eixo.axvline(90, color=cores.CINZA, linestyle=":")
eixo.text(89, 2.5, "acaso", ha="right", fontsize=9)
eixo.invert_yaxis()
eixo.legend(loc="center")
lidos = "; ".join(f"{versao}: treino {', '.join(numero(t, 0) for t, _ in lista)} %" for versao, lista in erros_atalho.items())
mostrar(
    figura,
    alt=f"Erro de treino e de teste de cada versão, um ponto por semente. {lidos}.",
    legenda="Dígitos 8×8, seis épocas, três sementes por versão. Cheio: treino. Vazado: teste. As duas últimas versões quase não aprenderam.",
)
for versao, lista in erros_atalho.items():
    print(f"{versao}: " + "   ".join(f"treino {numero(a)} %, teste {numero(b)} %" for a, b in lista))

# %% [markdown]
# Projeção e zeros aprenderam, com erro médio de treino de **5,5 %** e **4,0 %**; uma semente muda tanto quanto isso. Cortado em
# dois blocos só, o atalho deixou de servir: erro médio de **89,6 %**, o do acaso. E He sem atalho também não bastou para doze convoluções empilhadas (70,9 %).
#
# São seis épocas, num só ajuste do treino: "não aprendeu" não quer dizer nunca.
#
# O que importa é que o caminho **chegue até o fim**; se passa por uma projeção ou por zeros é detalhe. He et al. (2016, tabela 3) compararam as três opções na ResNet-34, em ImageNet:
#
# | atalho | A: zeros | B: projeção onde a forma muda | C: projeção em todo bloco |
# |---|---|---|---|
# | erro | 25,0 % | 24,5 % | 24,2 % |
#
# Ficaram com a B: a C gasta parâmetros em todos os blocos e ganha pouco.

# %% [markdown]
# ## E se o ramo aprendesse zero?
#
# O artigo imagina: se a rede aprendesse os parâmetros das primeiras convoluções **como zero**, cada um desses blocos devolveria a entrada, e a rede equivaleria a uma menos profunda.
# É o argumento da aula 01, "a rede funda contém a rasa", dito com blocos.
#
# Não é preciso esperar: dá para **começar** assim. Mas zerar o quê? Um ramo em zero precisa conseguir sair de lá.
#
# > **Seu palpite.** Quatro blocos partem da identidade, e depois são treinados para imitar uma função. Quais aprendem?
# > (a) pós-ativação, $W = b = 0$; (b) pré-ativação, $W = b = 0$; (c) duas transformações, tudo em zero; (d) duas transformações, só a última em zero.

# %% tags=["skip-execution"]
x = torch.randn(256, 16, generator=torch.Generator().manual_seed(0))
alvo = x + torch.sin(2 * x)  # o que o bloco deve imitar: o resíduo é sen(2x)


def bloco_treinado(ramo, zerar_tudo):
    """Treina um bloco que parte de zero; devolve o gradiente inicial em W₁ e em W₂ e o erro antes e depois."""
    semente(0)
    W1 = torch.zeros(16, 16) if zerar_tudo else torch.randn(16, 16) / 4
    pesos = [W1, torch.zeros(16), torch.zeros(16, 16), torch.zeros(16)]
    pesos = [peso.requires_grad_() for peso in pesos]
    otimizador, historia = torch.optim.SGD(pesos, lr=0.5), []
    for _ in range(301):
        otimizador.zero_grad()
        perda = (x + ramo(*pesos) - alvo).square().mean()
        perda.backward()
        historia.append((perda.item(), *[0.0 if peso.grad is None else peso.grad.norm().item() for peso in (pesos[0], pesos[2])]))
        otimizador.step()
    return historia[0], historia[-1]


experimentos = {
    "(a) pós-ativação, tudo zero ": (lambda W1, b1, W2, b2: torch.relu(x @ W2 + b2), True),
    "(b) pré-ativação, tudo zero ": (lambda W1, b1, W2, b2: torch.relu(x) @ W2 + b2, True),
    "(c) duas, as duas em zero   ": (lambda W1, b1, W2, b2: torch.relu(torch.relu(x) @ W1 + b1) @ W2 + b2, True),
    "(d) duas, só a última zero  ": (lambda W1, b1, W2, b2: torch.relu(torch.relu(x) @ W1 + b1) @ W2 + b2, False),
}
treinos = {nome: bloco_treinado(*experimento) for nome, experimento in experimentos.items()}
for nome, (antes, depois) in treinos.items():
    print(f"{nome} gradiente no último W: {numero(antes[2], 4)}   erro: {numero(antes[0], 3)} → {numero(depois[0], 3)}")

# %% [markdown]
# Todos partem do mesmo erro, 0,499, porque os quatro **são** a identidade.
#
# - **(a) não se mexe.** O gradiente em $W$ passa pela derivada da ReLU no ponto $Wx + b = 0$. Ali ela tem um bico; o PyTorch usa $\mathrm{ReLU}'(0) = 0$, e tudo o que chega ao ramo é
#   multiplicado por zero.
# - **(b) aprende**: a última operação é linear, e o gradiente em $W$ é o que vem da saída vezes $\mathrm{ReLU}[x]$, que não é zero.
# - **(c) só move o último viés.** Com $W_1 = 0$ a segunda transformação recebe zeros, logo $W_2$ não tem gradiente; com $W_2 = 0$ nada volta até $W_1$. Um zero espera pelo outro.
# - **(d) aprende, e melhor**: o último $W$ recebe entradas vivas. No primeiro passo só ele muda; depois o gradiente já atravessa até $W_1$.

# %% [markdown]
# ### Exercício 3.6 — Partir da identidade (1,5 ponto · 10 min)
#
# Escreva `zera_ramo(bloco)`, que põe em zero **só a última camada do ramo**, peso e viés, no lugar (*in place*):
#
# - num `BlocoPreAtivacao`, a sua `linear`;
# - num `BlocoConv`, a sua `conv2`.
#
# Depois da chamada o bloco calcula exatamente o seu atalho, e essa camada ainda recebe gradiente diferente de zero e aprende. Nada mais muda: as outras camadas, o modo, os gradientes já
# acumulados. Os `Parameter` continuam a ser os mesmos objetos, porque um otimizador pode já tê-los na mão. A função não precisa devolver nada.

# %% tags=["skip-execution"]
dicas(
    "3.6",
    "Os dois tipos de bloco guardam a última camada com nomes diferentes. Como saber qual deles chegou?",
    "`isinstance(bloco, BlocoConv)` diz o tipo. Atribuir um tensor novo a `camada.weight` troca o objeto (ou dá erro); as funções de `nn.init` escrevem dentro do que já existe.",
    "Ponha a camada num nome: `bloco.conv2` se for um `BlocoConv`, senão `bloco.linear`. Depois chame `nn.init.zeros_` duas vezes: uma com o `weight` dela, outra com o `bias`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-3.6", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 3.6


def zera_ramo(bloco: nn.Module) -> None:
    """Zera, no lugar, o peso e o viés da última camada do ramo de um BlocoPreAtivacao ou de um BlocoConv."""
    ### BEGIN SOLUTION
    ultima = bloco.conv2 if isinstance(bloco, BlocoConv) else bloco.linear
    nn.init.zeros_(ultima.weight)
    nn.init.zeros_(ultima.bias)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-3.6", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 3.6
linhas = torch.tensor([[1.0, -2.0], [3.0, 0.5]])


def zerado(bloco):
    zera_ramo(bloco)
    return bloco


def parcelas(bloco):
    """O que há de não zero em cada parâmetro: nome e quantos valores."""
    return [[nome, int((parametro != 0).sum())] for nome, parametro in sorted(bloco.named_parameters())]


def preenchido_com_um(bloco):
    for parametro in bloco.parameters():
        nn.init.ones_(parametro)
    return bloco


def gradiente_depois():
    bloco = zerado(preenchido_com_um(BlocoPreAtivacao(2)))
    saida = bloco(linhas)
    if saida.requires_grad:
        saida.sum().backward()
    return torch.zeros(2, 2) if bloco.linear.weight.grad is None else bloco.linear.weight.grad


def otimizador_de_antes():
    bloco = preenchido_com_um(BlocoPreAtivacao(2))
    otimizador = torch.optim.SGD(bloco.parameters(), lr=1.0)
    zera_ramo(bloco)
    bloco(linhas).sum().backward()
    otimizador.step()
    return bloco.linear.bias.detach()


verifica(
    "3.6",
    "zera_ramo",
    [
        Caso(
            "um BlocoPreAtivacao zerado devolve a entrada",
            lambda: zerado(preenchido_com_um(BlocoPreAtivacao(2)))(linhas).detach(),
            linhas,
            dica="Peso e viés de `linear` precisam valer zero: então o ramo soma zero.",
            enganos=[
                Engano(torch.tensor([[2.0, -1.0], [4.0, 1.5]]), "O peso foi a zero, mas o viés ainda se soma à saída. Que outro parâmetro tem a última camada?"),
                Engano(torch.tensor([[3.0, 0.0], [7.5, 5.0]]), "O bloco de quem chamou ficou como estava. A sua função mexe nele ou numa cópia?"),
            ],
        ),
        Caso(
            "o que resta num BlocoConv(2, 3, 2)",
            lambda: parcelas(zerado(preenchido_com_um(BlocoConv(2, 3, 2)))),
            [["atalho.weight", 6], ["conv1.bias", 3], ["conv1.weight", 54], ["conv2.bias", 0], ["conv2.weight", 0]],
            dica="Só `conv2` vai a zero; `conv1` e o atalho ficam como estavam.",
            enganos=[
                Engano([["atalho.weight", 0], ["conv1.bias", 0], ["conv1.weight", 0], ["conv2.bias", 0], ["conv2.weight", 0]], "Todos os parâmetros foram a zero, também conv1 e a projeção. Se a última camada só recebe zeros, que gradiente chega ao peso dela?"),
                Engano([["atalho.weight", 6], ["conv1.bias", 0], ["conv1.weight", 0], ["conv2.bias", 3], ["conv2.weight", 81]], "No BlocoConv foi conv1 que ficou em zero, e o viés de conv2 ainda se soma. Qual camada do ramo age por último?"),
                Engano([["atalho.weight", 6], ["conv1.bias", 0], ["conv1.weight", 0], ["conv2.bias", 0], ["conv2.weight", 0]], "As duas convoluções foram a zero: conv2 só recebe zeros, e o peso dela não tem gradiente. Qual das duas basta zerar?"),
                Engano([["atalho.weight", 6], ["conv1.bias", 3], ["conv1.weight", 54], ["conv2.bias", 3], ["conv2.weight", 81]], "O BlocoConv ficou como estava. Qual é o nome da última camada do ramo dele?"),
                Engano([["atalho.weight", 0], ["conv1.bias", 3], ["conv1.weight", 54], ["conv2.bias", 0], ["conv2.weight", 0]], "A projeção do atalho também foi a zero: nada mais atravessa o bloco. O que deve restar dele depois da chamada?"),
            ],
        ),
        Caso(
            "o gradiente em `linear.weight` depois de zerar",
            gradiente_depois,
            torch.tensor([[4.0, 0.5], [4.0, 0.5]]),
            dica="A camada continua treinável: não use `requires_grad_(False)`, nem troque o parâmetro por um tensor comum.",
            enganos=[
                Engano(torch.tensor([[0.0, 0.0], [0.0, 0.0]]), "A última camada foi congelada: ela está em zero e não sai de lá. Que atributo diz se um parâmetro aprende?"),
            ],
        ),
        Caso(
            "um otimizador criado antes ainda move a camada",
            otimizador_de_antes,
            torch.tensor([-2.0, -2.0]),
            dica="Escreva zeros dentro do Parameter que já existe, em vez de pôr outro no lugar.",
            enganos=[
                Engano(torch.tensor([0.0, 0.0]), "Os Parameter são outros objetos: um otimizador criado antes move os antigos, que já não estão no bloco. Como se escreve dentro dos que existem?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
d = observe.given("d", lambda: int(torch.randint(3, 9, ())))
c = observe.given("c", lambda: torch.randperm(4)[:2].add(2).tolist())
x = observe.given("x", lambda: torch.randn(5, d, device=observe.device))
imagem = observe.given("imagem", lambda: torch.randn(2, c[0], 6, 5, device=observe.device))
v = observe.given("v", lambda: torch.randn(5, d, device=observe.device))
w = observe.given("w", lambda: torch.randn(2, c[1], 3, 3, device=observe.device))


def os_tres():
    """Um bloco denso, um convolucional de identidade e um de projeção, com a entrada e o peso da saída de cada um."""
    blocos = [BlocoPreAtivacao(d), BlocoConv(c[0], c[0]), BlocoConv(c[0], c[1], 2)]
    for bloco in blocos:
        observe.fill(bloco.to(observe.device))
    return list(zip(blocos, (x, imagem, imagem), (v, imagem.cos(), w), strict=True))


def por_nome(bloco, o_que):
    return [[nome, o_que(p)] for nome, p in sorted(bloco.named_parameters())]


def saida(k):
    bloco, entrada, _ = os_tres()[k]
    zera_ramo(bloco)
    return bloco(entrada.clone())


def gradientes():
    achados = []
    for bloco, entrada, peso in os_tres():
        zera_ramo(bloco)
        (bloco(entrada.clone()) * peso).sum().backward()
        achados.append(por_nome(bloco, lambda p: p.grad))
    return achados


def depois_de_um_passo():
    saidas = []
    for bloco, entrada, peso in os_tres():
        otimizador = torch.optim.SGD(bloco.parameters(), lr=0.1)
        zera_ramo(bloco)
        for _ in range(2):
            otimizador.zero_grad()
            (bloco(entrada.clone()) * peso).sum().backward()
            otimizador.step()
        saidas.append(bloco(entrada.clone()))
    return saidas


def o_resto():
    achados = []
    for bloco, treino in [(b, treino) for treino in (True, False) for b, _, _ in os_tres()]:
        bloco.train(treino)
        for p in bloco.parameters():
            p.grad = p.detach().clone()
        if hasattr(bloco, "conv1"):
            bloco.conv1.weight.requires_grad_(False)
        zera_ramo(bloco)
        modulos = [
            [nome, m.training, len(m._forward_hooks), len(m._forward_pre_hooks), len(m._backward_hooks)]
            for nome, m in bloco.named_modules()
        ]
        achados.append([modulos, por_nome(bloco, lambda p: [p.grad, p.requires_grad, str(p.dtype)])])
    return achados


def em_float64():
    bloco = BlocoConv(c[0], c[1], 2).to(observe.device).double()
    observe.fill(bloco)
    zera_ramo(bloco)
    return [bloco(imagem.double()), por_nome(bloco, lambda p: p)]


observe("saída de um BlocoPreAtivacao", lambda: saida(0), hint="Zerada a última camada do ramo, peso e viés, o bloco devolve a entrada.")
observe(
    "saída de um BlocoConv com identidade", lambda: saida(1), hint="Zerada a última camada do ramo, peso e viés, o bloco devolve a entrada."
)
observe("saída de um BlocoConv com projeção", lambda: saida(2), hint="O bloco passa a ser o seu atalho; a projeção fica como estava.")
observe(
    "parâmetros depois da chamada",
    lambda: [[zera_ramo(bloco) and None, por_nome(bloco, lambda p: p)][1] for bloco, _, _ in os_tres()],
    hint="Só o peso e o viés da última camada do ramo vão a zero; os outros parâmetros ficam como estavam.",
    weight=2,
)
observe("gradientes depois da chamada", gradientes, hint="A última camada do ramo ainda recebe gradiente, diferente de zero.", weight=2)
observe(
    "depois de dois passos de um otimizador criado antes",
    depois_de_um_passo,
    hint="Os Parameter são os mesmos objetos: um otimizador que já os tinha ainda os move.",
    weight=2,
)
observe("o resto do bloco", o_resto, hint="Modo, ganchos, gradientes acumulados e requires_grad ficam como estavam.", gate=True)
observe("float64", em_float64, hint="Os parâmetros conservam o dtype.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## Laboratório: uma rede que cresce sem esquecer
#
# Agora o argumento vira experimento. Treine uma rede rasa, com dois `BlocoConv`. Depois insira nela **seis blocos novos** e continue o treino. Os novos podem chegar de três maneiras: com o ramo zerado pela sua
# `zera_ramo`, com os pesos que o PyTorch sorteia, ou com a inicialização He.
#
# > **Seu palpite.** Qual é o erro da rede no instante em que os blocos entram, antes de qualquer passo?


# %% tags=["skip-execution"]
def rede_rasa():
    return nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), BlocoConv(8, 8), BlocoConv(8, 16, 2), nn.ReLU(), nn.Flatten(), nn.Linear(256, 10))


def novo_bloco(canais, como):
    bloco = BlocoConv(canais, canais)
    if como == "ramo em zero":
        zera_ramo(bloco)
    if como == "He":
        for conv in (bloco.conv1, bloco.conv2):
            nn.init.kaiming_normal_(conv.weight)
            nn.init.zeros_(conv.bias)
    return bloco


def cresce(rede, como):
    """Uma cópia da rede com três blocos novos depois de cada bloco que já havia."""
    partes = list(copy.deepcopy(rede))
    novos = [[novo_bloco(canais, como).to(digitos.device) for _ in range(3)] for canais in (8, 16)]
    return nn.Sequential(*partes[:2], *novos[0], partes[2], *novos[1], *partes[3:])


def treina_e_mede(rede, epocas=3):
    """O erro de treino antes da primeira época e depois de cada uma."""
    otimizador = torch.optim.Adam(rede.parameters(), lr=0.002, fused=True)
    depois = (erro(treina(rede, digitos, rotulos, 1, otimizador=otimizador), digitos, rotulos) for _ in range(epocas))
    return [erro(rede, digitos, rotulos), *depois]


# %% tags=["skip-execution"]
crescimento = {  # como chegam os blocos novos → o erro de treino, uma lista por semente, como medido ao escrever a aula
    "antes de crescer": [[96.6, 32.3, 18.5, 12.0], [86.9, 30.5, 18.2, 9.6], [77.0, 25.0, 19.1, 9.2]],
    "ramo em zero": [[12.0, 8.1, 5.5, 3.3], [9.6, 6.1, 5.2, 2.4], [9.2, 7.4, 5.1, 3.9]],
    "sorteio do PyTorch": [[14.5, 8.8, 3.4, 2.7], [13.5, 5.5, 3.0, 3.2], [10.4, 6.8, 4.6, 3.5]],
    "He": [[67.3, 13.3, 6.8, 4.5], [80.4, 13.2, 8.7, 4.9], [79.5, 12.5, 7.0, 3.9]],
}
gravados["crescimento"] = dict(crescimento)
if funciona(lambda: (rede_rasa()(torch.zeros(1, 1, 8, 8)), novo_bloco(8, "ramo em zero"))):
    crescimento = {como: [] for como in crescimento}
    for s in range(3):
        semente(s)
        rasa = rede_rasa().to(digitos.device)
        crescimento["antes de crescer"].append(treina_e_mede(rasa))
        for como in ("ramo em zero", "sorteio do PyTorch", "He"):
            crescimento[como].append(treina_e_mede(cresce(rasa, como)))
else:
    print("Números gravados: resolva 3.4 e 3.6 para medir você mesmo.")

figura, eixo = plt.subplots(figsize=(8, 3.6))
for k, (como, listas) in enumerate(crescimento.items()):
    inicio = 0 if como == "antes de crescer" else 3
    for s, lista in enumerate(listas):
        eixo.plot(range(inicio, inicio + 4), lista, label=como if s == 0 else None, **cores.estilo(k))
eixo.axvline(3, color=cores.CINZA, linestyle=":")
eixo.text(2.95, 45, "entram seis blocos", ha="right", fontsize=9)
eixo.set(xlabel="época", ylabel="erro de treino (%)", yscale="log", ylim=(0.7, 130))
eixo.set_yticks([1, 10, 100], ["1", "10", "100"])
eixo.legend(loc="lower left")
no_salto = {como: sum(lista[0] for lista in listas) / 3 for como, listas in crescimento.items()}
mostrar(
    figura,
    alt="Erro de treino por época, em escala logarítmica. Na época 3 entram os blocos. Médias nesse instante: "
    + "; ".join(f"{como}, {numero(no_salto[como])} %" for como in list(crescimento)[1:])
    + ". Depois todas as curvas caem.",
    legenda="Três sementes por curva. Com o ramo em zero a curva continua de onde estava; com os outros, salta.",
)
for como, listas in crescimento.items():
    print(f"{como}: começa em {numero(no_salto[como])} %, termina em {numero(sum(lista[-1] for lista in listas) / 3)} %")

# %% [markdown]
# Antes de crescer a rede rasa errava **10,3 %**. Com os ramos em zero a rede funda errou exatamente o mesmo, imagem por imagem: ela **é** a rasa. Sorteados pelo PyTorch, os blocos novos
# levaram o erro a 12,8 %; com He, a **75,7 %**: blocos fortes e sem sentido.
#
# Três épocas depois as três erram quase o mesmo: partir de zero só garante o começo.
# Goyal et al. (2017) zeram o último ganho de cada ramo (`zero_init_residual`, no torchvision).
#
# O artigo não diz: a rede funda **pode** imitar a rasa, mas o treino pode não achar como.

# %% [markdown]
# ## A ordem, medida
#
# Falta treinar as duas ordens, com os pesos do PyTorch e com os blocos em zero: 5 e 20 blocos de largura 64 (a pós em zero só com 5), dados, otimizador e épocas da aula 02.
# Para comparar, a rede sem bloco nenhum.
#
# > **Seu palpite.** Com 5 blocos, qual ordem aprende mais? E com 20? E que erro terá a pós-ativação que parte de zero?

# %% tags=["skip-execution"]
X, y, X_teste, y_teste = (parte.to(dispositivo()) for parte in dados.mnist1d())


def rede_densa(familia, n):
    Bloco = BlocoPosAtivacao if familia.startswith("pós") else BlocoPreAtivacao
    blocos = [Bloco(64) for _ in range(n)]
    if familia.endswith("em zero"):
        for bloco in blocos:
            if familia.startswith("pré"):
                zera_ramo(bloco)
            else:
                nn.init.zeros_(bloco.linear.weight)
                nn.init.zeros_(bloco.linear.bias)
    return nn.Sequential(nn.Linear(40, 64), *blocos, nn.ReLU(), nn.Linear(64, 10))


# %% tags=["skip-execution"]
erros_ordem = {  # (família, blocos) → erro de treino em três sementes, como medido ao escrever a aula
    ("pré-ativação", 0): [49.1, 44.9, 43.7],
    ("pós-ativação", 5): [27.3, 28.6, 28.8],
    ("pré-ativação", 5): [29.6, 31.3, 33.8],
    ("pré-ativação em zero", 5): [35.2, 38.6, 39.9],
    ("pós-ativação em zero", 5): [45.7, 48.2, 48.8],
    ("pós-ativação", 20): [47.9, 90.0, 47.1],
    ("pré-ativação", 20): [35.0, 37.5, 33.5],
    ("pré-ativação em zero", 20): [34.0, 30.4, 34.2],
}
gravados["ordem"] = dict(erros_ordem)
if funciona(lambda: [rede_densa(familia, 1)(torch.zeros(1, 40)) for familia, _ in erros_ordem]):
    for familia, n in erros_ordem:
        erros_ordem[familia, n] = []
        for s in range(3):
            semente(s)
            rede = treina(rede_densa(familia, n).to(X.device), X, y)
            erros_ordem[familia, n].append(erro(rede, X, y))
else:
    print("Números gravados: resolva 3.1, 3.2 e 3.6 para medir você mesmo.")

figura, eixo = plt.subplots(figsize=(8, 3.4))
for k, familia in enumerate(["pós-ativação", "pré-ativação", "pré-ativação em zero", "pós-ativação em zero"]):
    for coluna, n in enumerate((5, 20)):
        estilo = cores.estilo(k) | {"linestyle": ""}
        if (familia, n) in erros_ordem:
            posicoes = [4 * coluna + 0.7 * k + 0.12 * s for s in range(3)]
            eixo.plot(posicoes, erros_ordem[familia, n], label=familia if coluna == 0 else None, **estilo)
sem_bloco = sum(erros_ordem["pré-ativação", 0]) / 3
eixo.axhline(sem_bloco, color=cores.CINZA, linestyle=":")
eixo.text(3.2, sem_bloco + 1.5, "sem bloco nenhum", ha="center", fontsize=9)
eixo.set_xticks([1.15, 5.15], ["5 blocos", "20 blocos"])
eixo.set(ylabel="erro de treino (%)", ylim=(0, 100))
eixo.legend(loc="upper left", ncols=2)
medias = {chave: sum(lista) / 3 for chave, lista in erros_ordem.items()}
mostrar(
    figura,
    alt="Erro de treino por família, um ponto por semente. Médias: "
    + "; ".join(f"{familia}, {n} blocos, {numero(media, 0)} %" for (familia, n), media in medias.items() if n)
    + f". Sem bloco nenhum, {numero(sem_bloco, 0)} %.",
    legenda="MNIST-1D, dez épocas, três sementes por família. Pontilhado: a rede sem blocos.",
)
for (familia, n), media in medias.items():
    print(f"{familia}, {n} blocos: {numero(media)} %   ({'  '.join(numero(e) for e in erros_ordem[familia, n])})")

# %% [markdown]
# Três leituras:
#
# - Com 5 blocos a **pós-ativação treinou melhor**: 28,3 % contra 31,6 %. Com 20 ela foi a 61,7 %, e uma das sementes parou no acaso; a pré-ativação ficou em 35,3 %.
# - A pré-ativação **que parte de zero** não sente a profundidade: 37,9 % com 5 blocos, 32,9 % com 20. O preço é partir devagar: com 5, o sorteio ganhou.
# - A pós-ativação **que parte de zero** errou 47,6 %, o mesmo que a rede sem bloco nenhum (45,9 %) a menos do acaso das sementes. É o caso (a): nenhum dos cinco blocos aprendeu nada, e com vinte não seria diferente.
#
# ## A cada bloco, a saída cresce
#
# Por que a pós-ativação se perde entre 5 e 20 blocos? Meça o tamanho de $h$, pela média dos seus quadrados $E[h^2]$, depois de cada bloco recém-sorteado. No eixo logarítmico, uma reta é um crescimento
# que multiplica.

# %% tags=["skip-execution"]
semente(0)
quarenta = [nn.Linear(64, 64) for _ in range(40)]
entrada = torch.randn(1000, 64)


@torch.no_grad()
def tamanhos_de_h(ramo):
    """E[h²] na entrada e depois de cada um dos 40 blocos."""
    h, medidos = entrada, [entrada.square().mean().item()]
    for camada in quarenta:
        h = h + ramo(camada, h)
        medidos.append(h.square().mean().item())
    return medidos


curvas = {
    "pós-ativação": tamanhos_de_h(pos_ativacao),
    "pré-ativação": tamanhos_de_h(pre_ativacao),
    "ramo em zero": tamanhos_de_h(lambda camada, h: torch.zeros_like(h)),
}
figura, eixo = plt.subplots(figsize=(8, 3.4))
for k, (nome, medidos) in enumerate(curvas.items()):
    eixo.plot(range(41), medidos, markevery=5, label=nome, **cores.estilo(k))
eixo.set(xlabel="blocos atravessados", ylabel="E[h²]", yscale="log")
eixo.legend()
mostrar(
    figura,
    alt="E[h²] por bloco, em escala logarítmica, até 40 blocos. Com pós-ativação é uma reta íngreme até "
    + f"{numero(curvas['pós-ativação'][40] / 1e6, 0)} milhões; com pré-ativação, uma reta menos inclinada até {numero(curvas['pré-ativação'][40], 0)}; com o ramo em zero, fica em 1.",
    legenda="Pesos que o PyTorch sorteia, média de 1.000 entradas e 64 unidades.",
)
for nome, medidos in curvas.items():
    print(
        f"{nome}: E[h²] = {numero(medidos[5])} depois de 5 blocos, {numero(medidos[20])} depois de 20; por bloco, × {numero((medidos[40] / medidos[20]) ** (1 / 20), 2)}"
    )

# %% [markdown]
# Com pós-ativação, $E[h^2]$ se multiplica por cerca de **1,59 a cada bloco** e passa de 3.000 depois de 20; com pré-ativação, por **1,17**. O ramo em zero não cresce,
# por isso treina bem a qualquer profundidade, mas só no começo: logo no primeiro passo deixa de ser zero.
#
# A pré-ativação não evita o crescimento, apenas o freia. Por que ele multiplica, e não soma? Depende de quê? E há um número a partir do qual o computador não sabe mais contar.

# %% [markdown]
# ## Questão aberta (1,5 ponto · 15 min)
#
# Uma colega quer uma rede de 30 blocos que comece como a identidade. Ela escreve o bloco $y = x + \mathrm{ReLU}\big[W_2\,\mathrm{ReLU}[W_1 x + b_1] + b_2\big]$, zera $W_2$ e $b_2$, treina, e o erro
# para sempre no mesmo valor, o de uma rede sem blocos. Ela conclui: "então partir da identidade impede o aprendizado".
#
# Explique, em até 15 linhas:
#
# 1. por que nenhum dos quatro parâmetros do bloco se mexe, acompanhando o gradiente da saída do bloco até cada um;
# 2. como corrigir o bloco mudando **só a ordem** das operações, e por que a correção aprende embora comece na mesma função;
# 3. o que a sua correção faz com um $x$ todo negativo, o que se deve pôr antes do primeiro bloco, e o que isso **não** garante.

# %% [markdown] nbgrader={"grade": true, "grade_id": "aberta-3", "locked": false, "points": 1.5, "schema_version": 3, "solution": true, "task": false}
# **Resposta de referência e critérios (1,5 ponto)**
#
# 1. *Por que nada se mexe (0,6).* Com $W_2 = 0$ e $b_2 = 0$ a última ReLU recebe exatamente 0 em todas as unidades e para todas as entradas, e o PyTorch usa $\mathrm{ReLU}'(0) = 0$ (0,3). O gradiente que vem da
#    saída é multiplicado por essa derivada antes de chegar a $W_2$ e $b_2$, e também antes de seguir para $W_1$ e $b_1$, onde ainda seria multiplicado por $W_2 = 0$: os quatro recebem zero, em todos os passos (0,3).
#    Dar 0,3 a quem só diz que o ramo é zero, sem falar da derivada: o valor zero não impede o aprendizado.
# 2. *A correção (0,5).* Pré-ativação: $y = x + W_2\,\mathrm{ReLU}[W_1\,\mathrm{ReLU}[x] + b_1] + b_2$, ou ao menos sem a última ReLU (0,2). A função inicial é a mesma, $y = x$, mas o gradiente em $W_2$ é o da saída
#    vezes a ativação que entra na última camada, que não é zero porque $W_1$ foi sorteado; depois do primeiro passo $W_2 \ne 0$ e o gradiente chega a $W_1$ (0,3).
# 3. *Entrada negativa (0,4).* $\mathrm{ReLU}[x] = 0$: o ramo não vê mais $x$ e dá o mesmo para toda entrada (0,15); põe-se uma transformação linear antes do primeiro bloco (0,15). Não garante (0,1, vale qualquer uma):
#    que toda unidade receba positivos; que os sinais fiquem assim durante o treino; que a saída não cresça com a profundidade.
#
# Se a resposta 2 retira a última ReLU e mantém a ordem de dentro, a 3 deve ser julgada pelo bloco que a pessoa escreveu: $W_1 x + b_1$ não morre por $x$ ser negativo, e dizê-lo vale os pontos.

# %% [markdown]
# ## Teste a sua leitura
#
# Não vale nota. Cada opção diz por que está certa ou errada.

# %% tags=["skip-execution"]
quiz(
    "Uma rede tem só blocos x + ReLU(Wx + b) entre a entrada e a última camada. Uma unidade chega ao bloco 7 valendo 4. Quanto ela pode valer depois do bloco 12?",
    [
        ("Qualquer valor.", False, "Para descer, algum bloco teria de somar um negativo, e a ReLU não devolve nenhum."),
        ("4 ou mais.", True, "Cada bloco soma algo que não é negativo: o valor só pode ficar ou crescer."),
        ("De 0 a 4.", False, "É o contrário: os valores acumulam."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Um bloco x + W ReLU(x) + b recebe um lote em que todos os valores são negativos. O que se pode dizer do treino desse bloco com esse lote?",
    [
        ("W e b recebem gradiente zero.", False, "b recebe o gradiente da saída, sem passar por ReLU nenhuma."),
        ("Só b recebe gradiente.", True, "O gradiente de W é multiplicado por ReLU(x) = 0; o de b, não."),
        ("O gradiente não passa do bloco para trás.", False, "Pelo atalho ele passa inteiro; é pelo ramo que não passa."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Em BlocoConv(16, 32, 2), que forma tem a saída para uma entrada (4, 16, 9, 9)?",
    [
        ("(4, 32, 4, 4).", False, "O 3×3 com preenchimento 1 e passo 2 visita as posições 0, 2, 4, 6 e 8 de nove: são cinco."),
        ("(4, 32, 5, 5).", True, "9 dividido por 2, arredondado para cima, nos dois caminhos; e os canais passam a 32."),
        ("Erro: o lado é ímpar.", False, "O ramo e o atalho arredondam do mesmo modo, para cima."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Por que zera_ramo não zera também a primeira convolução?",
    [
        (
            "Porque o bloco deixaria de ser o seu atalho.",
            False,
            "Continuaria sendo: zerar a última camada já basta, e zerar as duas também.",
        ),
        (
            "Porque então a última receberia só zeros, e nenhum dos dois pesos teria gradiente.",
            True,
            "É o caso (c): um zero espera pelo outro, e só o último viés anda.",
        ),
        ("Porque a primeira não tem viés.", False, "As duas convoluções do BlocoConv têm viés."),
    ],
)

# %% [markdown]
# ## Resumo
#
# - A última operação do ramo decide o que ele pode somar. Com ReLU por último (pós-ativação), só aumenta; com a linear por último (pré-ativação), soma e subtrai.
# - Um ramo de pré-ativação que só recebe negativos morre: a rede começa com uma transformação linear antes dos blocos.
# - Um ramo pode ter várias transformações; o mais comum tem duas. Em convoluções 3×3, as duas levam preenchimento 1.
# - Onde a forma muda, o atalho também muda: projeção 1×1 com o mesmo passo, ou zeros nos canais novos. Importa que o caminho chegue até o fim; cortá-lo em dois blocos de seis impediu o treino.
# - Zerada a última camada do ramo, o bloco é o seu atalho, e a rede funda é uma menos profunda. A pré-ativação sai do zero; a pós-ativação não, porque $\mathrm{ReLU}'(0) = 0$.
#
# | termo | em inglês | o que é |
# |---|---|---|
# | pós-ativação | *post-activation* | no ramo, a ativação vem depois da transformação linear |
# | pré-ativação | *pre-activation* | no ramo, a ativação vem antes da transformação linear |
# | ramo morto | *dead branch* | ramo que soma o mesmo, seja qual for a entrada |
# | bloco identidade | *identity block* | bloco que conserva a forma; o atalho é um fio |
# | atalho de projeção | *projection shortcut* | convolução 1×1 no atalho, onde a forma muda |
# | atalho com zeros | *zero-padding shortcut* | subamostragem e canais de zeros no atalho, sem parâmetros |
# | subamostragem | *subsampling* | ficar com um pixel a cada tantos |
# | ramo em zero | *zero-initialized branch* | ramo cuja última camada parte de zero: o bloco começa sendo o seu atalho |
#
# Os termos de todas as aulas: **[glossário](glossario.md)**.

# %% [markdown]
# ## Referências
#
# - S. J. D. Prince, [*Understanding Deep Learning*](https://udlbook.github.io/udlbook/), capítulo 11, seção 11.2: a ordem das operações no bloco.
# - K. He, X. Zhang, S. Ren e J. Sun, [*Deep residual learning for image recognition*](https://arxiv.org/abs/1512.03385), CVPR 2016: os atalhos A, B e C (tabela 3), e a ReLU depois da soma.
# - K. He, X. Zhang, S. Ren e J. Sun, [*Identity mappings in deep residual networks*](https://arxiv.org/abs/1603.05027), ECCV 2016: a pré-ativação e o atalho livre.
# - P. Goyal et al., [*Accurate, large minibatch SGD: training ImageNet in 1 hour*](https://arxiv.org/abs/1706.02677), 2017: ramos que partem de zero.
# - T. Chen, I. Goodfellow e J. Shlens, [*Net2Net: accelerating learning via knowledge transfer*](https://arxiv.org/abs/1511.05641), ICLR 2016: crescer uma rede treinada sem mudar o que ela calcula.
#
# **Créditos.** A aula parte da apresentação *Conexões Residuais*, do Professor Lucas Silveira Kupssinskü, e do artigo *Entendendo o bloco residual*, de Dalisson Figueiredo.
# Figuras e experimentos foram feitos para este curso.
#
# **A seguir.** A cada bloco a saída cresce. Quanto, exatamente, e onde isso para? A **aula 04** faz a conta da variância, bloco a bloco, até o maior número que cada tipo de ponto flutuante guarda.

# %% [markdown]
# ## Antes de entregar
#
# Salve o caderno. `painel()` mostra o que já foi respondido; `entrega()` lê o arquivo salvo como a correção o lerá.

# %% tags=["skip-execution"]
painel()
entrega()
