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
# # 01 · Redes sequenciais
#
# {{colab}}
#
# Mais camadas podem representar mais. Por que, depois de certo ponto, aprendem menos?
#
# **Ao final você saberá**
#
# - escrever uma rede sequencial como composição de funções, e dizer o que a profundidade permite representar;
# - contar os parâmetros de uma rede, o tamanho de cada mapa e quanto da imagem cada unidade vê, na AlexNet e na VGG-16;
# - separar três coisas que costumam ser confundidas: gradiente que se dissipa, gradiente que explode e gradiente que se quebra;
# - medir a degradação: redes mais fundas que erram mais no próprio conjunto de treino.
#
# **Antes de começar:** redes densas e convolucionais, funções e laços em Python, `nn.Module`, a regra da cadeia.
#
# **Seu tempo:** cerca de 120 minutos. **Tempo de máquina:** o caderno resolvido roda em cerca de 40 s em dois núcleos, sem GPU.
# **Nota:** 10,0 pontos (sete exercícios e uma questão aberta).

# %%
import math

import torch
from torch import nn
from trilha import Caso, Engano, dica, dicas, entrega, painel, quiz, responde, verifica
from trilha import cores, dados, dispositivo, explora, mostrar, semente

# %% [markdown]
# ## De onde partimos
#
# Redes densas (MLPs) resolvem bem problemas de regressão e de classificação; camadas convolucionais, os de imagens. Aumentar a profundidade melhora os resultados, até um ponto; e duas doenças
# aparecem sobretudo nas redes fundas, o gradiente que se dissipa e o que explode.
#
# O curso é sobre o que veio depois: somar, $h_2 = h_1 + f_2[h_1, \theta_2]$, em vez de substituir, $h_2 = f_2[h_1, \theta_2]$ (conexões residuais, 2015), e normalizar em lotes. Antes da cura, esta aula mede a doença.
#
# ## O que se ganha com profundidade?
#
# As redes densas e as convolucionais processam uma camada por vez. Cada uma recebe o que a anterior devolveu:
#
# $$h_1 = f_1[x, \theta_1], \qquad h_2 = f_2[h_1, \theta_2], \qquad h_3 = f_3[h_2, \theta_3], \qquad \dots \qquad h_n = f_n[h_{n-1}, \theta_n].$$
#
# É o **processamento sequencial** (*sequential processing*). Outra maneira de escrever a mesma rede é como **composição** de funções:
#
# $$h_n = f_n\big[\dots f_3\big[f_2\big[f_1[x, \theta_1], \theta_2\big], \theta_3\big] \dots, \theta_n\big].$$
#
# Para ver o que a composição faz, tome a menor camada que interessa: duas ReLU, que sobem de 0 a 1 e descem de volta a 0.

# %% tags=["skip-execution"]
from collections import Counter

import matplotlib.pyplot as plt
from torchvision import models

torch.set_num_threads(1)  # matrizes pequenas: repartir a conta entre núcleos custa mais do que rende


def dobra(h):
    """Uma camada de duas unidades: leva 0 a 0, 1/2 a 1 e 1 a 0, em linha reta."""
    return 2 * torch.relu(h) - 4 * torch.relu(h - 0.5)


def composta(n, x):
    """dobra[… dobra[dobra[x]] …], n vezes."""
    h = x
    for _ in range(n):
        h = dobra(h)
    return h


# %% [markdown]
# > **Seu palpite.** Uma `dobra` tem dois trechos retos. Quantos tem a composição de cinco? E a de vinte?


# %% tags=["skip-execution"]
reta = torch.linspace(0, 1, 2**10 + 1)


def trechos(n):
    """Quantos trechos retos tem a composição de n dobras, contados no gráfico."""
    inclinacao = composta(n, reta).diff()
    return 1 + int((inclinacao[1:] != inclinacao[:-1]).sum())


def desenha_dobras(n):
    figura, eixo = plt.subplots(figsize=(7, 2.8))
    eixo.plot(reta, composta(n, reta), color=cores.AZUL)
    eixo.set(xlabel="x", ylabel=f"$h_{n}$", title=f"{n} camada{'s' * (n > 1)} de duas unidades: {trechos(n)} trechos", yticks=[0, 1])
    eixo.set_xticks([0, 0.5, 1], ["0", "0,5", "1"])
    return figura


explora(
    desenha_dobras,
    n=("Número de camadas", 1, 8, 1, 1),
    parados=[{"n": 1}, {"n": 2}, {"n": 5}],
    alt=lambda n: (
        f"{n} dobra{'s' * (n > 1)} em fila, de 0 a 1: um zigue-zague de {trechos(n)} trechos retos, que sobem e descem entre 0 e 1."
    ),
    legenda=lambda n: f"Cada camada dobra ao meio o que a anterior fez. Inclinação de cada trecho: mais ou menos {2**n}.",
)

# %% [markdown]
# Cada camada dobra o número de trechos: 32 com cinco camadas, $2^{20} = 1.048.576$ com vinte, isto é, com 40 unidades ao todo. Uma camada oculta só, com $m$ unidades ReLU
# numa entrada, faz no máximo $m + 1$ trechos: precisaria de mais de um milhão de unidades (Telgarsky, 2016). O ganho não vem só de ter mais parâmetros, mas de **compor** o que eles fazem.
#
# Guarde um detalhe da figura para mais tarde: a inclinação é um produto de $n$ fatores, cada um $+2$ ou $-2$. Com oito camadas ela vale $\pm 256$ e troca de sinal 255 vezes.
#
# ## De 8 a 16 camadas
#
# A história das redes convolucionais seguiu esse caminho. No ImageNet, com mil classes:
#
# | rede | ano | camadas com pesos | acurácia top-5 |
# |---|---|---|---|
# | AlexNet | 2012 | 8 (5 convolucionais e 3 densas) | 84,7 % |
# | VGG-16 | 2014 | 16 (13 convolucionais e 3 densas) | 92,7 % |
#
# **Top-5** quer dizer que a classe certa estava entre as cinco de maior pontuação; é mais fácil que acertar a primeira (**top-1**). E os dois números são de competição:
# médias das previsões de sete redes. Quanto acerta uma rede só? O torchvision guarda, ao lado do endereço dos pesos, o que mediu com eles.


# %% tags=["skip-execution"]
def br(valor, casas=1):
    """O número com vírgula decimal e ponto nos milhares."""
    return f"{valor:,.{casas}f}".translate(str.maketrans(",.", ".,"))


publicadas = {
    "AlexNet": (8, models.AlexNet_Weights),
    "VGG-11": (11, models.VGG11_Weights),
    "VGG-13": (13, models.VGG13_Weights),
    "VGG-16": (16, models.VGG16_Weights),
    "VGG-19": (19, models.VGG19_Weights),
}
acuracias = {}  # nome → (top-1, top-5)
for nome, (_, pesos) in publicadas.items():
    medida = pesos.IMAGENET1K_V1.meta["_metrics"]["ImageNet-1K"]
    acuracias[nome] = medida["acc@1"], medida["acc@5"]
    print(f"{nome:8} top-1 {br(medida['acc@1'])} %   top-5 {br(medida['acc@5'])} %")

# %% [markdown]
# Uma AlexNet só acerta 79,1 % (top-5) e 56,5 % (top-1); uma VGG-16, 90,4 % e 71,6 %. São os mesmos dois artigos, medidos de outro modo. Ao ler "acurácia no ImageNet",
# pergunte sempre: top-1 ou top-5, uma rede ou várias?
#
# A VGG trocou núcleos grandes por muitos núcleos 3×3. Para entender essa escolha é preciso saber contar três coisas: parâmetros, tamanhos e campo receptivo.
#
# > **Seu palpite.** Das 16 camadas da VGG-16, 13 são convolucionais e 3 são densas. Que fração dos parâmetros está nas 3 densas?

# %% [markdown]
# ### Exercício 1.1 — Contar parâmetros (1,5 ponto · 15 min)
#
# Escreva `conta_parametros(modelo)`: um dicionário com três chaves e valores `int`.
#
# - `"total"`: quantos números o modelo pode aprender, contados todos os seus parâmetros, vieses inclusive;
# - `"conv"`: quantos deles pertencem a camadas `nn.Conv2d`;
# - `"densa"`: quantos pertencem a camadas `nn.Linear`.
#
# As camadas podem estar em qualquer profundidade, e o próprio modelo pode ser uma camada. Parâmetros congelados (`requires_grad = False`) contam; *buffers*, como as
# estatísticas de uma normalização, não. Um mesmo tensor usado por duas camadas conta uma vez só. A conta não muda o modelo, e funciona no **dispositivo `meta`**, em que os tensores
# têm forma mas não têm valores: é como se conta uma rede de 138 milhões de parâmetros sem gastar memória.

# %% tags=["skip-execution"]
dicas(
    "1.1",
    "Quantos números tem um tensor `p`? Há um método que responde sem olhar os valores, e por isso serve no dispositivo `meta`.",
    "`modelo.modules()` percorre o modelo e tudo o que há dentro dele, o próprio modelo inclusive. De cada camada, `isinstance` diz o tipo, e `parameters()`, o que ela tem.",
    "Um conjunto (`set`) de parâmetros guarda cada tensor uma vez, ainda que ele venha de duas camadas. Forme três conjuntos, e some `p.numel()` em cada um.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-1.1", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 1.1


def conta_parametros(modelo: nn.Module) -> dict[str, int]:
    """Quantos parâmetros tem o modelo: {"total": …, "conv": … (em nn.Conv2d), "densa": … (em nn.Linear)}."""

    ### BEGIN SOLUTION
    def conta(tipo):
        donos = [camada for camada in modelo.modules() if isinstance(camada, tipo)]
        unicos = {parametro for camada in donos for parametro in camada.parameters(recurse=False)}
        return sum(parametro.numel() for parametro in unicos)

    return {"total": conta(nn.Module), "conv": conta(nn.Conv2d), "densa": conta(nn.Linear)}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-1.1", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 1.1
def rede_pequena():
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Linear(16, 5))


def duas_camadas_e_um_peso():
    primeira, segunda = nn.Linear(6, 6), nn.Linear(6, 6)
    segunda.weight = primeira.weight
    return nn.Sequential(primeira, nn.ReLU(), segunda)


def congelada():
    return nn.Linear(10, 2).requires_grad_(False)


verifica(
    "1.1",
    "conta_parametros",
    [
        Caso(
            "convolução 3×3 de 3 para 4 canais, normalização de 4 canais e densa de 16 para 5",
            lambda: dict(conta_parametros(rede_pequena())),
            {"total": 112 + 8 + 85, "conv": 112, "densa": 85},
            dica="A convolução tem 4·3·3·3 pesos e 4 vieses; a densa, 5·16 e 5; a normalização, 4 e 4, que só entram no total.",
            enganos=[
                Engano({"total": 214, "conv": 112, "densa": 85}, "O total inclui as estatísticas guardadas em buffers. O treino por gradiente muda esses números?"),
                Engano({"total": 6, "conv": 2, "densa": 2}, "A soma conta tensores, e não os números que há neles. Quantos números tem um tensor de forma (5, 16)?"),
                Engano({"total": 192, "conv": 108, "densa": 80}, "Os vieses ficaram de fora. Que parâmetros tem uma `nn.Linear(16, 5)`, além dos 80 pesos?"),
                Engano({"total": 197, "conv": 112, "densa": 85}, "O total é só a soma de conv e densa. Que outras camadas, como a normalização, têm parâmetros?"),
            ],
        ),
        Caso(
            "camadas dentro de camadas",
            lambda: conta_parametros(nn.Sequential(nn.Sequential(rede_pequena()), nn.Linear(5, 1)))["densa"],
            91,
            dica="`modelo.children()` só vê o primeiro nível; `modelo.modules()` vê todos.",
            enganos=[
                Engano(6, "Camadas dentro de outras, ou o modelo que é uma camada só, ficaram fora de conv e densa. `children()` desce até onde?"),
            ],
        ),
        Caso(
            "o modelo é uma camada só, congelada",
            lambda: dict(conta_parametros(congelada())),
            {"total": 22, "conv": 0, "densa": 22},
            dica="Um parâmetro congelado continua sendo um parâmetro.",
            enganos=[
                Engano({"total": 0, "conv": 0, "densa": 0}, "Os parâmetros congelados ficaram de fora. O que `requires_grad` diz: se o número existe, ou se o treino o muda?"),
            ],
        ),
        Caso(
            "duas densas que usam o mesmo tensor de pesos",
            lambda: dict(conta_parametros(duas_camadas_e_um_peso())),
            {"total": 48, "conv": 0, "densa": 48},
            dica="36 pesos partilhados e dois vieses de 6. Quantas vezes os 36 aparecem na sua soma?",
            enganos=[
                Engano({"total": 84, "conv": 0, "densa": 84}, "Um tensor que duas camadas partilham foi contado duas vezes. Quantos números diferentes a rede pode aprender?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
t = observe.given("t", lambda: torch.randint(2, 30, (40,)).tolist())
padrao = observe.given("padrao", lambda: torch.randint(0, 2, (12,)).bool().tolist())


def mista():
    return nn.Sequential(
        nn.Conv2d(t[0], t[1], 3),
        nn.BatchNorm2d(t[1]),
        nn.Sequential(nn.Conv2d(t[1], t[2], (1, 5), bias=False), nn.Sequential(nn.ReLU(), nn.Conv2d(t[2], 3 * t[3], 3, groups=1))),
        nn.BatchNorm2d(t[1]),
        nn.Flatten(),
        nn.Linear(t[4], t[5]),
        nn.ModuleList([nn.Linear(t[5], t[6], bias=False), nn.Linear(t[6], t[7])]),
    )


def outras_camadas():
    return nn.ModuleDict(
        {
            "uma": nn.Conv1d(t[8], t[9], 3),
            "duas": nn.ConvTranspose2d(t[10], t[11], 2),
            "tres": nn.Embedding(t[12], t[13]),
            "quatro": nn.Conv2d(t[14], t[15], 3),
            "cinco": nn.Linear(t[16], t[17]),
            "seis": nn.LayerNorm(t[18]),
            "sete": nn.ParameterList([torch.randn(t[19]), torch.randn(t[20], 2)]),
        }
    )


def congela(rede):
    for parametro, congelado in zip(rede.parameters(), padrao, strict=False):
        parametro.requires_grad_(not congelado)
    return rede


def compartilhada():
    conv, densa, gemea = nn.Conv2d(t[21], t[21], 3), nn.Linear(t[22], t[22]), nn.Linear(t[22], t[22])
    gemea.weight = densa.weight
    outra = nn.Conv2d(t[21], t[21], 3)
    outra.bias = conv.bias
    return nn.Sequential(conv, outra, conv, densa, gemea, nn.Sequential(densa))


def fora_das_camadas():
    class Raiz(nn.Module):
        def __init__(self):
            super().__init__()
            self.livre = nn.Parameter(torch.zeros(t[23], t[24]))
            self.register_buffer("memoria", torch.zeros(t[25]))
            self.densa = nn.Linear(t[26], t[27])

    return Raiz()


def no_meta():
    with torch.device("meta"):
        return nn.Sequential(nn.Conv2d(3, 900 + t[29], 11), nn.Flatten(), nn.Linear(30_000 + t[30], 4096), nn.Linear(4096, 1000 + t[31]))


def tudo_junto():
    return nn.ModuleList([congela(mista()), nn.Sequential(congela(compartilhada()), outras_camadas()), fora_das_camadas()])


def modelo_depois():
    rede = congela(mista())
    rede[2].eval()
    observe.fill(rede)
    for parametro in rede.parameters():
        parametro.grad = parametro.detach().clone()
    segunda = [contas(rede), contas(rede)][1]
    modos = [[m.training, len(m._forward_hooks), len(m._parameters)] for m in rede.modules()]
    return [segunda, modos, [[p, p.requires_grad, p.grad] for p in rede.parameters()]]


def contas(rede):
    return dict(conta_parametros(rede))


observe(
    "camadas aninhadas, com e sem viés",
    lambda: contas(mista()),
    hint="Percorra o modelo inteiro, em todos os níveis; os vieses também são parâmetros, onde existem.",
    weight=2,
)
observe(
    "camadas de outros tipos",
    lambda: contas(outras_camadas()),
    hint="O total conta todos os parâmetros; conv e densa, só os de nn.Conv2d e de nn.Linear.",
)
observe(
    "parâmetros congelados",
    lambda: [contas(congela(mista())), contas(congela(nn.Conv2d(t[32], t[33], 3)))],
    hint="Um parâmetro congelado conta como qualquer outro.",
)
observe(
    "tensores compartilhados",
    lambda: contas(compartilhada()),
    hint="Um tensor que aparece em duas camadas, ou uma camada que aparece duas vezes, conta uma vez.",
    weight=2,
)
observe(
    "parâmetros fora das camadas, e buffers",
    lambda: contas(fora_das_camadas()),
    hint="Um nn.Parameter solto entra no total; um buffer, em lugar nenhum.",
)
observe(
    "o modelo é uma camada",
    lambda: [contas(nn.Conv2d(t[34], t[35], 5)), contas(nn.Linear(t[36], t[37])), contas(nn.BatchNorm2d(t[38]))],
    hint="O próprio modelo também é um módulo: uma camada só já tem parâmetros.",
)
observe(
    "tudo na mesma rede",
    lambda: contas(tudo_junto()),
    hint="Numa rede grande, que junta camadas aninhadas, congeladas e compartilhadas, uma das contas não fecha.",
    weight=9,
)
observe("no dispositivo meta", lambda: contas(no_meta()), hint="Conte pela forma dos tensores, sem ler os seus valores.")
observe("sem parâmetro nenhum", lambda: contas(nn.ReLU()), hint="As três chaves existem sempre, ainda que valham 0.", gate=True)
observe(
    "o modelo depois de duas chamadas",
    modelo_depois,
    hint="Contar não muda o modelo, e a segunda contagem dá o mesmo que a primeira.",
    gate=True,
)
### END HIDDEN TESTS

# %% [markdown]
# Onde ficam os parâmetros, e onde fica a conta? A célula cria a AlexNet e a VGG-16 no dispositivo `meta`, conta os parâmetros com a **sua** função e as multiplicações
# com um gancho em cada camada.


# %% tags=["skip-execution"]
def tenta(conta):
    """O que a conta dá; None enquanto a resposta de que ela depende não existe ou não funciona."""
    try:
        return conta()
    except Exception:
        return None


def multiplicacoes(rede):
    """Quantas multiplicações uma imagem de 224×224 custa, por tipo de camada."""
    contas = Counter()

    def anota(camada, entradas, saida):
        contas["conv" if isinstance(camada, nn.Conv2d) else "densa"] += saida.numel() * camada.weight[0].numel()

    for camada in rede.modules():
        if isinstance(camada, nn.Conv2d | nn.Linear):
            camada.register_forward_hook(anota)
    rede(torch.empty(1, 3, 224, 224, device="meta"))
    return contas


with torch.device("meta"):
    grandes = {"AlexNet": models.alexnet(), "VGG-16": models.vgg16()}
gravados = {
    "AlexNet": {"total": 61_100_840, "conv": 2_469_696, "densa": 58_631_144},
    "VGG-16": {"total": 138_357_544, "conv": 14_714_688, "densa": 123_642_856},
}
contados = tenta(lambda: {nome: {chave: conta_parametros(rede)[chave] + 0 for chave in gravados[nome]} for nome, rede in grandes.items()})
if contados is None:
    print("Números gravados: resolva 1.1 para medir você mesmo.")

# %% tags=["skip-execution"]
figura, eixos = plt.subplots(1, 2, figsize=(9, 2.4), sharey=True)
fracoes = []
for linha, (nome, parametros) in enumerate((contados or gravados).items()):
    custo = multiplicacoes(grandes[nome])
    for eixo, contas, total in zip(eixos, (parametros, custo), (parametros["total"], custo.total()), strict=True):
        conv = 100 * contas["conv"] / total
        fracoes.append(100 - conv)
        eixo.barh(linha, conv, color=cores.AZUL, label="convolucionais" if linha == 0 else None)
        eixo.barh(linha, 100 - conv, left=conv, color=cores.VERMELHO, hatch="//", edgecolor="white", label="densas" if linha == 0 else None)
        eixo.text(101, linha, f"{br(total / 1e6, 0)} mi", va="center")
eixos[0].set(title="parâmetros", yticks=[0, 1], yticklabels=list(grandes), xlabel="% do total", xlim=(0, 138), xticks=[0, 50, 100])
eixos[1].set(title="multiplicações por imagem", xlabel="% do total", xlim=(0, 138), xticks=[0, 50, 100])
eixos[0].legend(loc="upper center", bbox_to_anchor=(1.05, -0.28), ncols=2)
mostrar(
    figura,
    alt=f"Barras: as densas têm {br(fracoes[0], 0)} % dos parâmetros da AlexNet e {br(fracoes[2], 0)} % dos da VGG-16, mas fazem só "
    f"{br(fracoes[1], 0)} % e {br(fracoes[3], 0)} % das multiplicações.",
    legenda="Que parte dos parâmetros e das multiplicações cabe a cada tipo de camada; à direita de cada barra, o total, em milhões.",
)

# %% [markdown]
# Na VGG-16 as três densas guardam **89 %** dos 138 milhões de parâmetros e fazem 1 % das multiplicações. Profundidade e número de parâmetros são coisas
# diferentes: as 13 convoluções, que são quase toda a profundidade, têm 14,7 milhões. O artigo de origem diz que redes mais fundas têm mais parâmetros e que deles vem a
# capacidade; é verdade se o resto não muda, mas aqui a capacidade de compor está onde estão menos parâmetros.
#
# ## Que tamanho tem cada mapa?
#
# Uma convolução desliza um núcleo de tamanho $k$ sobre uma entrada de tamanho $h$. Três números mudam onde ele cabe: o **passo** (*stride*), de quanto ele anda; o
# **preenchimento** (*padding*), quantos zeros se põem de cada lado; e a **dilatação** (*dilation*), a distância entre as posições que ele lê.
#
# > **Seu palpite.** Com $h = 12$, $k = 3$ e passo 2, quantas posições o núcleo ocupa? E com um zero a mais de cada lado?


# %% tags=["skip-execution"]
def posicoes(k, passo, preenchimento, dilatacao, h=12):
    """As células que o núcleo lê em cada posição em que cabe, contadas desde o primeiro zero do preenchimento."""
    lidas, inicio = [], 0
    while inicio + dilatacao * (k - 1) < h + 2 * preenchimento:
        lidas.append([inicio + dilatacao * j for j in range(k)])
        inicio += passo
    return lidas


def desenha_nucleo(k, passo, preenchimento, dilatacao):
    lidas = posicoes(k, passo, preenchimento, dilatacao)
    figura, eixo = plt.subplots(figsize=(7, 0.9 + 0.2 * len(lidas)))
    for celula in range(12 + 2 * preenchimento):
        zero = not preenchimento <= celula < 12 + preenchimento
        eixo.text(celula, 0.9, "0" if zero else "x", ha="center", va="center", color=cores.CINZA if zero else cores.PRETO)
    for linha, celulas in enumerate(lidas):
        eixo.plot(celulas, [-linha] * k, "s-", color=cores.AZUL, markersize=6, linewidth=1)
    eixo.set(xlim=(-1, 18), ylim=(-max(len(lidas), 1), 1.6))
    eixo.axis("off")
    return figura


explora(
    desenha_nucleo,
    k=("Núcleo k", 1, 5, 1, 3),
    passo=("Passo", 1, 4, 1, 2),
    preenchimento=("Preenchimento", 0, 3, 1, 0),
    dilatacao=("Dilatação", 1, 3, 1, 1),
    parados=[{}, {"preenchimento": 1}, {"passo": 1, "dilatacao": 3}],
    alt=lambda **v: (
        f"Uma fila de 12 valores, com preenchimento {v['preenchimento']}; embaixo, uma linha para cada uma das {len(posicoes(**v))} posições do núcleo."
    ),
    legenda=lambda **v: f"Posições em que o núcleo cabe inteiro: {len(posicoes(**v))}. Quadrados: as células que ele lê em cada uma.",
)

# %% [markdown]
# São 5 posições sem preenchimento e 6 com um zero de cada lado: na primeira, a última célula sobra, porque o próximo passo já não cabe.

# %% [markdown]
# ### Exercício 1.2 — O tamanho da saída (1,0 ponto · 10 min)
#
# Escreva `tamanho_saida(h, k, passo=1, preenchimento=0, dilatacao=1)`: o tamanho da saída, num eixo, de uma convolução `nn.Conv2d` com esses argumentos sobre uma entrada
# de tamanho `h`. O resultado é um `int`. O núcleo sempre cabe ao menos uma vez.

# %% tags=["skip-execution"]
dicas(
    "1.2",
    "Com passo 1, sem preenchimento nem dilatação, quantas posições tem um núcleo de tamanho 3 numa fila de 5? E de 6?",
    "O preenchimento entra dos dois lados. Um núcleo de tamanho k com dilatação d vai da primeira à última célula que lê: quantas células isso ocupa?",
    "O início do núcleo pode andar do 0 até (comprimento com preenchimento − células ocupadas pelo núcleo); conte os múltiplos do passo nesse intervalo, o 0 inclusive. A divisão inteira `//` descarta a sobra.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-1.2", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 1.2


def tamanho_saida(h: int, k: int, passo: int = 1, preenchimento: int = 0, dilatacao: int = 1) -> int:
    """O tamanho, num eixo, da saída de nn.Conv2d com núcleo k sobre uma entrada de tamanho h."""
    ### BEGIN SOLUTION
    ocupadas = dilatacao * (k - 1) + 1
    return (h + 2 * preenchimento - ocupadas) // passo + 1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-1.2", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 1.2
verifica(
    "1.2",
    "tamanho_saida",
    [
        Caso("só o núcleo", lambda: tamanho_saida(12, 3), 10, dica="Um núcleo de 3 numa fila de 12: a primeira posição também conta.",
            enganos=[
                Engano(9, "O resultado tem uma posição a menos. Um núcleo de tamanho 3 numa fila de 3 cabe quantas vezes?"),
            ],
        ),
        Caso(
            "passo que não divide certo",
            lambda: tamanho_saida(12, 3, passo=2),
            5,
            dica="A última posição que não cabe inteira é descartada: arredonde para baixo.",
            enganos=[
                Engano(6, "A última posição contada passa do fim da entrada. O que acontece com o que sobra, quando o passo não divide certo?"),
                Engano(4, "O passo dividiu a entrada antes de se descontar o núcleo. Quem anda de passo em passo: a entrada ou o início do núcleo?"),
            ],
        ),
        Caso(
            "preenchimento dos dois lados",
            lambda: tamanho_saida(224, 11, passo=4, preenchimento=2),
            55,
            dica="É a primeira camada da AlexNet. O preenchimento entra à esquerda e à direita.",
            enganos=[
                Engano(54, "O preenchimento entrou de um lado só. Quantos zeros há ao todo, com preenchimento 2?"),
            ],
        ),
        Caso(
            "dilatação",
            lambda: tamanho_saida(12, 3, dilatacao=3),
            6,
            dica="Três células com duas vazias entre elas ocupam sete, e não nove.",
            enganos=[
                Engano(4, "O núcleo dilatado foi contado com d·k células. Depois da última célula lida ainda há células vazias?"),
                Engano(10, "A dilatação não muda o resultado. Quantas células há da primeira à última que um núcleo 3 de dilatação 2 lê?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
lados = observe.given("lados", lambda: torch.randint(60, 400, (8,)).tolist())
nucleos = observe.given("nucleos", lambda: torch.randint(2, 12, (8,)).tolist())
passos = observe.given("passos", lambda: torch.randint(2, 8, (8,)).tolist())
bordas = observe.given("bordas", lambda: torch.randint(1, 6, (8,)).tolist())
dilatacoes = observe.given("dilatacoes", lambda: torch.randint(2, 6, (8,)).tolist())
linhas = list(zip(lados, nucleos, passos, bordas, dilatacoes, strict=True))

observe("só o núcleo", lambda: [tamanho_saida(h, k) for h, k, _, _, _ in linhas], hint="Sem passo nem preenchimento: h − k + 1.")
observe(
    "passo",
    lambda: [tamanho_saida(h, k, s) for h, k, s, _, _ in linhas],
    hint="O que não cabe inteiro no fim é descartado, e a primeira posição conta.",
    weight=2,
)
observe(
    "passo e preenchimento",
    lambda: [tamanho_saida(h, k, s, p) for h, k, s, p, _ in linhas],
    hint="O preenchimento aumenta a entrada dos dois lados.",
    weight=2,
)
observe(
    "dilatação",
    lambda: [tamanho_saida(h, k, dilatacao=d) for h, k, _, _, d in linhas],
    hint="Quantas células há da primeira à última que o núcleo dilatado lê?",
)
observe(
    "tudo junto, pelo nome",
    lambda: [tamanho_saida(h=h, k=k, dilatacao=d, preenchimento=p, passo=s) for h, k, s, p, d in linhas],
    hint="Os quatro efeitos valem ao mesmo tempo.",
    weight=4,
)
observe(
    "o núcleo cabe uma vez só, ou quase não cabe duas",
    lambda: [[tamanho_saida(d * (k - 1) + 1 + sobra, k, s, 0, d) for sobra in (0, s - 1, s)] for _, k, s, _, d in linhas],
    hint="Se o núcleo ocupa a entrada inteira, a saída tem tamanho 1.",
    gate=True,
)
observe("núcleo 1×1", lambda: [tamanho_saida(h, 1, s, 0, d) for h, _, s, _, d in linhas], hint="Um núcleo 1×1 não tem o que dilatar.")
### END HIDDEN TESTS

# %% [markdown]
# Com a sua função, a imagem de 224×224 desce pela AlexNet:

# %% tags=["skip-execution"]
ALEXNET = [("conv1", 11, 4, 2), ("pool1", 3, 2, 0), ("conv2", 5, 1, 2), ("pool2", 3, 2, 0), ("conv3", 3, 1, 1), ("conv4", 3, 1, 1)]
ALEXNET += [("conv5", 3, 1, 1), ("pool5", 3, 2, 0)]  # nome, núcleo, passo, preenchimento


def desce():
    lado, texto = 224, "224"
    for nome, k, passo, preenchimento in ALEXNET:
        lado = int(tamanho_saida(lado, k, passo, preenchimento))
        texto += f" → {nome} {lado}"
    return texto


print(tenta(desce) or "Resolva 1.2 para ver os tamanhos.")

# %% [markdown]
# ## Quanto da imagem cada unidade vê?
#
# Uma unidade da primeira convolução lê um quadrado de $k \times k$ pixels. Uma unidade da segunda lê $k \times k$ unidades da primeira, que juntas leem um quadrado maior. O lado
# do quadrado da imagem que chega a uma unidade é o seu **campo receptivo** (*receptive field*).
#
# Ele se mede: peça ao autograd o gradiente de uma unidade em relação à imagem e conte os pixels em que não é zero. O controle desce pela VGG-16.
#
# > **Seu palpite.** Depois das 13 convoluções 3×3 e das 5 reduções da VGG-16, que lado tem o quadrado que uma unidade vê: 30, 100 ou 200 pixels?

# %% tags=["skip-execution"]
VGG16 = [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"]
NUCLEOS = [(2, 2) if item == "M" else (3, 1) for item in VGG16]  # (núcleo, passo) de cada camada


def campo_medido(camadas):
    """Num eixo: quantos pixels têm gradiente diferente de zero em relação a uma unidade do meio da última camada."""
    h = imagem = torch.zeros(1, 1, 500, requires_grad=True)
    for k, passo in camadas:
        h = nn.functional.conv1d(h, torch.ones(1, 1, k), stride=passo)
    h[0, 0, h.shape[-1] // 2].backward()
    return int((imagem.grad != 0).sum())


NOMES, estagio, quantas = [], 1, 0  # conv1_1, conv1_2, pool1, conv2_1, …
for item in VGG16:
    quantas = 0 if item == "M" else quantas + 1
    NOMES.append(f"pool{estagio}" if item == "M" else f"conv{estagio}_{quantas}")
    estagio += item == "M"


def desenha_campo(n):
    lado = campo_medido(NUCLEOS[:n])
    figura, eixo = plt.subplots(figsize=(3.6, 3.6))
    eixo.add_patch(plt.Rectangle((0, 0), 224, 224, fill=False, edgecolor=cores.PRETO))
    eixo.add_patch(plt.Rectangle((112 - lado / 2,) * 2, lado, lado, facecolor="#cfe6f5", edgecolor=cores.AZUL, hatch="//"))
    eixo.set(xlim=(-6, 230), ylim=(-6, 230), aspect="equal", xticks=[0, 112, 224], yticks=[0, 112, 224], title=NOMES[n - 1])
    return figura


explora(
    desenha_campo,
    n=("Camada da VGG-16", 1, 18, 1, 3),
    parados=[{"n": 3}, {"n": 10}, {"n": 18}],
    alt=lambda n: (
        f"Sobre a imagem de 224×224, o quadrado que uma unidade de {NOMES[n - 1]} vê tem {campo_medido(NUCLEOS[:n])} pixels de lado."
    ),
    legenda=lambda n: (
        f"Uma unidade de {NOMES[n - 1]} vê {campo_medido(NUCLEOS[:n])}×{campo_medido(NUCLEOS[:n])} pixels, medidos pelo gradiente."
    ),
)

# %% [markdown]
# No fim são **212** pixels dos 224: quase a imagem inteira, com núcleos 3×3. As primeiras camadas só podem reconhecer bordas e texturas; as últimas, objetos: é a hierarquia de características.
#
# Sem redução, cada camada acrescenta 2 pixels; depois de cada redução o acréscimo dobra, porque duas unidades vizinhas estão mais longe uma da outra **na imagem**. Essa distância é o **passo efetivo**.

# %% [markdown]
# ### Exercício 1.3 — Campo receptivo (1,5 ponto · 15 min)
#
# Escreva `campo_receptivo(camadas)`. `camadas` é uma lista de pares `(k, passo)`, da primeira à última camada. Devolva dois `int`,
# `(campo, passo_efetivo)`, de uma unidade da última:
#
# - `campo`: quantos pixels da entrada, num eixo, chegam a ela (sem contar as bordas da imagem; o núcleo não é maior que o mapa que lê);
# - `passo_efetivo`: quantos pixels da entrada separam os campos de duas unidades vizinhas.
#
# Sem nenhuma camada, a unidade é o próprio pixel: `(1, 1)`. A lista fica como estava. Os passos nunca são maiores que os núcleos da mesma camada.

# %% tags=["skip-execution"]
dicas(
    "1.3",
    "Desenhe dez pixels em fila e duas camadas de núcleo 3 e passo 1. Quantos pixels chegam a uma unidade da segunda? Troque o passo da primeira por 2 e desenhe de novo.",
    "Uma camada de núcleo k lê k unidades vizinhas da anterior. A primeira delas já traz o campo antigo; cada uma das outras k − 1 acrescenta quantos pixels?",
    "Guarde dois números, ambos começando em 1. A cada camada, o campo cresce (k − 1) vezes o passo efetivo que havia **antes** dela; só então o passo efetivo é multiplicado pelo passo da camada.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-1.3", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 1.3


def campo_receptivo(camadas: list[tuple[int, int]]) -> tuple[int, int]:
    """(campo, passo_efetivo), em pixels da entrada e num eixo, de uma unidade da última das camadas, cada uma (k, passo)."""
    ### BEGIN SOLUTION
    campo, passo_efetivo = 1, 1
    for k, passo in camadas:
        campo += (k - 1) * passo_efetivo
        passo_efetivo *= passo
    return campo, passo_efetivo
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-1.3", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 1.3
def os_dois(camadas):
    return list(campo_receptivo(camadas))


verifica(
    "1.3",
    "campo_receptivo",
    [
        Caso("uma camada", lambda: os_dois([(5, 2)]), [5, 2], dica="Uma camada só: o campo é o núcleo, e o passo efetivo, o passo.",
            enganos=[
                Engano([9, 2], "O passo de uma camada aumentou o campo dela mesma. O que afasta as unidades que ela lê: o passo dela, ou os anteriores?"),
            ],
        ),
        Caso(
            "duas camadas 3×3 de passo 1",
            lambda: os_dois([(3, 1), (3, 1)]),
            [5, 1],
            dica="A segunda camada lê três unidades vizinhas, que partilham pixels.",
            enganos=[
                Engano([9, 1], "O campo é o produto dos núcleos. Com passo 1, duas camadas 3×3 veem 9 pixels de lado, ou menos?"),
                Engano([6, 1], "O campo somou núcleos inteiros. Os quadrados que duas unidades vizinhas veem se sobrepõem: o que a segunda acrescenta?"),
                Engano([5, 2], "O passo efetivo soma os passos. Duas reduções pela metade reduzem a imagem quantas vezes?"),
            ],
        ),
        Caso(
            "passo 2 na última camada",
            lambda: os_dois([(3, 1), (3, 2)]),
            [5, 2],
            dica="O passo de uma camada afasta as unidades dela; quem sente isso são as camadas seguintes.",
            enganos=[
                Engano([7, 2], "As camadas foram percorridas do fim para o começo. O passo da última afasta as unidades de qual camada?"),
            ],
        ),
        Caso(
            "passo 2 na primeira camada",
            lambda: os_dois([(3, 2), (3, 1)]),
            [7, 2],
            dica="As três unidades que a segunda camada lê começam nos pixels 0, 2 e 4; a última vê até qual pixel?",
            enganos=[
                Engano([5, 2], "O campo cresceu como se todos os passos fossem 1. Depois de uma redução, a quantos pixels estão duas unidades vizinhas?"),
            ],
        ),
        Caso("nenhuma camada", lambda: os_dois([]), [1, 1], dica="Sem camadas, a unidade é o próprio pixel."),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
curtas = observe.given("curtas", lambda: [[int(torch.randint(2, 8, ())) + 1, int(torch.randint(2, 4, ()))] for _ in range(6)])
longas = observe.given(
    "longas", lambda: [[[int(torch.randint(3, 9, ())), int(torch.randint(1, 4, ()))] for _ in range(6 + i)] for i in range(4)]
)
sem_passo = observe.given("sem_passo", lambda: torch.randint(2, 12, (9,)).tolist())


def pares(lista):
    return [(k, passo) for k, passo in lista]


def lista_depois():
    lista = pares(longas[0])
    campo_receptivo(lista)
    return lista


observe(
    "uma camada", lambda: [campo_receptivo([par]) for par in pares(curtas)], hint="Com uma camada, o campo é o núcleo e o passo é o dela."
)
observe(
    "sem redução",
    lambda: campo_receptivo([(k, 1) for k in sem_passo]),
    hint="Com passo 1, cada camada acrescenta k − 1 pixels.",
)
observe(
    "duas camadas, nas duas ordens",
    lambda: [campo_receptivo(pares(lista)) for lista in (curtas[:2], curtas[1::-1], curtas[2:4], curtas[3:1:-1])],
    hint="O passo de uma camada só pesa nas camadas que vêm depois dela.",
    weight=2,
)
observe(
    "muitas camadas",
    lambda: [campo_receptivo(pares(lista)) for lista in longas],
    hint="O campo cresce (k − 1) vezes o passo efetivo acumulado até ali.",
    weight=3,
)
observe("nenhuma camada", lambda: campo_receptivo([]), hint="Sem camadas, a unidade é o pixel: (1, 1).", gate=True)
observe("a lista depois da chamada", lista_depois, hint="A lista pertence a quem chamou: percorra-a sem mudá-la.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# Por que a VGG usa só núcleos 3×3? Compare pilhas que veem o mesmo quadrado. O custo é em pesos por par de canais, sem vieses.

# %% tags=["skip-execution"]
pilhas = [(5,), (3, 3), (7,), (3, 3, 3)]
for nucleos in pilhas:
    campo = tenta(lambda nucleos=nucleos: int(campo_receptivo([(k, 1) for k in nucleos])[0]))
    visto = f"vê {campo}×{campo}" if campo else "resolva 1.3 para ver o campo"
    print(f"{' e '.join(f'{k}×{k}' for k in nucleos):15} {sum(k * k for k in nucleos):2} pesos   {len(nucleos)} ReLU   {visto}")

# %% [markdown]
# Três camadas 3×3 veem o mesmo que uma 7×7, com 27 pesos em vez de 49, e com três ReLU em vez de uma: mais dobras por menos pesos. É o argumento de Simonyan e Zisserman (2015),
# e foi o que permitiu dobrar a profundidade. A rede cabe numa lista: números são convoluções; `"M"`, reduções.

# %% [markdown]
# ### Exercício 1.4 — Montar a VGG (1,5 ponto · 20 min)
#
# Escreva `monta_vgg(config, n_classes=1000)`, que devolve um `nn.Sequential` para imagens 3×224×224. Percorrendo `config` na ordem:
#
# - um número $c$: `nn.Conv2d` 3×3 com $c$ canais de saída, preenchimento 1 e viés, seguida de ReLU;
# - `"M"`: *max pooling* 2×2, de passo 2. Há sempre cinco `"M"`, e por isso o último mapa tem 7×7.
#
# Depois, achatar, e três camadas densas com viés: de $49c$ (com o último $c$) para 4096, de 4096 para 4096 e de 4096 para `n_classes`, com ReLU entre elas. A saída são as
# pontuações, sem ativação. A lista fica como estava, e cada chamada cria uma rede nova.
#
# Como no torchvision, pode haver `nn.AdaptiveAvgPool2d(7)` antes de achatar e `nn.Dropout` entre as densas (e só entre elas); não é preciso. Outras camadas com parâmetros, não.
# Não use `torchvision.models` na resposta.

# %% tags=["skip-execution"]
dicas(
    "1.4",
    "Comece pela menor `config`, `[8, 'M', 'M', 'M', 'M', 'M']`, e escreva à mão a lista de camadas que ela pede.",
    "Uma lista de camadas, um laço sobre `config` e uma variável com o número de canais que a próxima convolução recebe. Com que valor ela começa?",
    "No fim do laço, essa variável diz quantos canais chegam às densas: a primeira recebe `canais * 49`. `nn.Sequential(*camadas)` junta tudo.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-1.4", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 1.4


def monta_vgg(config: list[int | str], n_classes: int = 1000) -> nn.Sequential:
    """A VGG de uma lista de canais e "M": imagens (N, 3, 224, 224) → pontuações (N, n_classes)."""
    ### BEGIN SOLUTION
    camadas, canais = [], 3
    for item in config:
        if item == "M":
            camadas.append(nn.MaxPool2d(2))
        else:
            camadas += [nn.Conv2d(canais, item, 3, padding=1), nn.ReLU()]
            canais = item
    camadas += [nn.Flatten(), nn.Linear(canais * 49, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, n_classes)]
    return nn.Sequential(*camadas)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-1.4", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 1.4
CINCO = ["M", "M", "M", "M", "M"]


def no_meta(config, n_classes=1000):
    with torch.device("meta"):
        return monta_vgg(config, n_classes)


def formas(rede):
    """As formas dos parâmetros, em ordem crescente dos números, qualquer que seja a ordem das camadas."""
    return sorted(list(parametro.shape) for parametro in rede.parameters())


def saida_com_pesos_escolhidos():
    """O que a rede [2, 3, "M", …] dá a uma imagem, com pesos que dependem só da forma de cada tensor."""
    rede = no_meta([2, 3, *CINCO], 3).to_empty(device="cpu").eval()
    with torch.no_grad():
        for tensor in rede.parameters():
            passo = torch.arange(1, 12) * 5 % 11 - 5.0
            valores = passo.repeat(tensor.numel() // 11 + 1)[: tensor.numel()].reshape(tensor.shape)
            tensor.copy_(valores / 3 / max(1, valores[0].numel()) ** 0.5)
        imagem = (torch.arange(3 * 224 * 224) % 17 - 8.0).reshape(1, 3, 224, 224)
        return rede(imagem)[0]


verifica(
    "1.4",
    "monta_vgg",
    [
        Caso(
            "as formas dos parâmetros de uma rede estreita",
            lambda: formas(no_meta([2, 5, *CINCO], 7)),
            [[2], [2, 3, 3, 3], [5], [5, 2, 3, 3], [7], [7, 4096], [4096], [4096], [4096, 245], [4096, 4096]],
            dica="Cada convolução recebe os canais que a anterior devolveu, a primeira recebe 3, e a primeira densa, 49 vezes os da última. São três densas, todas com viés.",
            enganos=[
                Engano([[2], [2], [2], [2, 3, 3, 3], [5], [5], [5], [5, 2, 3, 3], [7], [7, 4096], [4096], [4096], [4096, 245], [4096, 4096]], "Há camadas de normalização, que o enunciado não pede. Que camadas com parâmetros a VGG-16 tem?"),
                Engano([[2, 3, 3, 3], [5, 2, 3, 3], [7], [7, 4096], [4096], [4096], [4096, 245], [4096, 4096]], "As convoluções não têm viés. Quantos parâmetros tem a primeira, de 3 para 64 canais?"),
                Engano([[2], [2, 3, 3, 3], [5], [5, 2, 3, 3], [7], [7, 1000], [1000], [1000], [1000, 245], [1000, 1000]], "As densas intermediárias não têm 4096 unidades. Que número o enunciado dá?"),
            ],
        ),
        Caso(
            "a forma da saída",
            lambda: list(no_meta([2, *CINCO], 4)(torch.empty(3, 3, 224, 224, device="meta")).shape),
            [3, 4],
            dica="Achate antes das densas, sem juntar os exemplos do lote: `nn.Flatten()` já deixa o primeiro eixo como está.",
        ),
        Caso(
            "a saída, com pesos escolhidos",
            saida_com_pesos_escolhidos,
            torch.tensor([95.93, -282.482, -112.163]),
            dica="Confira onde há ReLU, e onde não há; e que redução `\"M\"` pede.",
            enganos=[
                Engano(torch.tensor([117.971, -259.458, -103.386]), "As reduções tiram a média de cada quadrado 2×2. O que o nome *max pooling* pede?"),
                Engano(torch.tensor([95.9301, 0.0, 0.0]), "As pontuações passaram por uma ReLU no fim. Uma pontuação pode ser negativa?"),
                Engano(torch.tensor([111.056, -283.757, -120.229]), "Não há ReLU depois das convoluções. Onde a rede ganha as suas dobras?"),
                Engano(torch.tensor([203.353, -893.814, -404.115]), "Não há ReLU entre as densas. Três transformações lineares em fila fazem mais do que uma só?"),
                Engano(torch.tensor([1.0, 0.0, 0.0]), "A saída passou por uma softmax. O enunciado pede probabilidades, ou pontuações?"),
            ],
        ),
        Caso(
            "a VGG-16 inteira",
            lambda: sum(
                p.numel() for p in no_meta([64, 64, "M", 128, 128, "M", *[256] * 3, "M", *[512] * 3, "M", *[512] * 3, "M"]).parameters()
            ),
            138357544,
            dica="São 13 convoluções e 3 densas, todas com viés, e mil classes se nada se disser.",
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
n = observe.given("n", lambda: torch.randint(2, 30, (30,)).tolist())
estreita = observe.given("estreita", lambda: torch.randint(3, 7, (6,)).tolist())


def config_estreita():
    a, b, c, d, e, f = estreita
    return [a, "M", b, c, "M", d, "M", e, "M", f, "M"]


def sem_valores(config, *extras):
    """A rede no dispositivo meta, os nomes dos seus parâmetros na ordem de uso, e a saída."""
    with torch.device("meta"):
        rede, imagem = monta_vgg(config, *extras).eval(), torch.empty(1, 3, 224, 224)
        parametros = dict(rede.named_parameters())
        return rede, [nome for nome in observe.used(rede, imagem) if nome in parametros], rede(imagem)


def formas_por_uso(config, *extras):
    rede, nomes, saida = sem_valores(config, *extras)
    return [[list(rede.get_parameter(nome).shape) for nome in nomes], list(saida.shape), sum(p.numel() for p in rede.parameters())]


def rede_com_valores():
    """Os pesos de todas as camadas são trechos de uma mesma sequência sorteada: muito mais rápido que sortear 17 milhões."""
    rede, nomes, _ = sem_valores(config_estreita(), n[0])
    rede = rede.to_empty(device=observe.device)
    sequencia = torch.randn(100_003, generator=torch.Generator().manual_seed(n[1]))
    with torch.no_grad():
        for memoria in rede.buffers():
            memoria.fill_(1)
        for lugar, nome in enumerate(nomes):
            parametro = rede.get_parameter(nome)
            escala = (2 / parametro[0].numel()) ** 0.5 if parametro.dim() > 1 else 0.5
            voltas = parametro.numel() // len(sequencia) + 1
            valores = sequencia.roll(997 * lugar).repeat(voltas)[: parametro.numel()]
            parametro.copy_(escala * valores.reshape(parametro.shape))
    return rede, nomes


def saida_e_gradientes():
    rede, nomes = rede_com_valores()
    entrada = torch.randn(2, 3, 224, 224, generator=torch.Generator().manual_seed(n[22])).to(observe.device).requires_grad_()
    antes = entrada.detach().clone()
    saida = rede(entrada)
    saida[:, 0].sum().backward()
    return [
        saida,
        rede.get_parameter(nomes[0]).grad,
        entrada.grad[:, :, ::16, ::16],
        (entrada.detach() - antes).abs().max(),
        rede(antes)[:1],
    ]


def config_depois():
    config = config_estreita()
    with torch.device("meta"):
        monta_vgg(config)
    return config


def partilhados():
    with torch.device("meta"):
        uma, outra = monta_vgg(config_estreita()), monta_vgg(config_estreita())
    livres = [p.requires_grad for p in uma.parameters()]
    return [isinstance(uma, nn.Sequential), livres, sum(any(p is q for q in outra.parameters()) for p in uma.parameters())]


def sorteios_fora_do_lugar():
    """Quantas camadas que sorteiam são chamadas antes da primeira densa ou depois da última."""
    chamadas = []
    with torch.device("meta"):
        rede, imagem = monta_vgg(config_estreita()), torch.empty(1, 3, 224, 224)
        for camada in rede.modules():
            camada.register_forward_hook(lambda camada, *_: chamadas.append(camada))
        rede(imagem)
    densas = [lugar for lugar, camada in enumerate(chamadas) if isinstance(camada, nn.Linear)]
    return sum("Dropout" in type(camada).__name__ for camada in chamadas[: densas[0]] + chamadas[densas[-1] :])


calculado = {}


def parte(k):
    if not calculado:
        calculado["tudo"] = saida_e_gradientes()
    return calculado["tudo"][k]


observe(
    "formas dos parâmetros, na ordem de uso",
    lambda: [
        formas_por_uso([n[2], "M", n[3], "M", n[4], n[5], n[6], "M", n[7], "M", n[8], "M"], n[9]),
        formas_por_uso([n[10], n[11], n[12], "M", "M", n[13], "M", "M", "M", n[14]], n[15]),
        formas_por_uso(["M", n[16], "M", "M", n[17], n[18], "M", "M"], n[19]),
    ],
    hint="Confira canais, vieses e o tamanho da primeira densa, que recebe 49 vezes os canais da última convolução.",
    weight=2,
)
observe("mil classes, se nada se disser", lambda: formas_por_uso([n[20], *["M"] * 5, n[21]]), hint="n_classes vale 1000 por padrão.")
observe(
    "saída",
    lambda: parte(0),
    hint="ReLU depois de cada convolução e entre as densas, e nenhuma depois da última; max pooling, e não média.",
    weight=3,
    rtol=1e-3,
)
observe("gradientes", lambda: [parte(1), parte(2)], hint="O gradiente precisa atravessar a rede inteira.", gate=True, rtol=1e-2)
observe("a entrada depois da chamada", lambda: parte(3), hint="A entrada pertence a quem chamou.", gate=True)
observe("segunda chamada", lambda: parte(4), hint="A rede não guarda nada de uma chamada para a outra.", gate=True, rtol=1e-3)
observe(
    "a VGG-16 no dispositivo meta",
    lambda: formas_por_uso([64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"]),
    hint="Com a configuração da VGG-16, os parâmetros são os do torchvision.",
    gate=True,
)
observe("a configuração depois da chamada", config_depois, hint="A lista pertence a quem chamou.", gate=True)
observe("duas chamadas, duas redes", partilhados, hint="A função devolve um nn.Sequential novo a cada chamada, todo treinável.", gate=True)
observe("onde há dropout", sorteios_fora_do_lugar, hint="Se houver dropout, é entre as densas, e nunca depois da última.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## Por que não aumentar mais a profundidade?
#
# A sua `monta_vgg` faz qualquer VGG: basta esticar a lista. Os autores treinaram quatro, de 11 a 19 camadas.

# %% tags=["skip-execution"]
CONFIGS = {
    "VGG-11": [64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"],
    "VGG-13": [64, 64, "M", 128, 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"],
    "VGG-16": VGG16,
    "VGG-19": [64, 64, "M", 128, 128, "M", *[256] * 4, "M", *[512] * 4, "M", *[512] * 4, "M"],
}
figura, eixo = plt.subplots(figsize=(7, 3.2))
for k, (titulo, coluna) in enumerate([("top-5", 1), ("top-1", 0)]):
    profundidades = [publicadas[nome][0] for nome in CONFIGS]
    eixo.plot(profundidades, [acuracias[nome][coluna] for nome in CONFIGS], label=f"VGG, {titulo}", **cores.estilo(k))
    eixo.plot(8, acuracias["AlexNet"][coluna], marker=cores.MARCADORES[k], color=cores.CINZA, linestyle="none")
    eixo.annotate("AlexNet", (8, acuracias["AlexNet"][coluna]), xytext=(6, -4), textcoords="offset points")
eixo.set(xlabel="camadas com pesos", ylabel="acurácia no ImageNet (%)", ylim=(50, 100), xticks=[8, 11, 13, 16, 19])
eixo.legend(loc="lower right")
mostrar(
    figura,
    alt="Acurácia de VGGs com 11, 13, 16 e 19 camadas. Top-5: "
    + "; ".join(f"{br(acuracias[nome][1])} %" for nome in CONFIGS)
    + ". A subida fica cada vez menor. Dois pontos isolados, à esquerda e mais abaixo, são a AlexNet.",
    legenda="Redes do torchvision, um recorte por imagem. Em cinza, a AlexNet, que difere da VGG em mais que a profundidade.",
)


def total_da(nome):
    with torch.device("meta"):
        return sum(p.numel() for p in monta_vgg(CONFIGS[nome]).parameters())


totais = tenta(lambda: [f"{nome}, {br(total_da(nome) / 1e6)} mi" for nome in CONFIGS])
print("Parâmetros das suas redes: " + "; ".join(totais) if totais else "Resolva 1.4 para contar os parâmetros das quatro.")

# %% [markdown]
# De 16 para 19 camadas, três convoluções a mais renderam 0,5 ponto no top-5. Até 2015, raras redes passavam de vinte camadas: dali em diante a acurácia **piora**. He et al. (2016, figura 1) treinaram redes sequenciais
# de 20 e de 56 camadas no CIFAR-10, e a de 56 errou mais, **no treino também**: é a **degradação** (*degradation*). (O artigo em português que deu origem a este curso reproduz a figura e escreve 26; no original são 20.)
#
# Se fosse **sobreajuste** (*overfitting*), a rede funda erraria menos no treino e mais no teste. Ela erra mais nos dois: não decorou demais, decorou de menos.
#
# O fenômeno não é completamente compreendido. Há suspeitos; vamos medi-los, um por um.
#
# ## Primeiro suspeito: o tamanho do gradiente
#
# O gradiente volta pela rede camada por camada. Pela regra da cadeia, o que a camada 4 diz à camada 1 é um **produto**:
#
# $$\frac{\partial f_4}{\partial f_1} = \frac{\partial f_4}{\partial f_3}\,\frac{\partial f_3}{\partial f_2}\,\frac{\partial f_2}{\partial f_1}.$$

# %% tags=["skip-execution"]
from torch.autograd.functional import jacobian

semente(0)
f2, f3, f4 = (nn.Sequential(nn.ReLU(), nn.Linear(16, 16)) for _ in range(3))
h1 = torch.randn(16)  # a saída de f1
h2, h3 = f2(h1).detach(), f3(f2(h1)).detach()
produto = jacobian(f4, h3) @ jacobian(f3, h2) @ jacobian(f2, h1)
autograd = jacobian(lambda h: f4(f3(f2(h))), h1)
print(f"maior diferença entre o produto e o autograd: {(produto - autograd).abs().max():.0e}")
print("normas dos fatores:", *(br(jacobian(f, h).norm().item(), 2) for f, h in ((f2, h1), (f3, h2), (f4, h3))), sep="  ")
print("norma do produto:  ", br(produto.norm().item(), 2))

# %% [markdown]
# O produto é exato. Com 50 camadas ele tem 49 fatores: se cada um encolhe um pouco, quase nada chega; se cada um aumenta um pouco, chega demais. São o **gradiente que se dissipa**
# (*vanishing gradient*) e o **gradiente explosivo** (*exploding gradient*). O que decide é o tamanho dos pesos.
#
# Na figura, uma rede de 50 camadas com os pesos que o PyTorch sorteia se nada se disser, multiplicados por uma escala $s$.
#
# > **Seu palpite.** Com $s = 1$, quanto do gradiente da camada 50 chega à camada 1: um décimo, um milésimo, ou menos? Que $s$ o deixa do mesmo tamanho?


# %% tags=["skip-execution"]
def camadas_sorteadas(n, s, d_in=100, d=100):
    """n camadas lineares, com os pesos e os vieses que o PyTorch sorteia multiplicados por s."""
    camadas = [nn.Linear(d if k else d_in, d) for k in range(n)]
    with torch.no_grad():
        for parametro in (parametro for camada in camadas for parametro in camada.parameters()):
            parametro *= s
    return camadas


semente(0)
entrada, direcao = torch.randn(50, 100), torch.randn(100)


def normas_do_gradiente(s):
    """A norma do gradiente em cada camada, da 1 à 50, em relação à da última."""
    semente(1)
    h, saidas = entrada, []
    for camada in camadas_sorteadas(50, s):
        h = camada(torch.relu(h))
        h.retain_grad()
        saidas.append(h)
    (h @ direcao).sum().backward()
    normas = torch.stack([saida.grad.double().norm() for saida in saidas])
    return normas / normas[-1]


def potencia(valor):
    """O número com um algarismo e a potência de 10: 2·10⁻⁸."""
    algarismo, expoente = f"{valor:.0e}".split("e")
    return f"{algarismo}·10{str(int(expoente)).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


def desenha_gradiente(s):
    figura, eixo = plt.subplots(figsize=(7, 3.2))
    eixo.plot(range(1, 51), normas_do_gradiente(s), markevery=7, **cores.estilo(0))
    eixo.axhline(1, color=cores.CINZA, linestyle=":")
    eixo.set(xlabel="camada", ylabel="norma do gradiente", yscale="log", ylim=(1e-22, 1e14))
    return figura


explora(
    desenha_gradiente,
    s=("Escala s dos pesos", 1.0, 4.0, 0.1, 1.0),
    parados=[{"s": 1.0}, {"s": 2.4}, {"s": 4.0}],
    alt=lambda s: (
        f"Norma do gradiente por camada, eixo logarítmico, s = {br(s)}. Na camada 1 ela é {potencia(normas_do_gradiente(s)[0])} vezes a da camada 50."
    ),
    legenda=lambda s: (
        f"O gradiente volta da camada 50 à 1. Na camada 1 ele tem {potencia(normas_do_gradiente(s)[0])} vezes o tamanho que tinha na 50."
    ),
)

# %% [markdown]
# Com $s = 1$ ele se dissipa: chega à primeira camada com $3\cdot 10^{-20}$ vezes o tamanho. Com $s = 4$ explode. Entre os dois há um valor que o conserva, perto de 2,4.
#
# Esse valor tem nome. O PyTorch sorteia pesos com variância $\frac{1}{3\,\text{fan\_in}}$, em que *fan_in* é o número de entradas da camada. He et al. (2015) mostraram que uma camada com ReLU conserva o tamanho
# se a variância for $\frac{2}{\text{fan\_in}}$: a ReLU zera metade, e o 2 compensa. De uma à outra, $s^2 = 6$, $s \approx 2{,}45$. É a **inicialização He**; a aula 04 faz a conta.

# %% [markdown]
# ### Exercício 1.5 — Uma rede densa, tão funda quanto se queira (1,0 ponto · 15 min)
#
# Escreva `mlp_profunda(d_in, largura, n_camadas, d_out)`, que devolve um `nn.Sequential`: `n_camadas` vezes (`nn.Linear`, ReLU), a primeira de `d_in` para `largura` e as outras
# de `largura` para `largura`; depois, uma última `nn.Linear` de `largura` para `d_out`, sem ativação. Aqui $n\_camadas \ge 1$.
#
# Todas as lineares, a última inclusive, nascem com a inicialização He: pesos de uma distribuição **normal** de média 0 e variância $2/\text{fan\_in}$, sorteados um a um, independentes
# entre camadas e entre chamadas; e vieses iguais a zero.

# %% tags=["skip-execution"]
dicas(
    "1.5",
    "Com n_camadas = 3, escreva a lista de camadas à mão: quantas lineares, quantas ReLU, e que tamanhos?",
    "`nn.init.normal_(tensor, std=…)` sorteia no lugar, e pede o **desvio padrão**. O fan_in de uma linear é `camada.in_features`. Para os vieses há `nn.init.zeros_`.",
    "Monte a lista de camadas com um laço, junte com `nn.Sequential(*camadas)` e, por fim, percorra as lineares: o desvio padrão é a raiz de 2 sobre o número de entradas de cada uma.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-1.5", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 1.5


def mlp_profunda(d_in: int, largura: int, n_camadas: int, d_out: int) -> nn.Sequential:
    """n_camadas × (Linear, ReLU) e uma Linear de saída, com inicialização He: (N, d_in) → (N, d_out)."""
    ### BEGIN SOLUTION
    camadas = []
    for entradas in [d_in] + [largura] * (n_camadas - 1):
        camadas += [nn.Linear(entradas, largura), nn.ReLU()]
    rede = nn.Sequential(*camadas, nn.Linear(largura, d_out))
    for linear in rede[::2]:
        nn.init.normal_(linear.weight, std=math.sqrt(2 / linear.in_features))
        nn.init.zeros_(linear.bias)
    return rede
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-1.5", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 1.5
def lineares(rede):
    return [camada for camada in rede.modules() if isinstance(camada, nn.Linear)]


def com_pesos_dados(n_camadas):
    """A saída, nos pontos −3, 0,5 e 3, da rede de uma unidade por camada com todos os pesos −1 e todos os vieses 1."""
    rede = mlp_profunda(1, 1, n_camadas, 1)
    with torch.no_grad():
        for linear in lineares(rede):
            linear.weight.fill_(-1)
            linear.bias.fill_(1)
        return rede(torch.tensor([[-3.0], [0.5], [3.0]]))[:, 0]


def variancia_vezes_entradas():
    return [round(linear.weight.var().item() * linear.in_features, 1) for linear in lineares(mlp_profunda(400, 800, 2, 400))]


verifica(
    "1.5",
    "mlp_profunda",
    [
        Caso(
            "tamanho de cada linear, com três camadas",
            lambda: sorted([linear.in_features, linear.out_features] for linear in lineares(mlp_profunda(40, 16, 3, 10))),
            [[16, 10], [16, 16], [16, 16], [40, 16]],
            dica="n_camadas conta os pares (Linear, ReLU); a linear de saída vem além deles.",
            enganos=[
                Engano([[16, 10], [16, 16], [40, 16]], "A rede tem uma camada oculta a menos. A linear de saída conta em n_camadas?"),
            ],
        ),
        Caso(
            "uma e duas camadas de uma unidade, pesos −1 e vieses 1, entradas −3, 0,5 e 3",
            lambda: torch.stack([com_pesos_dados(1), com_pesos_dados(2)]),
            torch.tensor([[-3.0, 0.5, 1.0], [1.0, 0.5, 0.0]]),
            dica="Com uma camada, y = 1 − ReLU(1 − x). Há uma ReLU depois de cada linear, menos da última.",
            enganos=[
                Engano(torch.tensor([[0.0, 0.5, 1.0], [1.0, 0.5, 0.0]]), "A saída passou por uma ReLU. As pontuações podem ser negativas?"),
                Engano(torch.tensor([[-3.0, 0.5, 3.0], [4.0, 0.5, -2.0]]), "Não há ReLU entre as lineares. Quantas camadas lineares em fila são precisas para imitar uma só?"),
            ],
        ),
        Caso(
            "os vieses nascem em zero",
            lambda: sum(linear.bias.abs().sum().item() for linear in lineares(mlp_profunda(4, 5, 3, 2))),
            0.0,
            dica="O PyTorch também sorteia os vieses, se nada se disser.",
        ),
        Caso(
            "variância dos pesos × número de entradas, em cada linear (arredondada)",
            variancia_vezes_entradas,
            [2.0, 2.0, 2.0],
            dica="A variância é 2/fan_in em todas, a última inclusive; `normal_` pede o desvio padrão, que é a raiz dela.",
            enganos=[
                Engano([1.0, 2.0, 4.0], "A variância usa o número de saídas da camada. O fan_in conta as entradas ou as saídas?"),
                Engano([0.3, 0.3, 0.3], "Os pesos têm a variância que o PyTorch dá, seis vezes menor que a de He. Onde a sua rede os troca?"),
                Engano([2.0, 2.0, 0.3], "A última linear ficou com a inicialização do PyTorch. O enunciado a deixa de fora?"),
                Engano([0.0, 0.0, 0.0], "O desvio padrão dos pesos é 2/fan_in, que devia ser a variância. O que `normal_` recebe em `std`?"),
                Engano([1.0, 1.0, 1.0], "A variância dos pesos é 1/fan_in, metade da pedida. O que a ReLU faz com metade dos valores?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
d = observe.given("d", lambda: [torch.randint(a, b, ()).item() for a, b in ((3, 9), (10, 40), (2, 9), (150, 200), (350, 420), (150, 200))])
camadas = observe.given("camadas", lambda: int(torch.randint(3, 7, ())))
x = observe.given("x", lambda: torch.randn(6, d[0], device=observe.device))
v = observe.given("v", lambda: torch.randn(6, d[2], device=observe.device))


def em_ordem_de_uso(rede, entradas):
    parametros = dict(rede.named_parameters())
    x = torch.zeros(2, entradas, device=next(rede.parameters()).device)
    return [parametros[nome] for nome in observe.used(rede, x) if nome in parametros]


def preenchida(n_camadas, d_out=d[2]):
    rede = mlp_profunda(d[0], d[1], n_camadas, d_out).to(observe.device)
    with torch.no_grad():
        for lugar, p in enumerate(em_ordem_de_uso(rede, d[0])):
            sorteio = torch.Generator().manual_seed(1000 * d[3] + lugar)
            p.copy_(torch.randn(p.shape, generator=sorteio) / (p.shape[-1] ** 0.5 if p.dim() > 1 else 5))
    return rede


def gradientes():
    rede, folha = preenchida(camadas), x.clone().requires_grad_()
    (rede(folha) * v).sum().backward()
    return [folha.grad, *[p.grad for p in em_ordem_de_uso(rede, d[0])]]


def formas():
    redes = [mlp_profunda(d[0], d[1], n, d[2]) for n in (1, 2, camadas, camadas + 9)]
    usados = [[[list(p.shape), p.requires_grad] for p in em_ordem_de_uso(rede, d[0])] for rede in redes]
    return [usados, [sum(p.numel() for p in rede.parameters()) for rede in redes], [isinstance(rede, nn.Sequential) for rede in redes]]


grande = []


def pesos():
    """Os pesos recém-sorteados de uma rede larga, em float64, na ordem de uso."""
    if not grande:
        grande.extend(p.detach().double() for p in em_ordem_de_uso(mlp_profunda(d[3], d[4], 3, d[5]), d[3]))
    return [p for p in grande if p.dim() == 2]


def vieses():
    pesos()
    return [[p.abs().max(), len(p)] for p in grande if p.dim() == 1]


def curtose(W):
    desvio = W - W.mean()
    return (desvio**4).mean() / (desvio**2).mean() ** 2


def entre_linhas(W):
    """A média do quadrado do produto de duas linhas diferentes, em relação ao que se espera de linhas independentes."""
    G = W @ W.T
    fora = G - G.diag().diag()
    return (fora**2).sum() / (len(W) * (len(W) - 1)) * W.shape[1] / 4


def correlacao(A, B):
    return (A * B).mean() / (A.std() * B.std())


def parecidas():
    outra = [p.detach().double() for p in em_ordem_de_uso(mlp_profunda(d[3], d[4], 3, d[5]), d[3]) if p.dim() == 2]
    primeiros = pesos()
    entre_chamadas = [correlacao(A, B) for A, B in zip(primeiros, outra, strict=True)]
    iguais = [
        correlacao(primeiros[1], primeiros[2]),
        correlacao(primeiros[1], primeiros[2].T),
        correlacao(primeiros[0], primeiros[1][:, : d[3]]),
    ]
    return entre_chamadas + iguais


observe(
    "formas dos parâmetros",
    formas,
    hint="São n_camadas lineares com ReLU e mais uma, de saída, todas com viés e todas treináveis.",
    gate=True,
)
observe(
    "saída, com pesos dados",
    lambda: [preenchida(camadas)(x.clone()), preenchida(1)(x.clone()), preenchida(2, 1)(x.clone())],
    hint="ReLU depois de cada linear, menos da última; com uma saída só, a forma ainda é (N, 1).",
)
observe(
    "desvio padrão dos pesos",
    lambda: [W.std().item() for W in pesos()],
    hint="Inicialização He: variância 2/fan_in em todas as lineares, a última inclusive.",
    rtol=0.04,
)
observe("vieses ao nascer", vieses, hint="Os vieses nascem em zero.", gate=True)
observe("média dos pesos", lambda: [(W.mean() / W.std()).item() for W in pesos()], hint="A média dos pesos é 0.", gate=True, atol=0.05)
observe(
    "a distribuição",
    lambda: curtose(torch.cat([(W / W.std()).flatten() for W in pesos()])).item(),
    hint="Os pesos vêm de uma distribuição normal, não de uma uniforme nem de uma cortada.",
    gate=True,
    rtol=0.04,
)
observe(
    "pesos independentes dentro da camada",
    lambda: [entre_linhas(W).item() for W in pesos()],
    hint="Cada peso é sorteado sem olhar os outros.",
    gate=True,
    rtol=0.15,
)
observe(
    "pesos independentes entre camadas e entre chamadas",
    lambda: [valor.item() for valor in parecidas()],
    hint="Cada camada, e cada rede, tem o seu próprio sorteio: não fixe a semente nem copie pesos.",
    gate=True,
    atol=0.06,
)
observe("gradiente", gradientes, hint="O gradiente precisa chegar a todas as camadas.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# A próxima célula pega a sua rede, com 50 camadas, e a mesma rede com os pesos que o PyTorch sortearia, e mede o gradiente da função de perda nos pesos da primeira camada.
# Os dados são os do MNIST-1D (Greydanus, 2020): dez dígitos desenhados como sinais de 40 números, 4.000 para treinar e 1.000 para testar.

# %% tags=["skip-execution"]
X, y, X_teste, y_teste = (parte.to(dispositivo()) for parte in dados.mnist1d())
perda = nn.functional.cross_entropy


def lineares_de(rede):
    return [camada for camada in rede.modules() if isinstance(camada, nn.Linear)]


def gradiente_na_primeira(n, he):
    """A norma do gradiente da perda nos pesos da primeira linear de uma mlp_profunda de n camadas."""
    semente(0)
    rede = mlp_profunda(40, 100, n, 10)
    for camada in [] if he else lineares_de(rede):
        camada.reset_parameters()
    rede.to(X.device)
    perda(rede(X), y).backward()
    return lineares_de(rede)[0].weight.grad.norm().item()


normas_gravadas = {("He", 2): 0.61, ("He", 50): 0.42, ("PyTorch", 2): 0.058, ("PyTorch", 50): 3.2e-21}
normas = tenta(lambda: {(nome, n): gradiente_na_primeira(n, nome == "He") for nome, n in normas_gravadas})
for (nome, n), norma in (normas or normas_gravadas).items():
    print(f"{nome:7}  {n:2d} camadas   {norma:.1e}".replace(".", ","))
if normas is None:
    print("Números gravados: resolva 1.5 para medir você mesmo.")

# %% [markdown]
# Com He, a rede de 50 camadas recebe na primeira um gradiente da mesma ordem que a de 2: nem se dissipou, nem explodiu. O primeiro suspeito está afastado, **ao menos
# no começo do treino**. He et al. (2016) também o afastaram: as suas redes sequenciais usavam normalização em lotes (aula 05), os gradientes tinham tamanho saudável, e a degradação
# estava lá.
#
# ## Segundo suspeito: a direção do gradiente
#
# Um gradiente de bom tamanho pode ser inútil se mudar de direção a cada passo. A pergunta é: em dois pontos **vizinhos**, ele é parecido?
#
# Tome uma rede de uma entrada e uma saída. A derivada $dy/dx$ é um número por ponto, e cabe num gráfico. São 256 pontos em $[-2, 2)$, largura 200, pesos e vieses com a variância de He
# (com vieses zero e uma só entrada, todas as dobras cairiam em $x = 0$).
#
# > **Seu palpite.** Com uma camada, $dy/dx$ é uma escada suave. E com 50, sendo o tamanho o mesmo?


# %% tags=["skip-execution"]
grade = torch.arange(256) / 64 - 2
HE = math.sqrt(6)  # a escala s que leva a variância do PyTorch à de He


def rede_de_uma_entrada(n, s=HE, soma=False):
    """(N, 1) → (N, 1), com n camadas ocultas de 200 unidades; com `soma`, cada uma soma à anterior o que calcula."""
    primeira, *outras = camadas_sorteadas(n, s, d_in=1, d=200)
    (ultima,) = camadas_sorteadas(1, s, d_in=200, d=1)

    def f(x):
        h = primeira(x)
        for camada in outras:
            h = h * soma + camada(torch.relu(h))
        return ultima(torch.relu(h))

    return f


def derivada(f, x):
    """dy/dx em cada ponto. Como cada linha de f só depende da sua, a derivada da soma das saídas traz todas de uma vez."""
    entrada = x.reshape(-1, 1).requires_grad_()
    return torch.autograd.grad(f(entrada).sum(), entrada)[0][:, 0]


figura, eixos = plt.subplots(1, 2, figsize=(9, 2.8))
for eixo, n in zip(eixos, (1, 50), strict=True):
    semente(3)
    g = derivada(rede_de_uma_entrada(n), grade)
    eixo.plot(grade, g, color=cores.AZUL, linewidth=1)
    eixo.set(title=f"{n} camada{'s' * (n > 1)}", xlabel="x", xticks=range(-2, 3))
eixos[0].set_ylabel("dy/dx")
mostrar(
    figura,
    alt="Duas curvas de dy/dx. Com uma camada, poucos degraus pequenos e uma subida geral. Com 50, saltos para cima e para baixo em toda parte.",
    legenda="A derivada da saída em relação à entrada, com os pesos recém-sorteados. Mesma escala de pesos nas duas redes.",
)

# %% [markdown]
# É o **gradiente quebrado** (*shattered gradient*; Balduzzi et al., 2017): a curva da rede funda parece ruído. O zigue-zague do começo da aula reaparece aqui: muitas dobras, e em cada uma o gradiente salta.
# Para comparar redes é preciso um número. A **autocorrelação** (*autocorrelation*) diz quanto o gradiente num ponto se parece com o gradiente $k$ pontos adiante. Com $g_t$ o gradiente no ponto $t$
# **menos a sua média**,
#
# $$r_k = \frac{\sum_{t} g_t\, g_{t+k}}{\sum_{t} g_t^2}, \qquad k = 0, 1, \dots, n - 1.$$
#
# $r_0$ é sempre 1. Numa curva suave, $r_1$ é quase 1; em ruído puro, quase 0.

# %% [markdown]
# ### Exercício 1.6 — A autocorrelação do gradiente (1,0 ponto · 20 min)
#
# Escreva `autocorrelacao_gradiente(f, x)`. `x` tem forma `(n,)`; `f` leva um tensor `(n, 1)` a outro `(n, 1)`, linha por linha. Com $g = dy/dx$ menos a sua média, devolva o tensor
# `(n,)` com $r_0, \dots, r_{n-1}$, em que a soma de cima corre só pelos $n - k$ pares que existem, e a de baixo por todos os pontos.
#
# - Se o gradiente for constante ($f$ é uma reta), $g = 0$ e a fração não existe: por convenção, o resultado é $1, 0, 0, \dots$
# - O resultado tem o `dtype` de `x`, e é diferenciável: quem tiver $f$ com parâmetros pode derivar $r_1$ em relação a eles (`create_graph=True` em `torch.autograd.grad`).
# - `x` e os parâmetros de `f` ficam como estavam, `.grad` inclusive.

# %% tags=["skip-execution"]
dicas(
    "1.6",
    "Comece por x = −1, 0, 1, 2 e f(x) = x²: quanto é g antes e depois de tirar a média? E r₁?",
    "`torch.autograd.grad` devolve o gradiente sem tocar em `.grad`. A entrada precisa de `requires_grad`; faça isso numa cópia, para que x fique como estava.",
    "Para cada k, multiplique `g[: n - k]` por `g[k:]` e some; `torch.stack` junta os n resultados. Divida pela soma dos quadrados, mas antes veja se g é zero em toda parte (a menos de arredondamento).",
)

# %% nbgrader={"grade": false, "grade_id": "ex-1.6", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 1.6


def autocorrelacao_gradiente(f, x: torch.Tensor) -> torch.Tensor:
    """A autocorrelação r_0, …, r_{n−1} de dy/dx nos pontos x.

    f: função de (n, 1) em (n, 1), linha por linha. x: (n,). Devolve (n,).
    """
    ### BEGIN SOLUTION
    n = len(x)
    pontos = x if x.requires_grad else x.clone().requires_grad_()
    (gradiente,) = torch.autograd.grad(f(pontos.reshape(n, 1)).sum(), pontos, create_graph=True)
    g = gradiente - gradiente.mean()
    arredondamento = 8 * torch.finfo(x.dtype).eps * gradiente.detach().abs().max()
    if g.detach().abs().max() <= arredondamento:
        return torch.eye(n, dtype=x.dtype, device=x.device)[0]
    return torch.stack([(g[: n - k] * g[k:]).sum() for k in range(n)]) / (g * g).sum()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-1.6", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 1.6
quatro = torch.tensor([-1.0, 0.0, 1.0, 2.0])


def quadrado(entrada):
    return entrada**2


def x_depois():
    pontos = quatro.clone()
    autocorrelacao_gradiente(quadrado, pontos)
    return [pontos, pontos.requires_grad]


def derivada_de_r1():
    a = torch.tensor(0.5, requires_grad=True)
    return torch.autograd.grad(autocorrelacao_gradiente(lambda entrada: torch.sin(a * entrada), quatro.clone())[1], a)[0]


verifica(
    "1.6",
    "autocorrelacao_gradiente",
    [
        Caso(
            "f(x) = x² em −1, 0, 1, 2",
            lambda: autocorrelacao_gradiente(quadrado, quatro.clone()),
            torch.tensor([1.0, 0.25, -0.3, -0.45]),
            dica="O gradiente é −2, 0, 2, 4; menos a média, −3, −1, 1, 3. Para k = 1 há três pares; o denominador soma os quatro quadrados.",
            enganos=[
                Engano(torch.tensor([1.0, -0.2, -0.6, -0.2]), "A conta deu a volta, e juntou os últimos pontos com os primeiros. Quantos pares existem para k = n − 1?"),
                Engano(torch.tensor([1.0, 0.0277778, -0.388889, -0.138889]), "A medida é a da saída y, e não a de dy/dx. Onde a sua conta deriva?"),
                Engano(torch.tensor([1.0, 0.3, -0.4, -0.4]), "O gradiente veio de diferenças entre vizinhos. O que ele dá quando os pontos estão longe, ou fora de ordem?"),
                Engano(torch.tensor([1.0, 0.333333, -0.6, -1.8]), "Cada soma foi dividida pelo número dos seus pares. O denominador do enunciado depende de k?"),
                Engano(torch.tensor([20.0, 5.0, -6.0, -9.0]), "Falta dividir pela soma dos quadrados. Quanto deve valer r₀?"),
                Engano(torch.tensor([1.0, 0.333333, -0.166667, -0.333333]), "A média do gradiente não foi tirada. Uma reta somada a f deveria mudar a correlação?"),
                Engano(torch.tensor([1.0, 0.0, -0.5, 0.0]), "O sinal do gradiente se perdeu. Um gradiente que troca de sinal a cada ponto é correlacionado com o vizinho?"),
            ],
        ),
        Caso(
            "uma reta",
            lambda: autocorrelacao_gradiente(lambda entrada: 3 * entrada + 1, quatro.clone()),
            torch.tensor([1.0, 0.0, 0.0, 0.0]),
            dica="O gradiente é 3 em toda parte; menos a média, zero. Que fração aparece, e que convenção o enunciado dá?",
        ),
        Caso(
            "o tipo de x",
            lambda: autocorrelacao_gradiente(quadrado, quatro.double()),
            torch.tensor([1.0, 0.25, -0.3, -0.45], dtype=torch.float64),
            dica="O resultado tem o dtype de x.",
        ),
        Caso(
            "x fica como estava",
            x_depois,
            [quatro, False],
            fato="x mudou com a chamada.",
            dica="`x.requires_grad_()` muda o tensor de quem chamou; uma cópia, não.",
        ),
        Caso(
            "o resultado é diferenciável",
            derivada_de_r1,
            torch.tensor(0.0141319),
            dica="`create_graph=True` guarda a conta do gradiente, para que se possa derivá-la também.",
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
n = observe.given("n", lambda: int(torch.randint(12, 30, ())))
x = observe.given("x", lambda: 3 * torch.rand(n, device=observe.device) - 1.5)
x64 = observe.given(
    "x64",
    lambda: (
        torch.linspace(-2, 2, n + 3, dtype=torch.float64, device=observe.device)
        + torch.rand((), dtype=torch.float64, device=observe.device)
    ),
)
W = observe.given(
    "W",
    lambda: [
        torch.randn(1, 16, device=observe.device),
        torch.randn(16, 16, device=observe.device) / 4,
        torch.randn(16, 1, device=observe.device),
    ],
)
b = observe.given("b", lambda: [torch.randn(16, device=observe.device), torch.randn(16, device=observe.device) / 4])
inclinacao = observe.given("inclinacao", lambda: int(torch.randint(2, 9, ())))
passeio = observe.given("passeio", lambda: torch.randn(3, device=observe.device))


def suave(entrada):
    return torch.tanh(torch.tanh(entrada @ W[0] + b[0]) @ W[1] + b[1]) @ W[2]


def quebrada(entrada):
    return torch.relu(torch.relu(entrada @ W[0] + b[0]) @ W[1] + b[1]) @ W[2]


def ondas(entrada):
    a, c, e = passeio.to(entrada.dtype)
    return torch.sin((3 + a) * entrada) + e * entrada**2 + torch.cos(4 * entrada + c)


def reta(entrada):
    return inclinacao * entrada - 2


def modulo():
    rede = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1)).to(observe.device)
    observe.fill(rede)
    return rede


def gradiente_do_resultado():
    rede = modulo().double()  # em float32 a ordem das somas já mudaria as últimas casas
    (autocorrelacao_gradiente(rede, x.double())[1:4] * passeio).sum().backward()
    return [p.grad for p in rede.parameters()][:3]


def parametros_depois():
    rede = modulo()
    for p in rede.parameters():
        p.grad = p.detach().clone()
    rede[0].eval()
    autocorrelacao_gradiente(rede, x.clone())
    return [[p, p.grad, p.requires_grad] for p in rede.parameters()] + [m.training for m in rede.modules()]


def x_depois():
    pontos, folha = x.clone(), x.clone().requires_grad_()
    folha.grad = 2 * x
    autocorrelacao_gradiente(suave, pontos)
    autocorrelacao_gradiente(suave, folha)
    return [pontos, pontos.requires_grad, folha, folha.grad, folha.requires_grad]


observe(
    "uma rede suave",
    lambda: autocorrelacao_gradiente(suave, x.clone()),
    hint="Tire a média do gradiente, some só os pares que existem e divida sempre pela mesma soma dos quadrados.",
    weight=2,
)
observe(
    "uma rede com ReLU, pontos em ordem",
    lambda: autocorrelacao_gradiente(quebrada, x.sort().values),
    hint="O gradiente é o de f em cada ponto, e não uma diferença entre pontos vizinhos.",
)
observe(
    "ondas",
    lambda: autocorrelacao_gradiente(ondas, x.sort().values),
    hint="r_k pode ser negativo; r_0 é 1; são n valores.",
)
observe(
    "x que já pede gradiente", lambda: autocorrelacao_gradiente(suave, x.clone().requires_grad_()), hint="x pode chegar com requires_grad."
)
observe("float64", lambda: autocorrelacao_gradiente(ondas, x64.clone()), hint="O resultado tem o dtype de x, na conta inteira.", gate=True)
observe(
    "gradiente constante",
    lambda: [autocorrelacao_gradiente(reta, x.clone()), autocorrelacao_gradiente(reta, x[:1].clone())],
    hint="Se o gradiente é o mesmo em toda parte, o resultado é 1, 0, 0, …",
    gate=True,
)
observe(
    "derivada do resultado",
    gradiente_do_resultado,
    hint="O resultado precisa continuar ligado aos parâmetros de f: create_graph=True, e nada de .detach().",
    gate=True,
    rtol=1e-5,
    atol=1e-8,
)
observe("os parâmetros de f depois", parametros_depois, hint="Calcular o gradiente não muda f, nem o .grad dos seus parâmetros.", gate=True)
observe("x depois", x_depois, hint="x pertence a quem chamou: valores, requires_grad e .grad ficam como estavam.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## A profundidade quebra o gradiente?
#
# Mova a profundidade. Em cima, a derivada de uma rede; embaixo, $r_1$ em função da profundidade, média de dez redes. A medida é a **sua** `autocorrelacao_gradiente`.
#
# > **Seu palpite.** Com que profundidade $r_1$ cai abaixo de 0,9? E se cada camada **somasse** a $h$ o que calcula, em vez de pôr outra coisa no lugar?


# %% tags=["skip-execution"]
PROFUNDIDADES = (1, 5, 10, 20, 35, 50)


def r1(n, s=HE, soma=False, redes=10):
    """r₁ médio de algumas redes recém-sorteadas."""
    valores = []
    for k in range(redes):
        semente(k)
        valores.append(autocorrelacao_gradiente(rede_de_uma_entrada(n, s, soma), grade)[1].item())
    return sum(valores) / redes


r1_gravados = {"sequencial": [0.98, 0.96, 0.94, 0.93, 0.86, 0.80], "com soma": [0.98, 0.97, 0.97, 0.93, 0.90, 0.88]}
r1_medidos = tenta(lambda: {nome: [r1(n, soma=nome == "com soma") for n in PROFUNDIDADES] for nome in r1_gravados})
if r1_medidos is None:
    print("Números gravados: resolva 1.6 para medir você mesmo.")
for nome, valores in (r1_medidos or r1_gravados).items():
    print(f"{nome:10}", *(f"{n:2d}: {br(valor, 2)}  " for n, valor in zip(PROFUNDIDADES, valores, strict=True)))


# %% tags=["skip-execution"]
def rede_do_controle(n):
    semente(3)
    return rede_de_uma_entrada(n)


def desenha_quebra(n):
    figura, (cima, baixo) = plt.subplots(2, 1, figsize=(7, 4.8))
    cima.plot(grade, derivada(rede_do_controle(n), grade), color=cores.AZUL, linewidth=1)
    cima.set(xlabel="x", xticks=range(-2, 3), ylabel="dy/dx", title=f"{n} camada{'s' * (n > 1)}")
    for k, (nome, valores) in enumerate((r1_medidos or r1_gravados).items()):
        baixo.plot(PROFUNDIDADES, valores, label=nome, **cores.estilo(k))
    baixo.axvline(n, color=cores.CINZA, linestyle=":")
    baixo.set(xlabel="camadas", ylabel="$r_1$ médio", ylim=(0.7, 1.01))
    baixo.set_yticks([0.7, 0.8, 0.9, 1], ["0,7", "0,8", "0,9", "1"])
    baixo.legend(loc="lower left")
    figura.tight_layout()
    return figura


def resume_quebra(n):
    desta = tenta(lambda: autocorrelacao_gradiente(rede_do_controle(n), grade)[1].item())
    return f"Profundidade {n}. " + (f"Nesta rede, r₁ = {br(desta, 2)}." if desta is not None else "Resolva 1.6 para ver o r₁ desta rede.")


explora(
    desenha_quebra,
    n=("Número de camadas", 1, 50, 1, 1),
    parados=[{"n": 1}, {"n": 10}, {"n": 50}],
    alt=lambda n: (
        "Em cima, dy/dx, com saltos mais frequentes quanto mais funda a rede. Embaixo, r₁ médio cai com a profundidade, menos na rede com soma. "
        + resume_quebra(n)
    ),
    legenda=resume_quebra,
)

# %% [markdown]
# Com uma camada, $r_1$ é **0,98**; com 50, **0,80**, entre pontos que estão a 1/64 um do outro; cai abaixo de 0,9 entre 20 e 35. Com a soma, cai só a **0,88**: a ideia da aula 02 já aparece aqui. Cada rede dá um valor
# diferente (a do controle, com 50 camadas, dá 0,68), e por isso a figura de baixo é uma média.
#
# **Quebrado não é o mesmo que dissipado.** A célula compara a escala de He com a do PyTorch, em tamanho e em correlação.

# %% tags=["skip-execution"]
contraste_gravado = {("He", 1): (1.2, 0.98), ("He", 50): (1.2, 0.80), ("PyTorch", 1): (0.22, 0.98), ("PyTorch", 50): (1.3e-20, 0.95)}


def tamanho_medio(n, s):
    """O valor absoluto médio de dy/dx, em dez redes."""
    total = 0.0
    for k in range(10):
        semente(k)
        total += derivada(rede_de_uma_entrada(n, s), grade).abs().mean().item() / 10
    return total


ESCALAS = {"He": HE, "PyTorch": 1.0}
contraste = tenta(lambda: {(nome, n): (tamanho_medio(n, ESCALAS[nome]), r1(n, ESCALAS[nome])) for nome, n in contraste_gravado})
for (nome, n), (tamanho, correlacao) in (contraste or contraste_gravado).items():
    print(f"{nome:8} {n:2d} camada{'s' if n > 1 else ' '}   |dy/dx| médio {tamanho:.0e}   r₁ {br(correlacao, 2)}")
if contraste is None:
    print("Números gravados: resolva 1.6 para medir você mesmo.")

# %% [markdown]
# Com os pesos do PyTorch e 50 camadas, o gradiente tem tamanho $10^{-20}$: **dissipou-se**. E no entanto é suave, com $r_1$ de **0,95**. Com He ele tem o tamanho de sempre e está **quebrado**. São
# dois defeitos independentes: a inicialização cura o primeiro e deixa o segundo à vista.
#
# ## De onde vêm os estilhaços?
#
# "Repare que uma mudança em $f_1$ altera todas as funções subsequentes": cada fator do produto é calculado **no ponto** que as camadas anteriores entregam. Mude um pouco os pesos da primeira camada, e
# em todas as seguintes algumas ReLU trocam de lado; cada troca muda um fator.
#
# > **Seu palpite.** Os pesos da camada 1 mudam 1 %, ao acaso. Numa rede de 50 camadas, quantos por cento muda a saída? E o gradiente na camada 1?


# %% tags=["skip-execution"]
def mudancas(n, redes=5):
    """Mudança relativa, em %, da saída da camada n e do gradiente na camada 1, quando os pesos da camada 1 mudam 1 %."""
    totais = [0.0, 0.0]
    for k in range(redes):
        semente(k)
        primeira, *outras = camadas_sorteadas(50, HE, d_in=40)[:n]
        ruido = torch.randn_like(primeira.weight)
        ruido *= 0.01 * primeira.weight.norm() / ruido.norm()
        direcao, resultados = torch.randn(100), []
        for peso in (primeira.weight, primeira.weight + ruido):
            h = h1 = nn.functional.linear(X[:200].cpu(), peso.detach(), primeira.bias.detach()).requires_grad_()
            for camada in outras:
                h = camada(torch.relu(h))
            resultados.append((h.detach(), torch.autograd.grad((torch.relu(h) @ direcao).sum(), h1)[0]))
        for i, (antes, depois) in enumerate(zip(*resultados, strict=True)):
            totais[i] += 100 * ((depois - antes).norm() / antes.norm()).item() / redes
    return totais


figura, eixo = plt.subplots(figsize=(7, 3.2))
mudou = {n: mudancas(n) for n in PROFUNDIDADES}
for k, (nome, i) in enumerate([("a saída", 0), ("o gradiente na camada 1", 1)]):
    eixo.plot(PROFUNDIDADES, [mudou[n][i] for n in PROFUNDIDADES], label=nome, **cores.estilo(k))
eixo.set(xlabel="camadas", ylabel="mudança (%)", ylim=(0, 70))
eixo.legend()
mostrar(
    figura,
    alt=f"Mudança em função da profundidade. A da saída fica perto de 1 %. A do gradiente sobe de {br(mudou[1][1], 0)} % com 1 camada a {br(mudou[50][1], 0)} % com 50.",
    legenda="Os pesos da primeira camada mudam 1 %. Média de cinco redes, em 200 sinais do MNIST-1D.",
)

# %% [markdown]
# A função quase não mudou: a saída se moveu perto de 1 %, com qualquer profundidade. O gradiente mudou 8 % com uma camada e **63 %** com 50. Pequenas mudanças nos pesos causam mudanças
# erráticas no gradiente das camadas seguintes, e no treino mudam todos os pesos a cada passo.
#
# ## O passo das equações e o passo do treino
#
# A descida do gradiente promete: um passo de taxa $\eta$ na direção $-\nabla L$ reduz a perda em $\eta\,\lVert\nabla L\rVert^2$. A promessa vale para $\eta$ infinitesimal. O passo de verdade é finito, e no
# caminho o gradiente muda. A célula dá **um** passo e divide a queda medida pela prometida: 1 quer dizer promessa cumprida. As redes são da sua `mlp_profunda`.
#
# > **Seu palpite.** Com $\eta = 0{,}02$, a taxa que usaremos no treino, que parte da promessa a rede de 2 camadas cumpre? E a de 40?


# %% tags=["skip-execution"]
TAXAS = (0.0001, 0.001, 0.005, 0.02)


def cumprido(n, taxa, redes=3):
    """Queda medida da perda num passo, dividida pela prometida; média de algumas redes recém-sorteadas, 1.000 exemplos."""
    total = 0.0
    for k in range(redes):
        semente(k)
        rede = mlp_profunda(40, 100, n, 10).to(X.device)
        pesos = list(rede.parameters())
        antes = perda(rede(X[:1000]), y[:1000])
        gradientes = torch.autograd.grad(antes, pesos)
        with torch.no_grad():
            for peso, gradiente in zip(pesos, gradientes, strict=True):
                peso -= taxa * gradiente
            queda = antes - perda(rede(X[:1000]), y[:1000])
        total += (queda / (taxa * sum((g**2).sum() for g in gradientes))).item() / redes
    return total


cumpridos_gravados = {
    0.0001: [1.00, 1.00, 1.00, 1.00, 0.99, 0.99],
    0.001: [1.00, 1.00, 0.99, 0.96, 0.93, 0.87],
    0.005: [0.99, 0.98, 0.95, 0.81, 0.71, 0.51],
    0.02: [0.97, 0.93, 0.79, 0.43, 0.32, 0.19],
}
cumpridos = tenta(lambda: {taxa: [cumprido(n, taxa) for n in (1, 2, 5, 10, 20, 40)] for taxa in TAXAS})
figura, eixo = plt.subplots(figsize=(7, 3.4))
for k, (taxa, valores) in enumerate((cumpridos or cumpridos_gravados).items()):
    eixo.plot((1, 2, 5, 10, 20, 40), valores, label=f"η = {taxa}".replace(".", ","), **cores.estilo(k))
eixo.set(xlabel="camadas", ylabel="queda medida ÷ prometida", ylim=(0, 1.05), yticks=[0, 0.5, 1], yticklabels=["0", "0,5", "1"])
eixo.legend(loc="lower left")
ultimos = {taxa: valores[-1] for taxa, valores in (cumpridos or cumpridos_gravados).items()}
mostrar(
    figura,
    alt="Queda medida dividida pela prometida, por profundidade. Com 40 camadas: "
    + "; ".join(f"{br(v, 2)} com η = {str(t).replace('.', ',')}" for t, v in ultimos.items())
    + ".",
    legenda="Um passo de descida do gradiente, com todos os exemplos juntos."
    + ("" if cumpridos else " Números gravados: resolva 1.5 para medir você mesmo."),
)

# %% [markdown]
# Com $\eta = 0{,}02$, a rede de 2 camadas cumpre **93 %** da promessa; a de 40, **19 %**. Com um passo 200 vezes menor, a de 40 cumpre 99 %: o gradiente está certo, mas vale por um trecho curto. É o que diz a
# hipótese mais aceita: entre o passo infinitesimal das equações e o passo que se dá, a diferença cresce com a profundidade. Hipótese, não teorema: medimos redes no primeiro passo do treino, e o
# que acontece depois pode ter outras causas.

# %% [markdown]
# ## O erro de treino
#
# Falta ver o que isso faz com o aprendizado. Para dizer que uma rede não consegue nem decorar, é preciso medir o erro **no treino**, e medir direito.

# %% [markdown]
# ### Exercício 1.7 — O erro de treino (1,0 ponto · 10 min)
#
# Escreva `erro_de_treino(rede, X, y)`: a porcentagem (de 0 a 100, um `float` do Python) dos exemplos em que a classe de maior pontuação não é a de `y`. `rede(X)` tem forma `(N, classes)`.
#
# A rede é avaliada em modo `eval` e sem gradientes. Depois da chamada ela está como antes: parâmetros, estatísticas, e o modo **de cada submódulo**. Uma rede pode ter partes em treino e partes
# em avaliação (uma normalização congelada, por exemplo), e `rede.train()` poria todas em treino.

# %% tags=["skip-execution"]
dicas(
    "1.7",
    "Com pontuações [[2, 1], [0, 3]] e y = [0, 0], qual é a classe prevista de cada exemplo, e que porcentagem está errada?",
    "`rede.eval()` muda o modo de todos os submódulos. Antes dela, guarde `modulo.training` de cada um, em `rede.modules()`.",
    "Dentro de `with torch.no_grad():`, calcule `rede(X).argmax(dim=1) != y`; a média, em float, vezes 100, com `.item()`. Por fim, atribua a `modulo.training` de cada módulo o que guardou, num `finally`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-1.7", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 1.7


def erro_de_treino(rede: nn.Module, X: torch.Tensor, y: torch.Tensor) -> float:
    """A porcentagem de exemplos em que o argmax de rede(X), de forma (N, classes), difere de y, de forma (N,)."""
    ### BEGIN SOLUTION
    modos = {modulo: modulo.training for modulo in rede.modules()}
    rede.eval()
    try:
        with torch.no_grad():
            erradas = rede(X).argmax(dim=1) != y
    finally:
        for modulo, treinando in modos.items():
            modulo.training = treinando
    return 100 * erradas.double().mean().item()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-1.7", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 1.7
pontuacoes = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [2.0, 0.0, 5.0], [1.0, 0.0, 4.0], [0.0, 1.0, 2.0]])
classes = torch.tensor([0, 1, 1, 0, 2])


def rede_com_dropout():
    """Em avaliação, mantém a ordem das pontuações; em treino, o dropout as apaga."""
    return nn.Sequential(nn.Identity(), nn.Dropout(1.0), nn.BatchNorm1d(3))


def modos_depois():
    rede = rede_com_dropout()
    rede[2].eval()
    erro_de_treino(rede, pontuacoes, classes)
    return [modulo.training for modulo in rede.modules()]


verifica(
    "1.7",
    "erro_de_treino",
    [
        Caso(
            "duas erradas em cinco",
            lambda: erro_de_treino(nn.Identity(), pontuacoes, classes),
            40.0,
            dica="As classes previstas são 0, 1, 2, 2 e 2. Porcentagem: de 0 a 100.",
            enganos=[
                Engano(60.0, "O número é a porcentagem de acertos. O que o enunciado pede contar?"),
                Engano(100.0, "O máximo foi tirado ao longo dos exemplos. Em que eixo estão as classes?"),
                Engano(2.0, "O resultado é uma contagem de erros. Que número a transforma em porcentagem?"),
                Engano(0.4, "O resultado vai de 0 a 1. Em que escala o enunciado o pede?"),
                Engano(80.0, "A classe prevista é a de menor pontuação. Qual delas a rede considera mais provável?"),
            ],
        ),
        Caso(
            "um float do Python",
            lambda: type(erro_de_treino(nn.Identity(), pontuacoes, classes)).__name__,
            "float",
            dica="`.item()` tira o número de dentro do tensor.",
        ),
        Caso(
            "rede com dropout",
            lambda: erro_de_treino(rede_com_dropout(), pontuacoes, classes),
            40.0,
            dica="Em treino o dropout apaga tudo. Em que modo a rede deve ser avaliada?",
            enganos=[
                Engano(60.0, "A rede foi avaliada no modo em que chegou. O que o dropout e a normalização fazem em treino?"),
            ],
        ),
        Caso(
            "o modo de cada submódulo: treino, treino, treino, avaliação",
            modos_depois,
            [True, True, True, False],
            fato="A chamada mudou o modo de um submódulo.",
            dica="`rede.train()` põe todos em treino, os que estavam em avaliação também. Guarde o modo de cada um.",
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
N = observe.given("N", lambda: int(torch.randint(150, 300, ())))
c = observe.given("c", lambda: int(torch.randint(3, 7, ())))
X = observe.given("X", lambda: torch.randn(N, 6, device=observe.device))
y = observe.given("y", lambda: torch.randint(0, c, (N,), device=observe.device))
imagens = observe.given("imagens", lambda: torch.randn(N, 2, 4, 4, device=observe.device))
modos = observe.given("modos", lambda: torch.randint(0, 2, (12,)).bool().tolist())


chamadas = []


class Espia(nn.Module):
    """Anota em que modo e com que gradientes é chamada, ela ou uma cópia."""

    def forward(self, h):
        chamadas.append([self.training, torch.is_grad_enabled() and h.requires_grad])
        return h


def rede():
    feita = nn.Sequential(nn.Linear(6, 12), nn.BatchNorm1d(12), nn.ReLU(), nn.Sequential(nn.Dropout(0.9), nn.Linear(12, c)), Espia())
    observe.fill(feita.to(observe.device))
    return feita


def sem_dropout():
    feita = nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, c))
    observe.fill(feita.to(observe.device))
    return feita


def de_imagens():
    feita = nn.Sequential(nn.Conv2d(2, 5, 3), nn.BatchNorm2d(5), nn.Flatten(), nn.Linear(20, c))
    observe.fill(feita.to(observe.device))
    return feita


def embaralha(modelo):
    for modulo, treinando in zip(modelo.modules(), modos, strict=False):
        modulo.training = treinando
    return modelo


def rede_depois():
    antes = embaralha(rede())
    for p in antes.parameters():
        p.grad = p.detach().clone()
    antes[0].bias.requires_grad_(False)
    erro_de_treino(antes, X.clone(), y.clone())
    estado = [[nome, valor] for nome, valor in antes.state_dict().items()]
    ganchos = [[m.training, len(m._forward_hooks), len(m._forward_pre_hooks)] for m in antes.modules()]
    return [ganchos, estado, [[p.grad, p.requires_grad] for p in antes.parameters()], torch.is_grad_enabled()]


def modos_depois():
    """Depois de uma chamada, os modos de uma rede toda em treino, de uma toda em avaliação e de uma misturada."""
    redes = [rede().train(), rede().eval(), embaralha(rede()), rede().train(), rede().train()]
    for resto, feita in enumerate(redes[3:]):
        for lugar, modulo in enumerate(feita.modules()):  # um sim, um não: nenhum submódulo no modo de quem o contém
            modulo.training = lugar % 2 == resto
    for feita in redes:
        erro_de_treino(feita, X.clone(), y.clone())
    return [[m.training for m in feita.modules()] for feita in redes]


def visto():
    chamadas.clear()
    erro_de_treino(rede(), X.clone(), y.clone())
    return [list(map(list, {tuple(linha) for linha in chamadas}))]


def dados_depois():
    entrada, rotulos = X.clone(), y.clone()
    erro_de_treino(rede(), entrada, rotulos)
    return [entrada, rotulos, entrada.requires_grad]


observe(
    "rede em avaliação, sem dropout",
    lambda: erro_de_treino(sem_dropout().eval(), X.clone(), y.clone()),
    hint="A porcentagem de exemplos em que a classe de maior pontuação não é a certa.",
)
observe(
    "rede com dropout e normalização, em treino",
    lambda: erro_de_treino(rede().train(), X.clone(), y.clone()),
    hint="A rede chega em treino e é avaliada em modo eval.",
    weight=2,
)
observe(
    "submódulos em modos diferentes",
    lambda: erro_de_treino(embaralha(rede()), X.clone(), y.clone()),
    hint="O modo eval vale para a rede inteira.",
)
observe(
    "imagens",
    lambda: erro_de_treino(de_imagens(), imagens.clone(), y.clone()),
    hint="A entrada pode ter qualquer forma; a saída é (N, classes).",
)
observe(
    "um exemplo, todos certos, todos errados",
    lambda: (
        [erro_de_treino(nn.Identity(), nn.functional.one_hot(alvo, c).float(), y.clone()) for alvo in (y, (y + 1) % c)]
        + [erro_de_treino(rede(), X[:1].clone(), y[:1].clone()) * 0]
    ),
    hint="Com tudo certo o erro é 0; com tudo errado, 100.",
    gate=True,
)
observe("como a rede foi chamada", visto, hint="Modo eval e torch.no_grad() durante a avaliação.", gate=True)
observe("os modos depois da chamada", modos_depois, hint="Cada submódulo volta ao modo em que estava, um por um.", gate=True)
observe("a rede depois da chamada", rede_depois, hint="Parâmetros, estatísticas e gradientes ficam como estavam.", gate=True)
observe("os dados depois da chamada", dados_depois, hint="X e y pertencem a quem chamou.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## Laboratório: mais camadas, mais erro
#
# Três redes da sua `mlp_profunda`, largura 100, iguais em tudo menos no número de camadas: 2, 20 e 40. Inicialização He, três sementes, dez épocas de SGD com taxa 0,02 e momento 0,9, em lotes de 100.
# O erro é o da sua `erro_de_treino`, no conjunto de treino inteiro, depois de cada época.
#
# > **Seu palpite.** A rede de 40 camadas tem 26 vezes os parâmetros da de 2. Qual das três erra menos no treino, depois de dez épocas?


# %% tags=["skip-execution"]
def treina(rede, taxa):
    """Dez épocas; devolve o erro de treino, em %, depois de cada uma."""
    otimizador = torch.optim.SGD(rede.parameters(), lr=taxa, momentum=0.9, fused=True)  # fused: o mesmo passo, mais rápido
    curva = []
    for _ in range(10):
        for lote in torch.randperm(len(X)).to(X.device).split(100):
            otimizador.zero_grad()
            perda(rede(X[lote]), y[lote]).backward()
            otimizador.step()
        curva.append(erro_de_treino(rede, X, y))
    return curva


redes = {}  # (camadas, taxa, semente) → a rede treinada
curvas = {}  # (camadas, taxa) → uma curva por semente


def experimenta(n, taxa, sementes):
    curvas[n, taxa] = []
    for s in range(sementes):
        semente(s)
        redes[n, taxa, s] = mlp_profunda(40, 100, n, 10).to(X.device)
        curvas[n, taxa].append(treina(redes[n, taxa, s], taxa))
    return curvas[n, taxa]


curvas_gravadas = {  # camadas → uma curva por semente, com taxa 0,02
    2: [
        [65.3, 56.1, 49.1, 46.2, 41.8, 39.2, 36.1, 35.0, 32.0, 31.1],
        [63.5, 56.5, 49.5, 46.0, 41.7, 37.1, 35.9, 32.9, 31.7, 26.7],
        [66.0, 59.2, 52.6, 47.4, 43.3, 39.2, 36.2, 33.5, 31.2, 29.8],
    ],
    20: [
        [74.4, 59.9, 57.6, 52.9, 55.0, 55.0, 54.5, 47.3, 43.4, 41.7],
        [72.2, 68.8, 56.5, 64.5, 56.6, 50.4, 52.2, 45.6, 50.0, 44.5],
        [72.0, 63.6, 63.5, 64.6, 48.8, 50.1, 47.6, 45.7, 47.9, 45.0],
    ],
    40: [
        [87.3, 90.0, 82.8, 80.1, 72.9, 77.0, 67.0, 65.1, 69.9, 60.4],
        [90.0, 85.1, 76.0, 71.9, 75.4, 73.9, 64.3, 61.2, 58.0, 55.6],
        [77.6, 78.6, 71.4, 70.0, 64.4, 60.7, 58.5, 63.5, 52.3, 54.1],
    ],
}
finais_gravados = {2: [49.4, 29.2, 20.3], 40: [49.9, 56.7, 89.9]}  # com as taxas 0,005, 0,02 e 0,05


def completo():
    """Se 1.5 e 1.7 estão respondidos."""
    return tenta(lambda: 0 <= erro_de_treino(mlp_profunda(40, 8, 2, 10), X[:9].cpu(), y[:9].cpu()) <= 100) or False


# %% tags=["skip-execution"]
if completo():
    for n in (2, 20, 40):
        experimenta(n, 0.02, sementes=3)
else:
    print("Figura desenhada com números gravados: resolva 1.5 e 1.7 para treinar você mesmo.")

figura, eixo = plt.subplots(figsize=(7, 3.6))
finais = []
for k, n in enumerate((2, 20, 40)):
    tabela = torch.tensor(curvas[n, 0.02] if completo() else curvas_gravadas[n])  # (semente, época)
    eixo.plot(range(1, 11), tabela.mean(0), label=f"{n} camadas", **cores.estilo(k))
    eixo.fill_between(range(1, 11), tabela.amin(0), tabela.amax(0), color=cores.CORES[k], alpha=0.15)
    ultima = tabela[:, -1]
    finais.append(f"{n} camadas, {br(ultima.mean().item())} % (de {br(ultima.min().item())} a {br(ultima.max().item())})")
eixo.set(xlabel="época", ylabel="erro de treino (%)", ylim=(0, 95), xticks=range(1, 11))
eixo.legend(loc="lower left")
mostrar(
    figura,
    alt="Erro de treino por época, média de três sementes. No fim: " + "; ".join(finais) + ".",
    legenda="MNIST-1D, largura 100, He. Faixas: do menor ao maior valor das três sementes.",
)
print("\n".join(finais))

# %% [markdown]
# A de 2 camadas errou **29,2 %** do treino; a de 20, **43,7 %**; a de 40, **56,7 %** (médias de três sementes; a de 40 foi de 54,1 % a 60,4 %, e 90 % é o erro de quem responde ao acaso). O gradiente da primeira
# camada não sumiu, a rede tem 26 vezes os parâmetros, e erra quase o dobro. Na sua máquina os números podem diferir em alguns pontos; a ordem não muda.
#
# Será sobreajuste? Compare com o teste.

# %% tags=["skip-execution"]
testados = {}
if completo():
    for n in (2, 20, 40):
        testados[n] = torch.tensor([erro_de_treino(redes[n, 0.02, s], X_teste, y_teste) for s in range(3)]).mean().item()
        print(f"{n:2d} camadas: erro de teste {br(testados[n])} %")
    for n in (2, 40):
        for taxa in (0.005, 0.05):
            experimenta(n, taxa, sementes=1)
else:
    print("Resolva 1.5 e 1.7 para medir também o erro de teste e as outras taxas.")

# %% [markdown]
# No teste a ordem é a mesma: **46,6 %**, **54,7 %** e **62,1 %**. Sobreajuste seria a de 40 ganhar no treino e perder no teste; ela perde nos dois. Quem mais se afasta do próprio treino é a de 2 camadas.
#
# Uma dúvida justa: a taxa 0,02 não seria boa para a de 2 camadas e ruim para a de 40? O experimento do passo diz que redes fundas só cumprem o prometido com passos pequenos. Comparemos com uma taxa
# quatro vezes menor e outra 2,5 vezes maior.

# %% tags=["skip-execution"]
figura, eixo = plt.subplots(figsize=(7, 3.2))
lidos = []
for k, n in enumerate((2, 40)):
    erros = [
        torch.tensor([curva[-1] for curva in curvas[n, taxa]]).mean().item() if completo() else finais_gravados[n][i]
        for i, taxa in enumerate((0.005, 0.02, 0.05))
    ]
    eixo.plot(["0,005", "0,02", "0,05"], erros, label=f"{n} camadas", **cores.estilo(k))
    lidos.append(f"{n} camadas: {', '.join(f'{br(erro)} %' for erro in erros)}")
eixo.set(xlabel="taxa de aprendizado", ylabel="erro de treino (%)", ylim=(0, 95))
eixo.legend(loc="upper left")
mostrar(
    figura,
    alt="Erro de treino com taxas 0,005, 0,02 e 0,05. " + "; ".join(lidos) + ".",
    legenda="Depois de dez épocas; média de três sementes com taxa 0,02; uma com as outras.",
)
print("\n".join(lidos))

# %% [markdown]
# Com a taxa menor as duas quase empatam, em torno de 50 %: o passo curto serve à rede funda, mas com ele se anda pouco em dez épocas. Com a maior, a de 2 camadas melhora, até **20,3 %**, e a de 40 não sai
# do acaso: **89,9 %**. Cada uma com a sua melhor taxa, são 20,3 % contra 49,9 %: a degradação não era azar na escolha da taxa.
#
# ## A rede funda contém a rasa
#
# Agora o que mais intriga. Tome a rede de 2 camadas **já treinada**. Copie os seus pesos para as duas primeiras camadas e para a saída de uma rede de 40, e ponha a matriz identidade, com viés zero, nas outras 38.
#
# > **Seu palpite.** Que erro de treino tem essa rede de 40 camadas?

# %% tags=["skip-execution"]
if completo():
    rasa = redes[2, 0.02, 0]
    funda = mlp_profunda(40, 100, 40, 10).to(X.device)
    primeira, segunda, *meio, ultima = lineares_de(funda)
    with torch.no_grad():
        for destino, origem in zip((primeira, segunda, ultima), lineares_de(rasa), strict=True):
            destino.weight.copy_(origem.weight)
            destino.bias.copy_(origem.bias)
        for camada in meio:
            nn.init.eye_(camada.weight)
            nn.init.zeros_(camada.bias)
    print(f"2 camadas, treinada:             {br(erro_de_treino(rasa, X, y), 2)} % de erro de treino")
    print(f"40 camadas, 38 delas identidade: {br(erro_de_treino(funda, X, y), 2)} %")
    print(f"40 camadas, treinada:            {br(curvas[40, 0.02][0][-1], 2)} %")
    print("maior diferença entre as saídas da primeira e da segunda:", (rasa(X) - funda(X)).abs().max().item())
else:
    print("Resolva 1.5 e 1.7 para montar essa rede.")

# %% [markdown]
# O mesmo erro, até a última casa. Depois de uma ReLU nada é negativo, e por isso $\mathrm{ReLU}(I h) = h$: as 38 camadas não fazem nada. A solução boa **existe** na rede de 40 camadas; o treino
# é que não a encontra. A degradação não é falta de capacidade: é dificuldade de otimização.
#
# E não fazer nada custa caro para uma camada sequencial: são $100 \times 100$ pesos que teriam de chegar exatamente à identidade, partindo de um sorteio em torno de zero, em cada uma das 38.

# %% [markdown]
# ## Questão aberta (1,5 ponto · 15 min)
#
# Imagine duas redes sequenciais, com a inicialização He, treinadas do mesmo modo. A de 20 camadas erra 9 % no treino e 12 % no teste; a de 56, 13 % no treino e 16 % no teste. Uma colega conclui: "a de 56 tem parâmetros demais,
# e decorou".
#
# Responda, em até 15 linhas, usando o que você mediu nesta aula:
#
# 1. por que não é sobreajuste, e que números mostrariam que é;
# 2. por que não é falta de capacidade: construa, a partir da rede de 20 camadas, uma de 56 que erre o mesmo;
# 3. a colega muda de ideia: "então o gradiente se dissipa". Que medida distingue um gradiente que se dissipa de um que se quebra, e que resultado você esperaria em cada caso? Diga uma limitação da hipótese do gradiente quebrado.

# %% [markdown] nbgrader={"grade": true, "grade_id": "aberta-1", "locked": false, "points": 1.5, "schema_version": 3, "solution": true, "task": false}
# **Resposta de referência e critérios (1,5 ponto)**
#
# 1. *Sobreajuste (0,4).* O erro de **treino** também subiu, de 9 % para 13 %; no sobreajuste ele cai enquanto o de teste sobe (0,3). Exemplo de números que o mostrariam: treino 2 %, teste 16 % (0,1).
# 2. *Capacidade (0,4).* Copiar as 20 camadas e pôr 36 camadas identidade depois de uma ReLU, onde nada é negativo e $\mathrm{ReLU}(Ih) = h$: mesma função, mesmo erro. Dar 0,2 se a construção for dita sem explicar por que
#    a identidade atravessa a ReLU.
# 3. *Dissipado ou quebrado (0,5).* Tamanho: a norma do gradiente nas primeiras camadas, comparada com a das últimas; dissipado, ela cai a quase zero com a profundidade. Forma: a autocorrelação do gradiente (ou a mudança do
#    gradiente depois de um passo pequeno, ou a queda da perda comparada com a prometida); quebrado, a norma é normal e a correlação cai. 0,25 por caso. Com He se espera o segundo.
#    *Limitação (0,2).* Vale qualquer uma, com justificativa: mede-se no começo do treino; é correlação, e não causa; a queda com a profundidade é gradual; outras explicações (a dificuldade de representar a identidade) não ficam excluídas.
#
# Respostas que só dizem "o gradiente some em redes fundas" recebem no máximo 0,2 no item 3.

# %% [markdown]
# ## Teste a sua leitura
#
# Não vale nota. Cada opção diz por que está certa ou errada.

# %% tags=["skip-execution"]
quiz(
    "A mesma VGG-16 do torchvision tem acurácia 90,4 % e 71,6 %. Como?",
    [
        ("Uma é no treino, a outra no teste.", False, "As duas são no conjunto de validação do ImageNet."),
        (
            "Uma conta acerto entre as cinco maiores pontuações, a outra só na maior.",
            True,
            "Top-5 e top-1. Sem dizer qual, o número não diz nada.",
        ),
        ("Uma é de uma rede, a outra de sete.", False, "As duas são de uma rede só. O 92,7 % da competição é que é de sete."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Numa VGG sem a média adaptativa, as imagens passam de 224×224 para 448×448. Que camadas ganham parâmetros?",
    [
        ("Todas.", False, "Um núcleo 3×3 tem os mesmos pesos, qualquer que seja o mapa sobre o qual desliza."),
        ("As convolucionais.", False, "O núcleo não muda. O que muda é quantas vezes ele é aplicado."),
        (
            "Só a primeira densa, que fica com quatro vezes mais pesos.",
            True,
            "O último mapa passa de 7×7 a 14×14, e ela tem um peso por posição e canal.",
        ),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Numa rede de 50 camadas o gradiente na primeira tem norma 10⁻²⁰ e r₁ = 0,95. O que ela tem?",
    [
        ("Gradiente quebrado.", False, "Quebrado seria r₁ baixo. Aqui pontos vizinhos têm gradientes parecidos, e minúsculos."),
        ("Gradiente que se dissipa.", True, "É o tamanho que está errado. Outra escala dos pesos o corrige; a correlação pode então cair."),
        ("Sobreajuste.", False, "Sobreajuste se vê comparando erro de treino e de teste, depois de treinar."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Um passo com taxa 0,02 reduz a perda de uma rede funda em um quinto do que o gradiente prometia. O que se conclui?",
    [
        (
            "O gradiente foi calculado errado.",
            False,
            "Com um passo 200 vezes menor a promessa se cumpre: ele está certo no ponto em que foi calculado.",
        ),
        ("O gradiente muda muito no caminho de um passo.", True, "Por isso a promessa, que supõe um gradiente constante, falha cedo."),
        ("O gradiente se dissipou.", False, "Um gradiente dissipado promete pouco, e cumpre."),
    ],
)

# %% [markdown]
# ## Resumo
#
# - Uma rede sequencial é uma composição, $f_n[\dots f_2[f_1[x]] \dots]$: com $n$ camadas de duas unidades se fazem $2^n$ trechos retos.
# - AlexNet (8 camadas) e VGG-16 (16): na VGG, as convoluções são quase toda a conta e as densas, quase todos os parâmetros. Pilhas de 3×3 veem longe com poucos pesos.
# - O gradiente é um produto de derivadas. Se os fatores são pequenos ele se dissipa, se são grandes explode; a inicialização He corrige o tamanho, mas não a direção.
# - Com a profundidade o gradiente se quebra: muda muito entre pontos vizinhos, e a promessa de um passo vale por um trecho cada vez mais curto. É a hipótese mais aceita para a degradação.
# - Degradação: no MNIST-1D, 2, 20 e 40 camadas erraram 29,2 %, 43,7 % e 56,7 % do **treino**. Não é sobreajuste, e não é falta de capacidade: a rede funda contém a rasa.
#
# | termo | em inglês | o que é |
# |---|---|---|
# | processamento sequencial | *sequential processing* | cada camada recebe só a saída da anterior |
# | composição | *function composition* | uma função aplicada ao resultado de outra |
# | acurácia top-1, top-5 | *top-1, top-5 accuracy* | a classe certa é a de maior pontuação, ou está entre as cinco maiores |
# | passo | *stride* | de quanto em quanto o núcleo anda |
# | preenchimento | *padding* | os zeros postos em volta da entrada |
# | dilatação | *dilation* | a distância entre as posições que o núcleo lê |
# | campo receptivo | *receptive field* | a parte da entrada que chega a uma unidade |
# | degradação | *degradation* | mais camadas, mais erro de treino |
# | gradiente que se dissipa | *vanishing gradient* | fica pequeno demais ao voltar pelas camadas |
# | gradiente explosivo | *exploding gradient* | fica grande demais ao voltar pelas camadas |
# | gradiente quebrado | *shattered gradient* | tem bom tamanho, mas muda muito entre pontos vizinhos |
# | autocorrelação | *autocorrelation* | quanto uma sequência se parece com ela mesma $k$ posições adiante |
# | sobreajuste | *overfitting* | erro pequeno no treino, grande no teste |
#
# Os termos de todas as aulas: **[glossário](glossario.md)**.

# %% [markdown]
# ## Referências
#
# - S. J. D. Prince, [*Understanding Deep Learning*](https://udlbook.github.io/udlbook/), 2023, capítulo 11: a seção sobre processamento sequencial é o ponto de partida desta aula.
# - A. Krizhevsky, I. Sutskever e G. Hinton, [*ImageNet classification with deep convolutional neural networks*](https://papers.nips.cc/paper/2012/hash/c399862d3b9d6b76c8436e924a68c45b-Abstract.html), NeurIPS 2012: a AlexNet, com 15,3 % de erro top-5 no teste (sete redes).
# - K. Simonyan e A. Zisserman, [*Very deep convolutional networks for large-scale image recognition*](https://arxiv.org/abs/1409.1556), ICLR 2015: as VGGs, com 7,3 % de erro top-5 na competição (sete redes).
# - K. He, X. Zhang, S. Ren e J. Sun, [*Delving deep into rectifiers*](https://arxiv.org/abs/1502.01852), ICCV 2015: a inicialização He.
# - K. He, X. Zhang, S. Ren e J. Sun, [*Deep residual learning for image recognition*](https://arxiv.org/abs/1512.03385), CVPR 2016: a degradação, na figura 1.
# - D. Balduzzi et al., [*The shattered gradients problem*](https://arxiv.org/abs/1702.08591), ICML 2017: o gradiente quebrado e a sua autocorrelação.
# - M. Telgarsky, [*Benefits of depth in neural networks*](https://arxiv.org/abs/1602.04485), COLT 2016: o que poucas camadas não conseguem imitar.
# - A. Araujo, W. Norris e J. Sim, [*Computing receptive fields of convolutional neural networks*](https://distill.pub/2019/computing-receptive-fields/), Distill, 2019.
# - S. Greydanus, [*Scaling down deep learning*](https://arxiv.org/abs/2011.14439), 2020: o MNIST-1D.
#
# **Créditos.** A aula parte da apresentação *Conexões Residuais*, do Professor Lucas Silveira Kupssinskü, e do artigo *Entendendo o bloco residual*, de Dalisson Figueiredo.
# Figuras e experimentos foram feitos para este curso.
#
# **A seguir.** A rede funda contém a rasa: bastaria que as camadas a mais não fizessem nada. Para uma camada sequencial, isso é acertar dez mil números de uma vez. Como tornar "não fazer nada" fácil? A **aula 02** muda uma
# coisa só em cada camada.

# %% [markdown]
# ## Antes de entregar
#
# Salve o caderno. `painel()` mostra o que já foi respondido; `entrega()` lê o arquivo salvo como a correção o lerá.

# %% tags=["skip-execution"]
painel()
entrega()
