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
# # 06 · ResNet
#
# {{colab}}
#
# Com soma e normalização, 40 camadas treinam. Até onde isso vai, e como se monta uma rede de verdade com essas peças?
#
# **Ao final você saberá**
#
# - escrever o bloco básico e o gargalo, e dizer quanto o segundo economiza;
# - montar as ResNet-34, 50 e 200, e contar as suas camadas, parâmetros e multiplicações;
# - treinar redes de 20 e 56 camadas em imagens reais, com e sem atalhos;
# - levar o gradiente por mais de mil camadas, e dizer o que essa profundidade garante.
#
# **Antes de começar:** as aulas 02 (soma), 03 (bloco) e 05 (normalização em lote), `nn.Module` e convoluções.
#
# **Seu tempo:** cerca de 130 minutos. **Tempo de máquina:** o caderno resolvido roda em cerca de 40 s em dois núcleos, sem GPU.
# **Nota:** 10,0 pontos (seis exercícios e uma questão aberta).

# %%
import torch
from torch import nn
from torch.nn import functional as F
from trilha import Caso, Engano, dica, dicas, entrega, painel, quiz, responde, verifica
from trilha import cores, dados, dispositivo, explora, mostrar, semente

# %% [markdown]
# ## A mais funda é a mais cara?
#
# Cinco redes que ganharam ou marcaram o ImageNet: duas VGG e três ResNet. As VGG têm 16 e 19 camadas; as ResNet, 34, 50 e 152. A conta de uma rede mede-se em **multiplicações-e-somas** (*multiply-adds*, MACs): uma convolução gasta,
# por número que produz, tantas quantos são os pesos do seu filtro.
#
# > **Seu palpite.** Para classificar uma imagem de 224 × 224, qual das cinco faz mais contas? E qual tem mais parâmetros?

# %% tags=["skip-execution"]
import math
import time

import matplotlib.pyplot as plt
from torchvision import models

torch.set_num_threads(1)  # com redes pequenas, repartir a conta entre núcleos custa mais do que rende


def br(valor, casas=1):
    """O número com vírgula decimal e ponto nos milhares."""
    return f"{valor:,.{casas}f}".translate(str.maketrans(",.", ".,"))


def contas(rede, lado=224):
    """[(altura do mapa que sai, MACs)] de cada convolução e densa, para uma imagem; a rede está no dispositivo meta, onde nada se calcula."""
    lidas, camadas = [], [camada for camada in rede.modules() if isinstance(camada, nn.Conv2d | nn.Linear)]
    for camada in camadas:
        camada.register_forward_hook(
            lambda camada, _, saida: lidas.append((saida.shape[2] if saida.dim() == 4 else 1, saida.numel() * camada.weight[0].numel()))
        )
    rede.eval()(torch.empty(1, 3, lado, lado, device="meta"))
    return lidas


# %% tags=["skip-execution"]
NOMES = {"VGG-16": "vgg16", "VGG-19": "vgg19", "ResNet-34": "resnet34", "ResNet-50": "resnet50", "ResNet-152": "resnet152"}
parametros, macs, por_lado = {}, {}, {}
print("           milhões de   bilhões   acurácia")
print("rede       parâmetros   de MACs  top-1 (%)")
for nome, funcao in NOMES.items():
    with torch.device("meta"):
        rede = models.get_model(funcao)
    lidas = contas(rede)
    parametros[nome] = sum(p.numel() for p in rede.parameters()) / 1e6
    macs[nome] = sum(m for _, m in lidas) / 1e9
    por_lado[nome] = {lado: sum(m for de_lado, m in lidas if de_lado == lado) / 1e9 for lado in (224, 112, 56, 28, 14, 7, 1)}
    acerta = models.get_model_weights(funcao).IMAGENET1K_V1.meta["_metrics"]["ImageNet-1K"]["acc@1"]
    print(f"{nome:10} {br(parametros[nome]):>10} {br(macs[nome]):>9} {br(acerta):>10}")

# %% tags=["skip-execution"]
figura, eixo = plt.subplots(figsize=(8, 3.4))
tons = ["#08306b", "#2171b5", "#6baed6", "#c6dbef", "#fdd0a2", "#fd8d3c", "#a63603"]
tramas = ["", "//", "", "..", "", "xx", ""]
base = [0.0] * len(NOMES)
for lado, tom, trama in zip((224, 112, 56, 28, 14, 7, 1), tons, tramas, strict=True):
    valores = [por_lado[nome][lado] for nome in NOMES]
    rotulo = f"{lado} × {lado}" if lado > 1 else "densas"
    eixo.barh(list(NOMES), valores, left=base, color=tom, hatch=trama, edgecolor="white", label=rotulo)
    base = [b + v for b, v in zip(base, valores, strict=True)]
eixo.invert_yaxis()
eixo.set(xlabel="bilhões de MACs por imagem", xlim=(0, 26))
eixo.legend(title="mapa que sai", fontsize=9, loc="lower right")
mostrar(
    figura,
    alt="Barras: "
    + "; ".join(
        f"{nome}, {br(total)} bilhões de MACs, dos quais {br(por_lado[nome][224] + por_lado[nome][112])} em mapas de 112 ou 224 de lado"
        for nome, total in macs.items()
    )
    + ".",
    legenda="Onde cada rede gasta as suas contas, pelo lado do mapa que a camada produz.",
)

# %% [markdown]
# A mais cara é a VGG-19, com 19,6 bilhões. A ResNet-34, com quase o dobro das camadas, faz 3,7, e a de 152 camadas, 11,5: menos que qualquer das duas VGG. Em parâmetros a distância é parecida: 143,7 milhões contra 21,8 na ResNet-34 e 60,2 na ResNet-152.
#
# O artigo *Entendendo o bloco residual* diz que a rede residual, embora mais profunda, "não é mais complexa que uma VGG básica". Em contas e parâmetros, a frase vale com folga; no treinamento, de que o artigo fala, o laboratório dirá.
#
# A figura diz por quê. A VGG passa boa parte do tempo em mapas de 224 × 224 e 112 × 112. A ResNet reduz a imagem a 56 × 56 nas duas primeiras operações e só então vai fundo. E há as densas do fim:

# %% tags=["skip-execution"]
for nome in ("vgg16", "resnet34"):
    with torch.device("meta"):
        densas = [camada for camada in models.get_model(nome).modules() if isinstance(camada, nn.Linear)]
    milhoes = sum(p.numel() for densa in densas for p in densa.parameters()) / 1e6
    print(f"{nome:8}  densas: {len(densas)}, com {br(milhoes)} milhões de parâmetros")

# %% [markdown]
# As três densas da VGG-16 levam 123,6 milhões de parâmetros. A ResNet as troca por uma média de cada canal e uma densa só, de meio milhão.
#
# ## Redes com atalhos e *batch norm*
#
# Esse par está em praticamente todas as áreas da visão computacional e permite treinar redes com cerca de mil camadas ocultas. Apesar do sucesso recente dos *transformers*, ainda é o padrão na
# maioria das tarefas. Vamos às arquiteturas.
#
# Uma **ResNet** é uma rede convolucional feita de blocos residuais. O desenho dos blocos saiu de tentativa e erro: os artigos de He et al. são em boa parte tabelas de variantes. O resultado é bom, e o número de parâmetros, elevado.
#
# ## O bloco básico
#
# O **bloco básico** (*basic block*) tem duas convoluções 3×3, cada uma seguida de BN. Há dois tipos, como na aula 03: o que conserva a forma e o que a muda.


# %% tags=["skip-execution"]
def caixa(eixo, x, y, texto, cor, largura=1.9):
    eixo.text(x, y, texto, ha="center", va="center", fontsize=10, zorder=3, bbox={"boxstyle": "round,pad=0.3", "fc": "white", "ec": cor})


def desenha_bloco(eixo, ramo, atalho, titulo, entra, sai):
    """Um bloco de cima para baixo: as camadas do ramo à esquerda, o atalho à direita, a soma e a ReLU embaixo."""
    fundo = -len(ramo) - 0.2
    eixo.plot([0, 0], [0.3, fundo], color=cores.AZUL, zorder=1)
    eixo.plot([0, 2.3, 2.3, 0.2], [0.3, 0.3, fundo, fundo], color=cores.VERMELHO, linestyle="--" if atalho else "-", zorder=1)
    eixo.plot([0, 0], [0.75, 0.3], color=cores.PRETO, zorder=1)
    eixo.plot([0, 0], [fundo, fundo - 1.7], color=cores.PRETO, zorder=1)
    eixo.text(0.15, 0.62, entra, fontsize=10)
    for k, camada in enumerate(ramo):
        caixa(eixo, 0, -0.5 - k, camada, cores.AZUL)
    if atalho:
        caixa(eixo, 2.3, -len(ramo) / 2, atalho, cores.VERMELHO)
    eixo.text(
        0,
        fundo,
        "+",
        ha="center",
        va="center",
        fontsize=13,
        zorder=3,
        bbox={"boxstyle": "circle,pad=0.15", "fc": "white", "ec": cores.PRETO},
    )
    caixa(eixo, 0, fundo - 0.85, "ReLU", cores.PRETO)
    eixo.text(0.15, fundo - 1.75, sai, fontsize=10)
    eixo.set(xlim=(-1.4, 3.6), ylim=(fundo - 2, 1.1))
    eixo.set_title(titulo, fontsize=11)
    eixo.axis("off")


figura, (mesma, outra) = plt.subplots(1, 2, figsize=(8, 4.3))
ramo = ["conv1 3×3", "bn1, ReLU", "conv2 3×3", "bn2"]
desenha_bloco(mesma, ramo, "", "mesma forma", "64 × 56 × 56", "64 × 56 × 56")
desenha_bloco(
    outra, ["conv1 3×3, passo 2", *ramo[1:]], "downsample:\nconv 1×1, passo 2\nBN", "muda a forma", "64 × 56 × 56", "128 × 28 × 28"
)
mostrar(
    figura,
    alt="Dois blocos básicos, de cima para baixo: conv1 3×3; bn1 e ReLU; conv2 3×3; bn2; soma; ReLU. No primeiro o atalho é um fio. No segundo, conv1 tem passo 2 e o atalho, tracejado, passa por uma convolução 1×1 de passo 2 e uma BN.",
    legenda="Canais × altura × largura na entrada e na saída. Linha cheia: o atalho é a própria entrada. Tracejada: o atalho muda a forma.",
)

# %% [markdown]
# Três diferenças em relação ao bloco da aula 03:
#
# - cada convolução tem a sua **BN**, e por isso nenhuma tem viés: a BN subtrairia a média, e o viés com ela;
# - a segunda ReLU vem **depois da soma**. O ramo termina na BN, que dá valores dos dois sinais: ele soma e subtrai, ao contrário do bloco de pós-ativação da aula 03, que terminava em ReLU. Em troca, o atalho já não é um fio livre de ponta a ponta: há uma ReLU entre um bloco e o
#   seguinte. He et al. (2016b) a tiraram depois, e no fim da aula se vê o que ganharam;
# - onde a forma muda, o atalho é uma projeção 1×1 **com BN**. O torchvision a chama de `downsample`.

# %% [markdown]
# ### Exercício 6.1 — O bloco básico (1,5 ponto · 15 min)
#
# Escreva `BlocoBasico(c_in, c, passo=1)`, o bloco da figura, com os nomes que o torchvision usa:
#
# - `expansao = 1`, atributo **da classe**: o bloco devolve `expansao` · `c` canais;
# - `conv1` (3×3, `passo`, de `c_in` para `c` canais), `bn1`, `conv2` (3×3, de `c` para `c`) e `bn2`; convoluções com preenchimento 1 e **sem viés**;
# - `downsample`: onde a forma muda (`passo` diferente de 1, ou `c_in` diferente de `c`), um `nn.Sequential` com uma convolução 1×1 sem viés, com esse `passo`, e uma `nn.BatchNorm2d`. Onde não muda, nenhum parâmetro: `None`.
#
# $$y = \mathrm{ReLU}\big(\mathrm{bn2}(\mathrm{conv2}(\mathrm{ReLU}(\mathrm{bn1}(\mathrm{conv1}(x))))) + \mathrm{atalho}(x)\big)$$
#
# `BlocoBasico(64, 64)` tem 73.984 parâmetros. `x` fica como estava. Neste exercício e nos próximos, não use `torchvision.models` na resposta.

# %% tags=["skip-execution"]
dicas(
    "6.1",
    "Marque na figura as duas ReLU. Qual delas vem depois da soma? E o que entra na soma quando a forma não muda?",
    "A BN subtrai a média de cada canal, e um viés antes dela não serviria para nada: `bias=False`. O passo fica na primeira convolução e na do atalho; a segunda tem sempre passo 1.",
    "No `__init__`: `self.downsample = None` e, se `passo != 1 or c_in != c`, um `nn.Sequential(conv 1×1, BN)`. No `forward`: guarde em `atalho` o x, ou `self.downsample(x)` se houver um; calcule o ramo; devolva `torch.relu(ramo + atalho)`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-6.1", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["models", "BasicBlock"]
# Exercício 6.1


class BlocoBasico(nn.Module):
    """Duas convoluções 3×3 com BN e um atalho: (N, c_in, H, W) → (N, c, H', W'), com H' = H / passo, arredondado para cima."""

    ### BEGIN SOLUTION
    expansao = 1
    ### END SOLUTION

    def __init__(self, c_in: int, c: int, passo: int = 1) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.conv1 = nn.Conv2d(c_in, c, 3, stride=passo, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(c)
        self.conv2 = nn.Conv2d(c, c, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c)
        self.downsample = None
        if passo != 1 or c_in != c:
            self.downsample = nn.Sequential(nn.Conv2d(c_in, c, 1, stride=passo, bias=False), nn.BatchNorm2d(c))
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, c_in, H, W). Devolve (N, c, H', W')."""
        ### BEGIN SOLUTION
        atalho = x if self.downsample is None else self.downsample(x)
        h = torch.relu(self.bn1(self.conv1(x)))
        h = self.bn2(self.conv2(h))
        return torch.relu(h + atalho)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-6.1", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 6.1
def basico_escolhido(primeiro, segundo):
    """Um canal; cada convolução só multiplica o pixel por um número. Em avaliação, a BN recém-criada não muda nada."""
    bloco = BlocoBasico(1, 1).eval()
    with torch.no_grad():
        for conv, peso in ((bloco.conv1, primeiro), (bloco.conv2, segundo)):
            conv.weight.zero_()
            conv.weight[0, 0, 1, 1] = peso
        return bloco(torch.tensor([[[[2.0, -4.0], [1.0, -2.0]]]]))[0, 0]


def quantos(modulo):
    return sum(parametro.numel() for parametro in modulo.parameters())


verifica(
    "6.1",
    "BlocoBasico",
    [
        Caso(
            "número de parâmetros: (64, 64), (64, 128, 2) e (64, 64, 2)",
            lambda: [quantos(BlocoBasico(64, 64)), quantos(BlocoBasico(64, 128, 2)), quantos(BlocoBasico(64, 64, 2))],
            [73984, 230144, 78208],
            dica="Duas convoluções 3×3 sem viés e duas BN; onde a forma muda, mais uma convolução 1×1 sem viés e uma BN.",
            enganos=[
                Engano([74112, 230528, 78400], "As convoluções têm viés. O que a BN logo depois faz com um número somado a todos os pixels de um canal?"),
                Engano([78208, 230144, 78208], "Há uma projeção também onde a forma não muda. Que parâmetros tem um atalho que só leva o x adiante?"),
                Engano([73984, 229888, 78080], "Falta a BN do atalho. Depois de qual convolução deste bloco não há uma BN?"),
                Engano([73984, 230144, 73984], "Com os mesmos canais e passo 2 não há projeção. Que altura têm, nesse caso, o ramo e o atalho?"),
            ],
        ),
        Caso(
            "nomes dos parâmetros de BlocoBasico(2, 4, 2)",
            lambda: sorted(nome for nome, _ in BlocoBasico(2, 4, 2).named_parameters()),
            ["bn1.bias", "bn1.weight", "bn2.bias", "bn2.weight", "conv1.weight", "conv2.weight", "downsample.0.weight", "downsample.1.bias", "downsample.1.weight"],
            dica="Os atributos são conv1, bn1, conv2, bn2 e downsample; este último, um nn.Sequential de convolução e BN, nessa ordem.",
        ),
        Caso(
            "expansao e as formas com passo 2",
            lambda: [BlocoBasico.expansao, list(BlocoBasico(2, 4, 2)(torch.zeros(1, 2, 5, 6)).shape)],
            [1, [1, 4, 3, 3]],
            dica="`expansao` é da classe: `BlocoBasico.expansao` funciona sem criar um bloco. O passo vale no ramo e no atalho.",
        ),
        Caso(
            "conv1 multiplica por −1, conv2 por 1,5",
            lambda: basico_escolhido(-1, 1.5),
            torch.tensor([[2.0, 2.0], [1.0, 1.0]]),
            dica="Siga um pixel: −4 → 4 → ReLU → 6 → soma com −4.",
            enganos=[
                Engano(torch.tensor([[0.0, 6.0], [0.0, 3.0]]), "O atalho não entrou na soma. Com o ramo em zero, o que este bloco deveria devolver?"),
                Engano(torch.tensor([[0.0, 2.0], [0.0, 1.0]]), "Falta a ReLU entre as duas convoluções. Sem ela, o que são duas convoluções seguidas, do ponto de vista da conta?"),
                Engano(torch.tensor([[2.0, 6.0], [1.0, 3.0]]), "Os valores negativos do atalho foram apagados antes da soma. A ReLU escreveu em cima de x, ou agiu no atalho?"),
            ],
        ),
        Caso(
            "conv1 multiplica por 1, conv2 por −0,5",
            lambda: basico_escolhido(1, -0.5),
            torch.tensor([[1.0, 0.0], [0.5, 0.0]]),
            dica="O ramo pode subtrair: ele termina na BN. A última ReLU vem depois da soma.",
            enganos=[
                Engano(torch.tensor([[1.0, -4.0], [0.5, -2.0]]), "Falta a ReLU depois da soma. Na fórmula, o que há dentro dos parênteses da ReLU de fora?"),
                Engano(torch.tensor([[2.0, 0.0], [1.0, 0.0]]), "O ramo passou por uma ReLU antes da soma: assim ele só acrescenta. Que camada é a última do ramo, na figura?"),
                Engano(torch.tensor([[2.0, -4.0], [1.0, -2.0]]), "A ReLU ficou no ramo, antes da soma, e não depois dela. Que camada é a última do ramo, na figura?"),
            ],
        ),
    ],
)  # um engano por linha  # fmt: skip
### BEGIN HIDDEN TESTS
canais = observe.given("canais", lambda: (torch.randperm(5)[:2] + 3).tolist())
x = observe.given("x", lambda: torch.randn(3, canais[0], 7, 10, device=observe.device))
x2 = observe.given("x2", lambda: torch.randn(4, canais[0], 6, 5, device=observe.device))
v = observe.given("v", lambda: torch.randn(3, canais[1], 4, 5, device=observe.device))


def bloco(c_in, c, *passo, dtype=torch.float32):
    """Pesos e estatísticas sorteados, iguais dos dois lados; os ganhos das BN, em torno de 1."""
    novo = BlocoBasico(c_in, c, *passo).to(observe.device, dtype)
    observe.fill(novo)
    with torch.no_grad():
        for nome, parametro in novo.named_parameters():
            if parametro.dim() == 1 and nome.endswith("weight"):
                parametro.add_(1)
    return novo


def estado(modulo):
    """Parâmetros e buffers, pelo nome: forma, e se é treinável."""
    treinaveis = {nome: parametro.requires_grad for nome, parametro in modulo.named_parameters()}
    return sorted([nome, list(valor.shape), treinaveis.get(nome, "buffer")] for nome, valor in modulo.state_dict().items())


def estatisticas():
    """Os buffers depois de dois lotes em treino."""
    novo = bloco(canais[0], canais[1], 2)
    novo(x.clone()), novo(x2.clone())
    return [valor for nome, valor in sorted(novo.named_buffers())]


def gradientes(treino):
    novo, folha = bloco(canais[0], canais[1], 2, dtype=torch.float64), x.double().requires_grad_()
    (novo.train(treino)(folha) * v).sum().backward()
    return [folha.grad, *[parametro.grad for _, parametro in sorted(novo.named_parameters())]]


def em_avaliacao():
    iguais, outros = bloco(canais[0], canais[0]).eval(), bloco(canais[0], canais[1], 2).eval()
    uma = x2[:1, :, :5]  # uma imagem só, quadrada
    return [
        iguais(x.clone()),
        iguais(6 * x),
        iguais(uma.clone()),
        outros(x.clone()),
        outros(uma.clone()),
        iguais.training,
        iguais.bn1.training,
    ]


def entrada_depois():
    lidas = []
    for novo in (bloco(canais[0], canais[0]), bloco(canais[0], canais[1])):
        entrada = x.clone()
        novo(entrada)
        lidas += [entrada, entrada.requires_grad]
    return lidas


observe(
    "nomes, formas e o que é treinável",
    lambda: [estado(BlocoBasico(*canais)), estado(BlocoBasico(canais[0], canais[0])), estado(BlocoBasico(canais[0], canais[0], 2))],
    hint="conv1, bn1, conv2, bn2 e, só onde a forma muda, downsample (convolução 1×1 e BN); convoluções sem viés.",
    gate=True,
)
observe("expansao", lambda: BlocoBasico.expansao, hint="expansao é um atributo da classe, e vale 1.", gate=True)
observe(
    "treino, mesma forma",
    lambda: bloco(canais[0], canais[0])(x.clone()),
    hint="Compare com a fórmula: onde está cada ReLU, e o que se soma?",
    weight=2,
)
observe(
    "treino, passo 2 e outros canais",
    lambda: bloco(canais[0], canais[1], 2)(x.clone()),
    hint="Com passo 2, o atalho passa pela convolução 1×1 e pela sua BN antes da soma.",
    weight=2,
)
observe(
    "treino, só uma coisa muda",
    lambda: [
        bloco(*canais)(x.clone()),
        bloco(canais[0], canais[0], 2)(x.clone()),
        bloco(canais[0], canais[0], 3)(x.clone()),
        bloco(*canais, 3)(x2.clone()),
    ],
    hint="A projeção é precisa quando o passo não é 1, quando mudam os canais, ou nos dois casos.",
)
observe("avaliação", em_avaliacao, hint="Em eval, a BN usa as estatísticas guardadas, e nada muda de uma chamada para a outra.")
observe("as estatísticas depois de dois lotes", estatisticas, hint="Cada BN vê cada lote uma vez em treino.", gate=True)
observe(
    "gradiente",
    lambda: [gradientes(treino) for treino in (False, True)],
    hint="O gradiente chega à entrada e a todos os parâmetros, pelo ramo e pelo atalho, em treino e em avaliação.",
    gate=True,
    rtol=1e-6,
)
observe(
    "float64",
    lambda: bloco(*canais, 2, dtype=torch.float64).eval()(x.double()),
    hint="Depois de .double(), a conta inteira fica em float64.",
    gate=True,
)
observe("a entrada depois da chamada", entrada_depois, hint="x pertence a quem chamou: a ReLU no lugar escreve em cima dele?", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## O gargalo
#
# Com 256 canais, um bloco básico tem $2 \cdot 9 \cdot 256^2$ pesos, mais de um milhão. E uma ResNet empilha dezenas. O custo está na convolução 3×3 com muitos canais: $9\,c^2$.
#
# A saída de He et al. é o bloco residual com **gargalo** (*bottleneck*): uma convolução 1×1 **reduz** o número de canais, a 3×3 trabalha com poucos, e outra 1×1 **aumenta** de volta, para que a soma com a entrada seja possível.

# %% tags=["skip-execution"]
figura, (esquerda, direita) = plt.subplots(1, 2, figsize=(8, 5.6))
desenha_bloco(esquerda, ["conv1 3×3, 256", "bn1, ReLU", "conv2 3×3, 256", "bn2"], "", "básico", "256 canais", "256 canais")
desenha_bloco(
    direita,
    ["conv1 1×1, 64", "bn1, ReLU", "conv2 3×3, 64", "bn2, ReLU", "conv3 1×1, 256", "bn3"],
    "",
    "gargalo",
    "256 canais",
    "256 canais",
)
for eixo in (esquerda, direita):
    eixo.set_ylim(-8.4, 1.1)
mostrar(
    figura,
    alt="À esquerda, o bloco básico de 256 canais, com duas convoluções 3×3 de 256 canais. À direita, o gargalo: convolução 1×1 para 64 canais, 3×3 com 64, 1×1 de volta para 256, cada uma com BN, e ReLU nas duas primeiras e depois da soma.",
    legenda="O mesmo trecho de rede, feito com um bloco básico e com um gargalo. O número depois da vírgula é o de canais que saem.",
)

# %% [markdown]
# > **Seu palpite.** Os dois blocos da figura recebem e devolvem 256 canais. Quantas vezes menos pesos tem o gargalo: duas, quatro ou mais?
#
# Mova a redução: o quanto a primeira 1×1 encolhe os canais. Com redução 1 não há gargalo, só três convoluções.


# %% tags=["skip-execution"]
def pesos_por_convolucao(c, reducao):
    """Pesos das convoluções de um bloco de c canais: as do básico e as do gargalo."""
    m = c // reducao
    return {"básico": [9 * c * c, 9 * c * c], "gargalo": [c * m, 9 * m * m, m * c]}


def resume_gargalo(canais, reducao):
    basico, gargalo = (sum(pesos) for pesos in pesos_por_convolucao(canais, reducao).values())
    return f"Básico: {br(basico, 0)} pesos; gargalo: {br(gargalo, 0)}, {br(basico / gargalo)} vezes menos."


def desenha_gargalo(canais, reducao):
    figura, eixo = plt.subplots(figsize=(8, 2.6))
    for y, (nome, pesos) in enumerate(pesos_por_convolucao(canais, reducao).items()):
        comeco = 0.0
        nomes = ["3×3", "3×3"] if nome == "básico" else ["1×1 reduz", "3×3", "1×1 restaura"]
        for k, (peso, rotulo) in enumerate(zip(pesos, nomes, strict=True)):
            cor, trama = (cores.AZUL, "//") if rotulo == "3×3" else (cores.VERMELHO, "")
            eixo.barh(
                y,
                peso / 1e3,
                left=comeco / 1e3,
                color=cor,
                hatch=trama,
                edgecolor="white",
                label=rotulo[:3] if (y, k) in ((0, 0), (1, 0)) else None,
            )
            comeco += peso
        eixo.text(comeco / 1e3 * 1.01, y, " " + br(comeco / 1e3, 0), va="center", fontsize=10)
    eixo.set_yticks([0, 1], ["básico", "gargalo"])
    eixo.invert_yaxis()
    eixo.set(xlabel="milhares de pesos", xlim=(0, 18 * canais**2 / 1e3 * 1.2))
    eixo.legend(loc="lower right")
    return figura


explora(
    desenha_gargalo,
    canais=("Canais do bloco", [256, 64, 128, 512, 1024, 2048]),
    reducao=("Redução", [4, 1, 2, 8, 16]),
    parados=[{"canais": 256, "reducao": 1}, {"canais": 256, "reducao": 4}],
    alt=resume_gargalo,
    legenda=resume_gargalo,
)

# %% [markdown]
# Com redução 4, a da ResNet, são **16,9 vezes** menos pesos: 69.632 em vez de 1.179.648. A razão não depende de $c$: é $18\,c^2$ contra $2\,c^2/4 + 9\,c^2/16$. Quase todo o ganho vem da 3×3, que com um quarto dos canais de cada lado custa um dezesseis avos. Mesmo com redução 1 há economia,
# porque duas das convoluções passaram a 1×1; o preço é que só uma delas olha os vizinhos.
#
# No código, $c$ é o número de canais **no meio** do bloco, e saem $4c$: o gargalo da figura é `Gargalo(256, 64)`. O fator 4 chama-se **expansão** (*expansion*).
#
# Um detalhe que muda a rede sem mudar nenhuma forma: onde pôr o passo 2. O artigo original o põe na primeira 1×1, que então joga fora três de cada quatro pixels sem os ler. O torchvision o põe na 3×3.

# %% [markdown]
# ### Exercício 6.2 — O gargalo (1,5 ponto · 10 min)
#
# Escreva `Gargalo(c_in, c, passo=1)`, também com os nomes do torchvision:
#
# - `expansao = 4`, atributo da classe: o bloco devolve $4c$ canais;
# - `conv1` (1×1, de `c_in` para `c`), `bn1`; `conv2` (3×3, de `c` para `c`, **com o `passo`** e preenchimento 1), `bn2`; `conv3` (1×1, de `c` para $4c$), `bn3`; convoluções sem viés;
# - `downsample` como no 6.1, onde a forma muda: `passo` diferente de 1, ou `c_in` diferente de $4c$.
#
# Há uma ReLU depois de `bn1`, uma depois de `bn2` e uma depois da soma. `Gargalo(256, 64)` tem 70.400 parâmetros.

# %% tags=["skip-execution"]
dicas(
    "6.2",
    "Escreva os canais que entram e saem de cada uma das três convoluções de `Gargalo(256, 64)` e de `Gargalo(64, 64)`. Qual dos dois precisa de projeção?",
    "É o bloco do 6.1 com uma convolução a mais. Cuidado com três lugares: o passo na do meio, os 4c canais no fim, e a condição do atalho, que compara c_in com 4c.",
    "Parta do `__init__` do 6.1: `saem = 4 * c`; conv1 com núcleo 1; conv2 com núcleo 3, `stride=passo`, `padding=1`; conv3 com núcleo 1, de c para saem; `downsample` se `passo != 1 or c_in != saem`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-6.2", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["models", "Bottleneck"]
# Exercício 6.2


class Gargalo(nn.Module):
    """1×1 reduz, 3×3 trabalha, 1×1 restaura: (N, c_in, H, W) → (N, 4c, H', W')."""

    ### BEGIN SOLUTION
    expansao = 4
    ### END SOLUTION

    def __init__(self, c_in: int, c: int, passo: int = 1) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        saem = self.expansao * c
        self.conv1 = nn.Conv2d(c_in, c, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(c)
        self.conv2 = nn.Conv2d(c, c, 3, stride=passo, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c)
        self.conv3 = nn.Conv2d(c, saem, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(saem)
        self.downsample = None
        if passo != 1 or c_in != saem:
            self.downsample = nn.Sequential(nn.Conv2d(c_in, saem, 1, stride=passo, bias=False), nn.BatchNorm2d(saem))
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, c_in, H, W). Devolve (N, 4c, H', W')."""
        ### BEGIN SOLUTION
        atalho = x if self.downsample is None else self.downsample(x)
        h = torch.relu(self.bn1(self.conv1(x)))
        h = torch.relu(self.bn2(self.conv2(h)))
        h = self.bn3(self.conv3(h))
        return torch.relu(h + atalho)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-6.2", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 6.2
def gargalo_escolhido(pesos):
    """Quatro canais iguais a x; conv1 tira a média deles; conv2 e conv3 multiplicam. Em avaliação, a BN recém-criada não muda nada."""
    bloco = Gargalo(4, 1).eval()
    with torch.no_grad():
        bloco.conv1.weight.fill_(pesos[0] / 4)
        bloco.conv2.weight.zero_()
        bloco.conv2.weight[0, 0, 1, 1] = pesos[1]
        bloco.conv3.weight.fill_(pesos[2])
        return bloco(torch.tensor([[2.0, -4.0], [1.0, -2.0]]).expand(1, 4, 2, 2).clone())[0, 3]


def onde_fica_o_passo():
    """Uma imagem 4×4 com um pixel aceso fora da grade de passo 2; o atalho multiplica por zero."""
    bloco = Gargalo(4, 1, 2).eval()
    with torch.no_grad():
        for nome, parametro in bloco.named_parameters():
            if parametro.dim() == 4:
                parametro.fill_(0.0 if nome.startswith("downsample") else 1.0)
        imagem = torch.zeros(1, 4, 4, 4)
        imagem[0, 0, 1, 1] = 1
        return bloco(imagem)[0, 0]


verifica(
    "6.2",
    "Gargalo",
    [
        Caso(
            "número de parâmetros: (256, 64), (64, 64) e (256, 128, 2)",
            lambda: [sum(p.numel() for p in Gargalo(*tamanhos).parameters()) for tamanhos in ((256, 64), (64, 64), (256, 128, 2))],
            [70400, 75008, 379392],
            dica="Os canais são c_in → c → c → 4c; a projeção, onde há, vai de c_in para 4c.",
            enganos=[
                Engano([70784, 75648, 380672], "As convoluções têm viés. O que a BN logo depois faz com um número somado a todos os pixels de um canal?"),
                Engano([136448, 75008, 379392], "Há uma projeção também em `Gargalo(256, 64)`. Quantos canais saem dele, e quantos entram?"),
                Engano([70400, 58112, 379392], "`Gargalo(64, 64)` não tem projeção. Quantos canais chegam à soma pelo ramo, e quantos pelo atalho?"),
            ],
        ),
        Caso(
            "nomes dos parâmetros de Gargalo(2, 1)",
            lambda: sorted(nome for nome, _ in Gargalo(2, 1).named_parameters()),
            ["bn1.bias", "bn1.weight", "bn2.bias", "bn2.weight", "bn3.bias", "bn3.weight", "conv1.weight", "conv2.weight", "conv3.weight", "downsample.0.weight", "downsample.1.bias", "downsample.1.weight"],
            dica="Os atributos são conv1, bn1, conv2, bn2, conv3, bn3 e downsample.",
        ),
        Caso(
            "expansao e as formas com passo 2",
            lambda: [Gargalo.expansao, list(Gargalo(2, 3, 2)(torch.zeros(1, 2, 5, 6)).shape)],
            [4, [1, 12, 3, 3]],
            dica="Saem 4c canais. O passo vale no ramo e no atalho.",
        ),
        Caso(
            "em que convolução fica o passo",
            onde_fica_o_passo,
            torch.ones(2, 2),
            dica="O passo fica na 3×3, que ainda lê os pixels entre uma posição e a outra.",
            enganos=[
                Engano(torch.zeros(2, 2), "O passo ficou na primeira 1×1. Que pixels uma convolução 1×1 de passo 2 nunca lê?"),
            ],
        ),
        Caso(
            "conv1 multiplica por −1, conv2 por 1, conv3 por 1,5",
            lambda: gargalo_escolhido((-1, 1, 1.5)),
            torch.tensor([[2.0, 2.0], [1.0, 1.0]]),
            dica="Siga um pixel: −4 → 4 → ReLU → 4 → ReLU → 6 → soma com −4.",
            enganos=[
                Engano(torch.tensor([[0.0, 6.0], [0.0, 3.0]]), "O atalho não entrou na soma. Com o ramo em zero, o que este bloco deveria devolver?"),
                Engano(torch.tensor([[0.0, 2.0], [0.0, 1.0]]), "Não há ReLU dentro do ramo. Quantas ReLU o enunciado põe antes da soma?"),
            ],
        ),
        Caso(
            "conv1 multiplica por 1, conv2 por −1, conv3 por −1",
            lambda: gargalo_escolhido((1, -1, -1)),
            torch.tensor([[2.0, 0.0], [1.0, 0.0]]),
            dica="Há uma ReLU depois de bn1 e outra depois de bn2.",
            enganos=[
                Engano(torch.tensor([[4.0, 0.0], [2.0, 0.0]]), "Falta a ReLU depois de `bn2`. Que sinal tem o que entra em `conv3`?"),
            ],
        ),
        Caso(
            "conv1 multiplica por 1, conv2 por 1, conv3 por −0,5",
            lambda: gargalo_escolhido((1, 1, -0.5)),
            torch.tensor([[1.0, 0.0], [0.5, 0.0]]),
            dica="O ramo pode subtrair: ele termina em bn3. A última ReLU vem depois da soma.",
            enganos=[
                Engano(torch.tensor([[2.0, 0.0], [1.0, 0.0]]), "O ramo passou por uma ReLU antes da soma: assim ele só acrescenta. Que camada é a última do ramo?"),
                Engano(torch.tensor([[1.0, -4.0], [0.5, -2.0]]), "Falta a ReLU depois da soma. Quantas ReLU há ao todo no bloco?"),
            ],
        ),
    ],
)  # um engano por linha  # fmt: skip
### BEGIN HIDDEN TESTS
c_in = observe.given("c_in", lambda: int(torch.randint(3, 8, ())))
c = observe.given("c", lambda: int(torch.randint(2, 5, ())))
x = observe.given("x", lambda: torch.randn(3, c_in, 7, 10, device=observe.device))
largo = observe.given("largo", lambda: torch.randn(3, 4 * c, 6, 5, device=observe.device))
v = observe.given("v", lambda: torch.randn(3, 4 * c, 4, 5, device=observe.device))


def gargalo(entram, *passo, dtype=torch.float32):
    """Pesos e estatísticas sorteados, iguais dos dois lados; os ganhos das BN, em torno de 1."""
    novo = Gargalo(entram, c, *passo).to(observe.device, dtype)
    observe.fill(novo)
    with torch.no_grad():
        for nome, parametro in novo.named_parameters():
            if parametro.dim() == 1 and nome.endswith("weight"):
                parametro.add_(1)
    return novo


def estado(modulo):
    """Parâmetros e buffers, pelo nome: forma, e se é treinável."""
    treinaveis = {nome: parametro.requires_grad for nome, parametro in modulo.named_parameters()}
    return sorted([nome, list(valor.shape), treinaveis.get(nome, "buffer")] for nome, valor in modulo.state_dict().items())


def estatisticas():
    """Os buffers depois de dois lotes em treino."""
    novo = gargalo(c_in, 2)
    novo(x.clone()), novo(2 * x)
    return [valor for nome, valor in sorted(novo.named_buffers())]


def gradientes(treino):
    novo, folha = gargalo(c_in, 2, dtype=torch.float64), x.double().requires_grad_()
    (novo.train(treino)(folha) * v).sum().backward()
    return [folha.grad, *[parametro.grad for _, parametro in sorted(novo.named_parameters())]]


def em_avaliacao():
    iguais, outros = gargalo(4 * c).eval(), gargalo(c_in, 2).eval()
    uma = x[:1, :, :, :7]  # uma imagem só, quadrada
    return [iguais(largo.clone()), iguais(8 * largo), outros(x.clone()), outros(uma.clone()), iguais.training, iguais.bn3.training]


def entrada_depois():
    lidas = []
    for novo, entrada in ((gargalo(4 * c), largo.clone()), (gargalo(c_in), x.clone())):
        novo(entrada)
        lidas += [entrada, entrada.requires_grad]
    return lidas


observe(
    "nomes, formas e o que é treinável",
    lambda: [estado(Gargalo(*tamanhos)) for tamanhos in ((c_in, c), (c, c), (4 * c, c), (4 * c, c, 2))],
    hint="conv1, bn1, conv2, bn2, conv3, bn3 e, só onde a forma muda, downsample (convolução 1×1 e BN); convoluções sem viés.",
    gate=True,
)
observe("expansao", lambda: Gargalo.expansao, hint="expansao é um atributo da classe, e vale 4.", gate=True)
observe(
    "treino, mesma forma",
    lambda: gargalo(4 * c)(largo.clone()),
    hint="São três ReLU: depois de bn1, depois de bn2 e depois da soma.",
    weight=2,
)
observe(
    "treino, passo 2 e outros canais",
    lambda: gargalo(c_in, 2)(x.clone()),
    hint="O passo fica na convolução 3×3 e na do atalho.",
    weight=2,
)
observe(
    "treino, só uma coisa muda",
    lambda: [
        gargalo(c_in)(x.clone()),
        gargalo(4 * c, 2)(largo.clone()),
        gargalo(4 * c, 3)(largo.clone()),
        gargalo(c_in, 3)(x.clone()),
        gargalo(c)(largo[:, :c].clone()),
    ],
    hint="A projeção é precisa quando o passo não é 1, quando c_in não é 4c, ou nos dois casos.",
)
observe("avaliação", em_avaliacao, hint="Em eval, a BN usa as estatísticas guardadas, e nada muda de uma chamada para a outra.")
observe("as estatísticas depois de dois lotes", estatisticas, hint="Cada BN vê cada lote uma vez em treino.", gate=True)
observe(
    "gradiente",
    lambda: [gradientes(treino) for treino in (False, True)],
    hint="O gradiente chega à entrada e a todos os parâmetros, pelo ramo e pelo atalho, em treino e em avaliação.",
    gate=True,
    rtol=1e-6,
)
observe(
    "float64",
    lambda: gargalo(c_in, 2, dtype=torch.float64).eval()(x.double()),
    hint="Depois de .double(), a conta inteira fica em float64.",
    gate=True,
)
observe("a entrada depois da chamada", entrada_depois, hint="x pertence a quem chamou: a ReLU no lugar escreve em cima dele?", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# O torchvision tem os mesmos blocos. Copie os pesos de um para o outro, pelos nomes, e compare as saídas.


# %% tags=["skip-execution"]
def respondeu(prova):
    """Se a resposta do aluno dá o que a prova pede; um erro conta como não."""
    try:
        return bool(prova())
    except Exception:
        return False


def tem_basico():
    """Se o bloco básico dá a forma certa e tem os parâmetros certos."""
    return BlocoBasico(2, 4, 2)(torch.zeros(2, 2, 4, 4)).shape == (2, 4, 2, 2) and quantos(BlocoBasico(64, 64)) == 73984


def tem_gargalo():
    """O mesmo, do gargalo."""
    return Gargalo(8, 2)(torch.zeros(2, 8, 4, 4)).shape == (2, 8, 4, 4) and quantos(Gargalo(256, 64)) == 70400


def compara(meu, deles, x):
    """A maior diferença entre as saídas, em treino e em avaliação, com os mesmos pesos."""
    meu.load_state_dict(deles.state_dict())
    with torch.no_grad():
        return [(meu.train(modo)(x) - deles.train(modo)(x)).abs().max().item() for modo in (True, False)]


if respondeu(tem_basico) and respondeu(tem_gargalo):
    from torchvision.models.resnet import BasicBlock, Bottleneck

    semente(0)
    x = torch.randn(4, 64, 14, 14)
    norma = nn.BatchNorm2d
    deles = BasicBlock(64, 128, 2, nn.Sequential(nn.Conv2d(64, 128, 1, 2, bias=False), norma(128)))
    print(f"BlocoBasico(64, 128, 2): maior diferença {max(compara(BlocoBasico(64, 128, 2), deles, x)):.0e}")
    deles = Bottleneck(64, 32, 2, nn.Sequential(nn.Conv2d(64, 128, 1, 2, bias=False), norma(128)))
    print(f"Gargalo(64, 32, 2):      maior diferença {max(compara(Gargalo(64, 32, 2), deles, x)):.0e}")
else:
    print("Resolva 6.1 e 6.2 e rode esta célula de novo.")

# %% [markdown]
# ## Um estágio
#
# Blocos que trabalham em mapas do mesmo tamanho formam um **estágio** (*stage*). Só o primeiro muda a forma: leva o passo, dobra os canais e projeta o atalho. Os seguintes são blocos identidade, e o sinal atravessa o resto do estágio por atalhos sem parâmetros.
#
# Há um caso que engana. No primeiro estágio da ResNet-50 o passo é 1, e mesmo assim o primeiro bloco projeta: entram 64 canais e, com a expansão 4, saem 256.
#
# > **Seu palpite.** Num estágio de seis blocos, quantas projeções há? E se todos os blocos levassem o passo 2, que mapa sobraria de um de 14 × 14?

# %% [markdown]
# ### Exercício 6.3 — Um estágio (1,0 ponto · 10 min)
#
# Escreva `estagio(Bloco, c_in, c, n, passo)`: um `nn.Sequential` de `n` blocos ($n \ge 1$), feitos com a classe `Bloco`, que é o seu `BlocoBasico` ou o seu `Gargalo`.
#
# - O primeiro recebe `c_in` canais e leva o `passo`.
# - Os outros recebem o que o anterior devolve, `Bloco.expansao` · `c` canais, e têm passo 1.
#
# Todos são criados com `Bloco(entram, c, passo)`, cada um com pesos próprios. `estagio(Gargalo, 64, 64, 3, 1)`, o primeiro da ResNet-50, tem 215.808 parâmetros: só o primeiro bloco projeta, de 64 para 256 canais.

# %% tags=["skip-execution"]
dicas(
    "6.3",
    "Escreva, para `estagio(Gargalo, 64, 64, 3, 1)`, o que cada um dos três blocos recebe e devolve. Só um deles é diferente: por quê?",
    "Os blocos do segundo em diante são iguais entre si: recebem `Bloco.expansao * c`. Mas cada um precisa ser **criado**: repetir o mesmo objeto repete os pesos.",
    "Comece a lista com `Bloco(c_in, c, passo)`; acrescente n − 1 vezes `Bloco(Bloco.expansao * c, c)`; devolva `nn.Sequential(*lista)`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-6.3", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["models", "BasicBlock", "Bottleneck", "_make_layer"]
# Exercício 6.3


def estagio(Bloco: type[nn.Module], c_in: int, c: int, n: int, passo: int) -> nn.Sequential:
    """n blocos em fila: o primeiro muda a forma, (N, c_in, H, W) → (N, Bloco.expansao · c, H / passo, W / passo); os outros a conservam."""
    ### BEGIN SOLUTION
    seguintes = [Bloco(Bloco.expansao * c, c) for _ in range(n - 1)]
    return nn.Sequential(Bloco(c_in, c, passo), *seguintes)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-6.3", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 6.3
def pesos_do_estagio(*argumentos):
    return sum(p.numel() for p in estagio(*argumentos).parameters())


def com_projecao(*argumentos):
    return sorted(nome for nome, _ in estagio(*argumentos).named_parameters() if "downsample.0" in nome)


verifica(
    "6.3",
    "estagio",
    [
        Caso(
            "tipo e tamanho",
            lambda: [isinstance(estagio(BlocoBasico, 2, 4, 3, 2), nn.Sequential), len(estagio(BlocoBasico, 2, 4, 3, 2)), len(estagio(BlocoBasico, 2, 4, 1, 2))],
            [True, 3, 1],
            dica="`nn.Sequential(*lista)`, com n blocos ao todo, o primeiro incluído.",
            enganos=[
                Engano([True, 4, 2], "Há um bloco a mais. O primeiro, o que muda a forma, conta entre os n?"),
                Engano([True, 2, 1], "Falta um bloco. Quantos blocos a sua lista tem quando n é 3, contando o primeiro?"),
            ],
        ),
        Caso(
            "parâmetros: (BlocoBasico, 64, 128, 4, 2) e (Gargalo, 64, 64, 3, 1)",
            lambda: [pesos_do_estagio(BlocoBasico, 64, 128, 4, 2), pesos_do_estagio(Gargalo, 64, 64, 3, 1)],
            [1116416, 215808],
            dica="Do segundo bloco em diante entram Bloco.expansao · c canais. Cada bloco tem pesos próprios.",
            enganos=[
                Engano([525568, 145408], "Os blocos depois do primeiro são o mesmo objeto repetido: têm os mesmos pesos. Quantas vezes a sua linha chama `Bloco(…)`?"),
            ],
        ),
        Caso(
            "quem projeta",
            lambda: [com_projecao(BlocoBasico, 4, 4, 3, 2), com_projecao(Gargalo, 4, 4, 3, 1), com_projecao(BlocoBasico, 4, 4, 2, 1)],
            [["0.downsample.0.weight"], ["0.downsample.0.weight"], []],
            dica="Só o primeiro bloco pode precisar de projeção. Os nomes começam com o lugar do bloco: 0., 1., 2.",
            enganos=[
                Engano([["0.downsample.0.weight", "1.downsample.0.weight", "2.downsample.0.weight"], ["0.downsample.0.weight"], []], "Todos os blocos levam o passo. Com quatro blocos de passo 2, o que sobra de um mapa de 8 × 8?"),
                Engano([["2.downsample.0.weight"], ["0.downsample.0.weight"], []], "O passo ficou no último bloco. Qual deles recebe o mapa grande do estágio anterior?"),
                Engano([[], ["0.downsample.0.weight"], []], "Nenhum bloco leva o passo. Que bloco encolhe o mapa?"),
            ],
        ),
        Caso(
            "formas",
            lambda: [list(estagio(BlocoBasico, 2, 4, 3, 2)(torch.zeros(1, 2, 9, 8)).shape), list(estagio(Gargalo, 2, 3, 2, 2)(torch.zeros(1, 2, 9, 8)).shape)],
            [[1, 4, 5, 4], [1, 12, 5, 4]],
            dica="O mapa encolhe uma vez por estágio, no primeiro bloco.",
        ),
    ],
)  # um engano por linha  # fmt: skip
### BEGIN HIDDEN TESTS
c_in = observe.given("c_in", lambda: int(torch.randint(5, 9, ())))
c = observe.given("c", lambda: int(torch.randint(2, 5, ())))
n = observe.given("n", lambda: int(torch.randint(4, 7, ())))
muitos = observe.given("muitos", lambda: int(torch.randint(12, 40, ())))
x = observe.given("x", lambda: torch.randn(4, c_in, 9, 12, device=observe.device))
fino = observe.given("fino", lambda: torch.randn(4, c, 8, 6, device=observe.device))


def preenchido(Bloco, entram, quantos, passo):
    """Pesos e estatísticas sorteados, iguais dos dois lados; os ganhos das BN, em torno de 1."""
    novo = estagio(Bloco, entram, c, quantos, passo).to(observe.device)
    observe.fill(novo)
    with torch.no_grad():
        for nome, parametro in novo.named_parameters():
            if parametro.dim() == 1 and nome.endswith("weight"):
                parametro.add_(1)
    return novo


def feitio(*argumentos):
    """O tipo, quantos blocos, de que classe, e os parâmetros pelo nome."""
    novo = estagio(*argumentos)
    blocos = sum(type(modulo) is argumentos[0] for modulo in novo.children())
    return [type(novo).__name__, len(novo), blocos, sorted([nome, list(p.shape), p.requires_grad] for nome, p in novo.named_parameters())]


def dois_blocos(Bloco, entram, imagem, passo):
    """A saída em treino e em avaliação: criar um segundo estágio, e zerá-lo, não pode mudar o primeiro."""
    primeiro = preenchido(Bloco, entram, 2, passo)
    for parametro in estagio(Bloco, entram, c, 2, passo).parameters():
        parametro.data.zero_()
    return [primeiro(imagem.clone()), primeiro.eval()(imagem.clone())]


observe(
    "feitio dos estágios",
    lambda: [
        feitio(BlocoBasico, c_in, c, n, 2),
        feitio(BlocoBasico, c, c, n, 1),
        feitio(BlocoBasico, c, c, 2, 2),
        feitio(Gargalo, c, c, n, 1),
        feitio(Gargalo, 4 * c, c, 1, 1),
        feitio(Gargalo, c, c, muitos, 2),
    ],
    hint="n blocos da classe dada, num nn.Sequential; projeta só o primeiro, e só onde a forma muda.",
    gate=True,
)
observe(
    "básico, passo 2",
    lambda: preenchido(BlocoBasico, c_in, n, 2)(x.clone()),
    hint="O passo fica no primeiro bloco; os outros conservam a forma.",
    weight=2,
    rtol=1e-3,
)
observe(
    "gargalo, passo 1",
    lambda: preenchido(Gargalo, c, n, 1)(fino.clone()),
    hint="Com c_in = c e passo 1, o gargalo ainda projeta: saem 4c canais.",
    weight=2,
    rtol=1e-3,
)
observe(
    "gargalo, passo 2, avaliação",
    lambda: preenchido(Gargalo, c_in, n - 1, 2).eval()(x.clone()),
    hint="Em eval, como em treino: um bloco depois do outro.",
    rtol=1e-3,
)
observe(
    "um bloco, e dois",
    lambda: [preenchido(BlocoBasico, c_in, 1, 3)(x.clone()), *dois_blocos(BlocoBasico, c, fino, 1), *dois_blocos(Gargalo, c_in, x, 2)],
    hint="Com n = 1 há só o bloco que muda a forma. Cada chamada cria blocos novos.",
    rtol=1e-3,
)
### END HIDDEN TESTS

# %% [markdown]
# ## A rede inteira
#
# Quatro estágios, um começo que reduz a imagem e um fim que tira a média de cada canal e classifica. É tudo. (Do palpite: num estágio há no máximo uma projeção; com passo 2 nos seis blocos, de 14 × 14 sobraria 1 × 1.) Eis a ResNet-34, desenhada a partir da lista de blocos `[3, 4, 6, 3]`.


# %% tags=["skip-execution"]
def convolucao(eixo, x, y, texto, cor):
    eixo.text(
        x,
        y,
        texto,
        rotation=90,
        ha="center",
        va="center",
        fontsize=9,
        bbox={"boxstyle": "round,pad=0.25", "fc": "white", "ec": cor},
        zorder=3,
    )


def desenha_resnet34():
    figura, eixos = plt.subplots(4, 1, figsize=(9, 7.6))
    lado = 56
    for k, (eixo, n) in enumerate(zip(eixos, [3, 4, 6, 3], strict=True)):
        canais = 64 * 2**k
        comeco = ["7×7, 64, /2", "pool, /2"] if k == 0 else []
        fim = ["média", "densa 1000"] if k == 3 else []
        for j, texto in enumerate(comeco):
            convolucao(eixo, j, 0, texto, cores.PRETO)
        x0 = len(comeco)
        for b in range(n):
            muda = k > 0 and b == 0
            for j in range(2):
                convolucao(eixo, x0 + 2 * b + j, 0, f"3×3, {canais}" + (", /2" if muda and j == 0 else ""), cores.CORES[k])
            arco = {
                "arrowstyle": "->",
                "connectionstyle": "arc3,rad=-0.45",
                "linewidth": 1.6,
                "color": cores.VERMELHO if muda else cores.PRETO,
            }
            eixo.annotate("", (x0 + 2 * b + 1.5, 0.55), (x0 + 2 * b - 0.5, 0.55), arrowprops=arco | {"linestyle": "--" if muda else "-"})
        for j, texto in enumerate(fim):
            convolucao(eixo, x0 + 2 * n + j, 0, texto, cores.PRETO)
        eixo.plot([-0.8, x0 + 2 * n + len(fim) - 0.2], [0, 0], color=cores.CINZA, zorder=1)
        eixo.set_title(f"layer{k + 1}: {n} blocos, mapas de {lado // 2**k} × {lado // 2**k}", fontsize=10, loc="left")
        eixo.set(xlim=(-1, 12.4), ylim=(-0.85, 1.3))
        eixo.axis("off")
    figura.tight_layout()
    return figura


mostrar(
    desenha_resnet34(),
    alt="A ResNet-34 em quatro fileiras, uma por estágio. A primeira começa com uma convolução 7×7 de passo 2 e um pooling, e tem 3 blocos de 64 canais, todos com atalho de linha cheia. As outras têm 4 blocos de 128 canais, 6 de 256 e 3 de 512; em cada uma, o atalho do primeiro bloco é tracejado e o dos outros, cheio. No fim, a média de cada canal e a densa de mil classes.",
    legenda="ResNet-34. Cada caixa é uma convolução com a sua BN; /2 é passo 2. Linha cheia: bloco identidade. Tracejada: bloco com downsample. A saída de cada fileira entra na de baixo.",
)

# %% [markdown]
# Siga as linhas cheias e tracejadas, da primeira à última: há um caminho da imagem até a classificação que só passa por atalhos. O artigo o chama de "rodovia" para os gradientes. Ele tem três trechos com pedágio, as projeções, e uma ReLU depois de cada soma; todo o resto é soma.

# %% [markdown]
# ### Exercício 6.4 — A ResNet (2,0 pontos · 20 min)
#
# Escreva `ResNet(Bloco, blocos, n_classes=1000)` com o seu `estagio`; `blocos` diz quantos blocos tem cada um dos quatro estágios.
#
# | atributo | o que é |
# |---|---|
# | `conv1`, `bn1` | convolução 7×7, de 3 para 64 canais, passo 2, preenchimento 3, sem viés; BN; depois, ReLU |
# | | *max pooling* 3×3, passo 2, preenchimento 1 |
# | `layer1` | estágio com $c = 64$ e passo 1 |
# | `layer2`, `layer3`, `layer4` | estágios com $c = 128$, $256$, $512$ e passo 2 |
# | | média de cada canal sobre todo o mapa, qualquer que seja o tamanho dele |
# | `fc` | densa, com viés, de `Bloco.expansao` · 512 para `n_classes` |
#
# Os pesos iniciais são livres. `ResNet(BlocoBasico, [3, 4, 6, 3])`, a ResNet-34, tem 21.797.672 parâmetros; com `Gargalo`, a ResNet-50, 25.557.032; e a ResNet-200, `ResNet(Gargalo, [3, 24, 36, 3])`, 64.673.832.

# %% tags=["skip-execution"]
dicas(
    "6.4",
    "Escreva os canais que entram em cada estágio da ResNet-34 e da ResNet-50. No primeiro são 64 nos dois casos; e nos outros?",
    "O que sai do estágio de c canais são `Bloco.expansao * c`: é o que entra no seguinte e, do último, em `fc`. Para a média de cada canal: `h.mean((2, 3))`, ou `nn.AdaptiveAvgPool2d(1)` e achatar.",
    "No `__init__`, com `e = Bloco.expansao`: layer1 é `estagio(Bloco, 64, 64, blocos[0], 1)`; layer2, `estagio(Bloco, 64 * e, 128, blocos[1], 2)`; e assim por diante. No `forward`: conv1, bn1, ReLU, max pooling, os quatro estágios, a média e `fc`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-6.4", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["models", "resnet18", "resnet34", "resnet50", "BasicBlock", "Bottleneck", "_make_layer"]
# Exercício 6.4


class ResNet(nn.Module):
    """ResNet de quatro estágios (He et al., 2016), com os nomes do torchvision: (N, 3, H, W) → (N, n_classes)."""

    def __init__(self, Bloco: type[nn.Module], blocos: list[int], n_classes: int = 1000) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        e = Bloco.expansao
        self.conv1 = nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.layer1 = estagio(Bloco, 64, 64, blocos[0], 1)
        self.layer2 = estagio(Bloco, 64 * e, 128, blocos[1], 2)
        self.layer3 = estagio(Bloco, 128 * e, 256, blocos[2], 2)
        self.layer4 = estagio(Bloco, 256 * e, 512, blocos[3], 2)
        self.fc = nn.Linear(512 * e, n_classes)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, 3, H, W), de qualquer tamanho. Devolve (N, n_classes)."""
        ### BEGIN SOLUTION
        h = torch.relu(self.bn1(self.conv1(x)))
        h = F.max_pool2d(h, 3, stride=2, padding=1)
        h = self.layer4(self.layer3(self.layer2(self.layer1(h))))
        return self.fc(h.mean((2, 3)))
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-6.4", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 6.4
def resnet_no_meta(*argumentos):
    """A rede no dispositivo meta: formas e contas de parâmetros, sem números nem memória."""
    with torch.device("meta"):
        return ResNet(*argumentos)


def parametros_da_resnet(*argumentos):
    return sum(p.numel() for p in resnet_no_meta(*argumentos).parameters())


def lados(altura, largura):
    """A altura e a largura depois de conv1 e de cada estágio."""
    rede, lidos = ResNet(BlocoBasico, [1, 1, 1, 1]).eval(), []
    for parte in (rede.conv1, rede.layer1, rede.layer2, rede.layer3, rede.layer4):
        parte.register_forward_hook(lambda _, entrada, saida: lidos.append(list(saida.shape[2:])))
    with torch.no_grad():
        rede(torch.zeros(1, 3, altura, largura))
    return lidos


verifica(
    "6.4",
    "ResNet",
    [
        Caso(
            "parâmetros da ResNet-34, da ResNet-50 e da ResNet-200",
            lambda: [
                parametros_da_resnet(BlocoBasico, [3, 4, 6, 3]),
                parametros_da_resnet(Gargalo, [3, 4, 6, 3]),
                parametros_da_resnet(Gargalo, [3, 24, 36, 3]),
            ],
            [21797672, 25557032, 64673832],
            dica="Compare atributo por atributo com a tabela: convoluções sem viés, `fc` com viés, Bloco.expansao · c canais entre estágios.",
            enganos=[
                Engano([21797736, 25557096, 64673896], "A primeira convolução tem viés. O que vem logo depois dela?"),
                Engano([21796672, 25556032, 64672832], "A camada `fc` não tem viés. Há uma BN depois dela?"),
                Engano([21797672, 25557032, 25557032], "A rede tem os blocos da ResNet-50, qualquer que seja `blocos`. Onde esse argumento aparece no seu `__init__`?"),
            ],
        ),
        Caso(
            "os nomes das partes",
            lambda: sorted({nome.split(".")[0] for nome in resnet_no_meta(BlocoBasico, [1, 1, 1, 1]).state_dict()}),
            ["bn1", "conv1", "fc", "layer1", "layer2", "layer3", "layer4"],
            dica="Os nomes são os do torchvision, em inglês, para que os pesos dele possam ser carregados.",
        ),
        Caso(
            "altura e largura depois de conv1 e de cada estágio, de 224 × 224",
            lambda: lados(224, 224),
            [[112, 112], [56, 56], [28, 28], [14, 14], [7, 7]],
            dica="conv1 e o max pooling dividem o lado por 2; layer1 o conserva; os outros estágios dividem por 2 de novo.",
            enganos=[
                Engano([[112, 112], [112, 112], [56, 56], [28, 28], [14, 14]], "Entre `conv1` e `layer1` o lado não mudou. Que passo falta entre eles na tabela?"),
                Engano([[112, 112], [28, 28], [14, 14], [7, 7], [4, 4]], "O primeiro estágio também encolheu o mapa. Que passo a tabela dá a `layer1`?"),
                Engano([[112, 112], [55, 55], [28, 28], [14, 14], [7, 7]], "O mapa que entra em `layer1` tem 55 de lado. Que preenchimento a tabela dá ao max pooling?"),
            ],
        ),
        Caso(
            "um lado ímpar, 225 × 97",
            lambda: lados(225, 97),
            [[113, 49], [57, 25], [29, 13], [15, 7], [8, 4]],
            dica="Com os preenchimentos da tabela, cada divisão por 2 arredonda para cima.",
        ),
        Caso(
            "a forma da saída, para qualquer imagem",
            lambda: [list(ResNet(Gargalo, [1, 1, 1, 1], 7)(torch.zeros(2, 3, *lado)).shape) for lado in ((64, 64), (50, 97))],
            [[2, 7], [2, 7]],
            dica="A média global deixa um número por canal, qualquer que seja o lado do último mapa.",
        ),
    ],
)  # um engano por linha  # fmt: skip
### BEGIN HIDDEN TESTS
classes = observe.given("classes", lambda: int(torch.randint(3, 9, ())))
blocos = observe.given("blocos", lambda: (torch.randperm(4)[:4] % 2 + 1).tolist())
outros = observe.given("outros", lambda: [(torch.randperm(7)[:4] + 1).tolist() for _ in range(2)])
x = observe.given("x", lambda: torch.randn(4, 3, 64, 64, device=observe.device))
torta = observe.given("torta", lambda: torch.randn(2, 3, 50, 75, device=observe.device))
v = observe.given("v", lambda: torch.randn(2, classes, device=observe.device))
redes = {}


def rede(Bloco):
    """Criada uma vez e preenchida de novo a cada uso: pesos e estatísticas iguais dos dois lados; os ganhos das BN, em torno de 1."""
    if Bloco not in redes:
        redes[Bloco] = ResNet(Bloco, blocos if Bloco is BlocoBasico else [1, 1, 1, 1], classes).to(observe.device)
    observe.fill(redes[Bloco])
    with torch.no_grad():
        for nome, parametro in redes[Bloco].named_parameters():
            parametro.grad = None
            if parametro.dim() == 1 and nome.endswith("weight"):
                parametro.add_(1)
    return redes[Bloco].train()


def no_meta(*argumentos):
    with torch.device("meta"):
        return ResNet(*argumentos)


def estado(modulo):
    """Parâmetros e buffers, pelo nome: forma, e se é treinável."""
    treinaveis = {nome: parametro.requires_grad for nome, parametro in modulo.named_parameters()}
    return sorted([nome, list(valor.shape), treinaveis.get(nome, "buffer")] for nome, valor in modulo.state_dict().items())


def em_treino(Bloco):
    """A saída, as estatísticas de bn1 depois dela e a média de cada uma das outras."""
    em_uso = rede(Bloco)
    saida = em_uso(x.clone())
    medias = [valor.float().mean().item() for _, valor in sorted(em_uso.named_buffers())]
    return [saida, em_uso.bn1.running_mean.clone(), em_uso.bn1.running_var.clone(), medias]


def em_avaliacao(Bloco):
    em_uso = rede(Bloco).eval()
    with torch.no_grad():
        return [em_uso(torta.clone()), em_uso(2 * torta), em_uso(torta[:1, :, :33, :32]), em_uso.training, em_uso.bn1.training]


def gradientes():
    em_uso, folha = rede(BlocoBasico).eval(), torta.clone().requires_grad_()
    (em_uso(folha) * v).sum().backward()
    lidos = [folha.grad, em_uso.conv1.weight.grad, em_uso.layer3[0].conv1.weight.grad.norm().item(), em_uso.fc.weight.grad]
    em_uso = rede(BlocoBasico)
    em_uso(x[:2]).square().sum().backward()
    return [*lidos, sum(p.grad is not None and bool(p.grad.any()) for p in em_uso.parameters())]


def entrada_depois():
    entrada = torta.clone()
    rede(BlocoBasico)(entrada)
    return [entrada, entrada.requires_grad]


observe(
    "nomes, formas e o que é treinável",
    lambda: [estado(no_meta(Bloco, lista, classes)) for Bloco, lista in ((BlocoBasico, outros[0]), (Gargalo, outros[1]))],
    hint="Os atributos são os da tabela; cada estágio tem os blocos que a lista diz.",
    gate=True,
)
observe(
    "as redes do enunciado",
    lambda: [
        sum(p.numel() for p in no_meta(*dados).parameters())
        for dados in ((BlocoBasico, [3, 4, 6, 3]), (Gargalo, [3, 4, 6, 3]), (Gargalo, [3, 24, 36, 3]))
    ],
    hint="ResNet-34, ResNet-50 e ResNet-200 têm os parâmetros que o enunciado diz; sem n_classes, são mil classes.",
    gate=True,
)
for nome, Bloco in (("básico", BlocoBasico), ("gargalo", Gargalo)):
    observe(
        f"{nome}, avaliação",
        lambda Bloco=Bloco: em_avaliacao(Bloco),
        hint="Siga a tabela de cima a baixo: núcleo, passo e preenchimento do começo, a ReLU e o max pooling, os estágios, a média.",
        weight=2,
        rtol=1e-3,
    )
    observe(
        f"{nome}, treino",
        lambda Bloco=Bloco: em_treino(Bloco),
        hint="A mesma conta, com as estatísticas do lote; cada BN vê cada lote uma vez.",
        rtol=2e-3,
        atol=1e-3,
    )
observe(
    "gradiente",
    gradientes,
    hint="O gradiente chega da saída à imagem e a todas as camadas.",
    gate=True,
    rtol=1e-3,
)
observe("a entrada depois da chamada", entrada_depois, hint="A imagem pertence a quem chamou: não escreva nela.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# Os nomes servem para isto: carregar na sua rede os pesos da rede do torchvision. (Aqui são pesos sorteados; com internet, `models.resnet34(weights="DEFAULT")` traria os treinados.)


# %% tags=["skip-execution"]
def tem_resnet():
    """Se a ResNet-34 tem os nomes e as formas da do torchvision."""
    with torch.device("meta"):
        minha, deles = ResNet(BlocoBasico, [3, 4, 6, 3]).state_dict(), models.resnet34().state_dict()
    return {nome: valor.shape for nome, valor in minha.items()} == {nome: valor.shape for nome, valor in deles.items()}


if respondeu(tem_resnet):
    semente(0)
    x = torch.randn(4, 3, 64, 64)
    for nome, minha, deles in (
        ("ResNet-34", ResNet(BlocoBasico, [3, 4, 6, 3]), models.resnet34()),
        ("ResNet-50", ResNet(Gargalo, [3, 4, 6, 3]), models.resnet50()),
    ):
        treino, avaliacao = compara(minha, deles, x)
        print(f"{nome}: maior diferença {treino:.0e} em treino, {avaliacao:.0e} em avaliação")
else:
    print("Resolva 6.1 a 6.4 e rode esta célula de novo.")

# %% [markdown]
# ## Onde estão os parâmetros?
#
# A ResNet-34 e a ResNet-50 têm a mesma lista, `[3, 4, 6, 3]`. Muda o bloco. E os canais que circulam entre blocos: 64, 128, 256, 512 na primeira; quatro vezes isso na segunda.
#
# > **Seu palpite.** Com quatro vezes mais canais entre os blocos, a ResNet-50 tem quantas vezes os parâmetros da ResNet-34? E se ela fosse feita de blocos básicos com esses mesmos canais largos?


# %% tags=["skip-execution"]
def do_bloco(tipo, c_in, c, passo, lado):
    """Parâmetros e MACs de um bloco que recebe c_in canais; lado é o do mapa que sai."""
    saem = 4 * c if tipo == "gargalo" else c
    if tipo == "gargalo":  # a primeira 1×1 ainda vê o mapa grande
        pesos, vezes = [c_in * c, 9 * c * c, c * saem], [(passo * lado) ** 2, lado**2, lado**2]
        normas = 2 * (c + c + saem)
    else:
        pesos, vezes = [9 * c_in * c, 9 * c * c], [lado**2, lado**2]
        normas = 2 * (c + c)
    if passo != 1 or c_in != saem:
        pesos, vezes, normas = [*pesos, c_in * saem], [*vezes, lado**2], normas + 2 * saem
    return sum(pesos) + normas, sum(p * v for p, v in zip(pesos, vezes, strict=True))


def por_estagio(tipo, blocos, largura=1):
    """[(parâmetros, MACs)] do começo, de cada estágio e do fim, para imagens de 224 × 224; largura multiplica os canais dos estágios."""
    partes, entram = [(9408 + 128, 9408 * 112**2)], 64
    for k, n in enumerate(blocos):
        c, lado = largura * 64 * 2**k, 56 // 2**k
        soma = [0, 0]
        for b in range(n):
            novos = do_bloco(tipo, entram, c, 2 if k and b == 0 else 1, lado)
            soma, entram = [s + v for s, v in zip(soma, novos, strict=True)], 4 * c if tipo == "gargalo" else c
        partes.append(tuple(soma))
    return [*partes, (1000 * entram + 1000, 1000 * entram)]


# %% tags=["skip-execution"]
CASOS = {
    "ResNet-34: básico": ("basico", 1),
    "ResNet-50: gargalo": ("gargalo", 1),
    "básico, com os canais da ResNet-50": ("basico", 4),
}
figura, eixo = plt.subplots(figsize=(8, 3.6))
totais = {}
for k, (nome, (tipo, largura)) in enumerate(CASOS.items()):
    milhoes = [p / 1e6 for p, _ in por_estagio(tipo, [3, 4, 6, 3], largura)]
    totais[nome] = sum(milhoes)
    eixo.bar(
        [i + 0.27 * (k - 1) for i in range(6)],
        milhoes,
        0.25,
        color=cores.CORES[k],
        hatch=["", "//", ".."][k],
        edgecolor="white",
        label=f"{nome}, total {br(totais[nome])}",
    )
eixo.set_yscale("log")
eixo.set_yticks([0.01, 0.1, 1, 10, 100], ["0,01", "0,1", "1", "10", "100"])
eixo.set_xticks(range(6), ["começo", "layer1", "layer2", "layer3", "layer4", "fc"])
eixo.set(ylabel="milhões de parâmetros", ylim=(0.005, 3000))
eixo.legend(loc="upper left", fontsize=9)
mostrar(
    figura,
    alt="Parâmetros por parte da rede, em escala logarítmica, de três redes com os blocos [3, 4, 6, 3]. "
    + "; ".join(f"{nome}: {br(total)} milhões ao todo" for nome, total in totais.items())
    + ". Em todas, cada estágio tem várias vezes os do anterior, e layer4 tem mais da metade.",
    legenda="Parâmetros de cada parte. Em layer1 e layer2 a rede com gargalo fica perto da básica, embora tenha quatro vezes os canais.",
)

# %% [markdown]
# A ResNet-50 tem 25,6 milhões de parâmetros, só 17 % mais que a ResNet-34. Com os mesmos canais largos e blocos básicos seriam **341,8 milhões**. É para isso que serve o gargalo: não para uma rede menor, mas para uma mais larga e mais funda pelo mesmo preço.
#
# E o custo mora no fim: `layer4`, com três blocos, guarda mais da metade dos parâmetros. As contas, como se verá, repartem-se melhor.

# %% [markdown]
# ## Que número vai no nome?
#
# 34, 50, 200: é a **profundidade** (*depth*), contada em camadas com pesos ao longo do caminho mais longo, o que entra em todos os ramos.

# %% [markdown]
# ### Exercício 6.5 — Quantas camadas? (1,0 ponto · 5 min)
#
# Escreva `profundidade(tipo, blocos)`: quantas camadas **com pesos** tem o caminho mais longo da rede, o número que vai no nome. `blocos` é a lista de blocos por estágio, com quantos estágios houver.
#
# - `"basico"`: 2 camadas por bloco; `"gargalo"`: 3 por bloco; mais a primeira convolução e a densa do fim.
# - `"cifar"`: a família de $6n + 2$ camadas; recebe `[n, n, n]`, de blocos com 2 camadas.
#
# As projeções dos atalhos não contam, nem BN, ReLU e *pooling*. O resultado é um `int`.

# %% tags=["skip-execution"]
dicas(
    "6.5",
    "Conte à mão a ResNet-18, de blocos básicos [2, 2, 2, 2]. Que duas camadas não estão em bloco nenhum?",
    "Só importa o total de blocos, `sum(blocos)`, e quantas camadas tem cada um. Na família do CIFAR, `sum([n, n, n])` é 3n: que conta dá 6n + 2?",
    'Escolha as camadas por bloco, 3 para `"gargalo"` e 2 para os outros dois tipos; multiplique por `sum(blocos)` e some 2.',
)

# %% nbgrader={"grade": false, "grade_id": "ex-6.5", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 6.5


def profundidade(tipo: str, blocos: list[int]) -> int:
    """Camadas com pesos de uma ResNet: tipo "basico", "gargalo" ou "cifar"; blocos por estágio."""
    ### BEGIN SOLUTION
    por_bloco = {"basico": 2, "gargalo": 3, "cifar": 2}[tipo]
    return por_bloco * sum(blocos) + 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-6.5", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 6.5
verifica(
    "6.5",
    "profundidade",
    [
        Caso(
            "ResNet-18, ResNet-34",
            lambda: [profundidade("basico", [2, 2, 2, 2]), profundidade("basico", [3, 4, 6, 3])],
            [18, 34],
            dica="Duas camadas por bloco, mais a primeira convolução e a densa do fim.",
            enganos=[
                Engano([16, 32], "Só entraram as camadas dos blocos. Que camadas com pesos a rede tem antes do primeiro estágio e depois do último?"),
                Engano([17, 33], "Falta uma camada. A rede tem uma camada com pesos antes dos blocos; e depois?"),
                Engano([21, 37], "As projeções dos atalhos entraram na conta. No caminho mais longo, passa-se pelo ramo ou pelo atalho?"),
                Engano([10, 18], "Cada bloco contou como uma camada. Quantas convoluções tem o ramo de um bloco básico?"),
            ],
        ),
        Caso(
            "ResNet-50, ResNet-101, ResNet-200",
            lambda: [profundidade("gargalo", [3, 4, 6, 3]), profundidade("gargalo", [3, 4, 23, 3]), profundidade("gargalo", [3, 24, 36, 3])],
            [50, 101, 200],
            dica="O ramo do gargalo tem três convoluções.",
            enganos=[
                Engano([34, 68, 134], "O gargalo contou como o bloco básico. Quantas convoluções há no ramo dele?"),
            ],
        ),
        Caso(
            "a família do CIFAR, n = 3, 18 e 200",
            lambda: [profundidade("cifar", [n, n, n]) for n in (3, 18, 200)],
            [20, 110, 1202],
            dica="São três estágios de n blocos com duas camadas: 6n, mais duas.",
            enganos=[
                Engano([56, 326, 3602], "A conta 6n + 2 usou o total de blocos no lugar de n. Quanto vale `sum([n, n, n])`?"),
                Engano([29, 164, 1802], "Na família do CIFAR cada bloco contou três camadas. De que tipo são os blocos dela?"),
            ],
        ),
    ],
)  # um engano por linha  # fmt: skip
### BEGIN HIDDEN TESTS
listas = observe.given("listas", lambda: [torch.randint(5, 400, (estagios,)).tolist() for estagios in (4, 3, 4, 5, 6, 4)])
iguais = observe.given("iguais", lambda: torch.randint(30, 900, (5,)).tolist())


def lista_depois():
    lista = list(listas[0])
    profundidade("gargalo", lista)
    return lista


observe("básico", lambda: [profundidade("basico", list(b)) for b in listas[:2]], hint="Duas camadas por bloco, mais duas.")
observe("gargalo", lambda: [profundidade("gargalo", list(b)) for b in listas[2:4]], hint="Três camadas por bloco, mais duas.")
observe("cifar", lambda: [profundidade("cifar", [n, n, n]) for n in iguais], hint="[n, n, n] dá 6n + 2 camadas.")
observe(
    "os três tipos, na mesma pergunta",
    lambda: [
        [profundidade("basico", list(b)), profundidade("gargalo", list(b)), profundidade("cifar", [n] * 3)]
        for b, n in zip(listas[4:], iguais, strict=False)
    ],
    hint="Cada tipo tem a sua conta, para qualquer lista.",
    weight=3,
)
observe("a lista depois da chamada", lista_depois, hint="A lista pertence a quem chamou: não a modifique.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## A ResNet-200, e as outras
#
# A maior ResNet da apresentação tem 200 camadas e blocos com gargalo. No ImageNet, a versão de pré-ativação (He et al., 2016b) errou **4,8 %**. É erro **top-5**: a classe certa não estava entre as cinco primeiras; o top-1 da mesma rede é 20,1 %.
#
# O texto a seguir a descreve como na figura da apresentação: entre parênteses, os canais depois da primeira convolução 1×1 de cada gargalo.

# %% tags=["skip-execution"]
print("conv 7×7 (64), passo 2            112 × 112")
print("max pooling, passo 2               56 × 56")
for k, n in enumerate([3, 24, 36, 3]):
    c, lado = 64 * 2**k, 56 // 2**k
    print(f"{n:2d} × gargalo ({c:3d}) → {4 * c:4d} canais   {lado:3d} × {lado}")
print("média de cada canal, densa (1000)")
parametros_200, macs_200 = (sum(parte) for parte in zip(*por_estagio("gargalo", [3, 24, 36, 3]), strict=True))
print(f"\n{br(parametros_200, 0)} parâmetros, {br(macs_200 / 1e9)} bilhões de MACs")

# %% [markdown]
# São 15,0 bilhões de MACs: duzentas camadas fazem menos contas que as 16 da VGG. Note onde se pôs a profundidade: 60 dos 66 blocos estão no segundo e no terceiro estágios.
#
# > **Seu palpite.** Dez blocos a mais no primeiro estágio, ou dez no quarto: onde crescem mais os parâmetros? E as contas?
#
# Monte a rede. As quatro combinações mais usadas são 18 = básico [2, 2, 2, 2], 34 = básico [3, 4, 6, 3], 50 = gargalo [3, 4, 6, 3] e 101 = gargalo [3, 4, 23, 3].


# %% tags=["skip-execution"]
TIPOS = {"básico": ("basico", 2), "gargalo": ("gargalo", 3)}


def resume_montagem(bloco, e1, e2, e3, e4):
    tipo, por_bloco = TIPOS[bloco]
    pesos, vezes = (sum(parte) for parte in zip(*por_estagio(tipo, [e1, e2, e3, e4]), strict=True))
    return f"{por_bloco * (e1 + e2 + e3 + e4) + 2} camadas, {br(pesos / 1e6)} milhões de parâmetros, {br(vezes / 1e9)} bilhões de MACs."


def desenha_montagem(bloco, e1, e2, e3, e4):
    partes = por_estagio(TIPOS[bloco][0], [e1, e2, e3, e4])
    figura, eixos = plt.subplots(1, 2, figsize=(8.5, 3), sharey=True)
    for coluna, (eixo, titulo, unidade, limite) in enumerate(
        zip(eixos, ("parâmetros (milhões)", "MACs (bilhões)"), (1e6, 1e9), (45, 9), strict=True)
    ):
        valores = [parte[coluna] / unidade for parte in partes]
        eixo.barh(range(6), valores, color=cores.CORES[coluna], hatch=["", "//"][coluna], edgecolor="white")
        for y, valor in enumerate(valores):
            eixo.text(valor, y, " " + br(valor, 2 if valor < 1 else 1), va="center", fontsize=10)
        eixo.set(xlabel=titulo, xlim=(0, max(limite, 1.25 * max(valores))))
    eixos[0].set_yticks(range(6), ["começo", "layer1", "layer2", "layer3", "layer4", "fc"])
    eixos[0].invert_yaxis()
    figura.suptitle(resume_montagem(bloco, e1, e2, e3, e4), fontsize=10)
    figura.tight_layout()
    return figura


explora(
    desenha_montagem,
    bloco=("Bloco", list(TIPOS)),
    e1=("Blocos em layer1", 1, 13, 1, 3),
    e2=("Blocos em layer2", 1, 40, 1, 4),
    e3=("Blocos em layer3", 1, 40, 1, 6),
    e4=("Blocos em layer4", 1, 13, 1, 3),
    parados=[{"bloco": "básico"}, {"bloco": "gargalo"}, {"bloco": "gargalo", "e2": 24, "e3": 36}],
    alt=lambda **escolha: "Duas figuras de barras, por parte da rede: parâmetros e MACs. " + resume_montagem(**escolha),
    legenda="À esquerda, onde estão os parâmetros; à direita, onde se gastam as contas.",
)

# %% [markdown]
# Na ResNet-34, um bloco a mais custa **quatro vezes** mais parâmetros a cada estágio, e **as mesmas** contas: os canais dobram ($4\times$ os pesos) e o lado cai à metade ($1/4$ dos pixels).

# %% [markdown]
# ## Laboratório: 20 e 56 camadas, com e sem atalhos
#
# Agora treinamos, com o seu `BlocoBasico` e o seu `estagio`, nas profundidades da figura 1 de He et al. (2016): 20 e 56 camadas. (O artigo em português escreve 26 no lugar de 20.) As imagens são dígitos manuscritos de 8 × 8 pixels: 1.437 para treinar, 360 para testar.
#
# As redes são pequenas: começo 3×3 com 8 canais e três estágios de $n$ blocos, com 8, 16 e 32 canais. A versão **sequencial** tem as mesmas camadas, BN inclusive, sem a soma. SGD com momento 0,9, taxa que cai de 0,03 a quase zero, lotes de 64, quatro épocas, três sementes.
#
# > **Seu palpite.** As duas famílias têm BN. Com 20 camadas, a sequencial treina? E com 56? Ponha as quatro redes em ordem de erro de treino.

# %% tags=["skip-execution"]
X, y, X_teste, y_teste = (parte.to(dispositivo()) for parte in dados.digitos())
figura, eixos = plt.subplots(2, 9, figsize=(8, 2))
for k, eixo in enumerate(eixos.flat):
    eixo.imshow(X[k, 0].cpu(), cmap="gray_r")
    eixo.set_title(str(y[k].item()), fontsize=9, pad=2)
    eixo.axis("off")
mostrar(
    figura,
    alt="Dezoito dígitos manuscritos de 8 × 8 pixels, cada um com o seu rótulo.",
    legenda="As primeiras imagens de treino e os seus rótulos.",
)


# %% tags=["skip-execution"]
class SemAtalho(BlocoBasico):
    """O mesmo bloco, sem a soma."""

    def forward(self, x):
        h = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(h)))


def rede_pequena(Bloco, n):
    """6n + 2 camadas, para imagens de um canal."""
    comeco = [nn.Conv2d(1, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU()]
    estagios = [estagio(Bloco, entram, c, n, passo) for entram, c, passo in ((8, 8, 1), (8, 16, 2), (16, 32, 2))]
    return nn.Sequential(*comeco, *estagios, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 10)).to(dispositivo())


@torch.no_grad()
def erros(rede):
    """Erros de treino e de teste, em %, em modo de avaliação."""
    rede.eval()
    return [100 * (rede(entradas).argmax(1) != rotulos).float().mean().item() for entradas, rotulos in ((X, y), (X_teste, y_teste))]


def treina(rede, epocas=4):
    otimizador = torch.optim.SGD(rede.parameters(), lr=0.03, momentum=0.9, fused=True)  # fused: o mesmo passo, mais rápido
    agenda = torch.optim.lr_scheduler.LinearLR(otimizador, 1.0, 0.02, epocas * (len(X) // 64))
    rede.train()
    for _ in range(epocas):
        for lote in torch.randperm(len(X)).to(X.device).split(64)[:-1]:
            otimizador.zero_grad()
            F.cross_entropy(rede(X[lote]), y[lote]).backward()
            otimizador.step()
            agenda.step()
    return rede


# %% tags=["skip-execution"]
FAMILIAS = {"sequencial": SemAtalho, "residual": BlocoBasico}
GRAVADAS = {
    ("sequencial", 3): [[4.6, 9.2], [3.9, 7.2], [4.0, 7.2]],
    ("sequencial", 9): [[79.3, 79.7], [88.0, 88.6], [82.0, 82.2]],
    ("residual", 3): [[0.3, 2.8], [0.3, 2.5], [0.2, 1.7]],
    ("residual", 9): [[3.1, 5.3], [4.6, 7.2], [1.3, 4.4]],
}
com_estagio = respondeu(tem_basico) and respondeu(lambda: rede_pequena(BlocoBasico, 2)(X[:3]).shape == (3, 10))
redes, medidas = {}, GRAVADAS
if com_estagio:
    medidas = {}  # (família, n) → [erro de treino, erro de teste] de cada semente
    for (familia, Bloco), n in ((par, n) for par in FAMILIAS.items() for n in (3, 9)):
        redes[familia, n], medidas[familia, n] = [], []
        for s in range(3):
            semente(s)
            redes[familia, n].append(treina(rede_pequena(Bloco, n)))
            medidas[familia, n].append(erros(redes[familia, n][-1]))
else:
    print("Abaixo, os números gravados pela aula: resolva 6.1 e 6.3 para medir você mesmo.")
for (familia, n), tabela in medidas.items():
    treino, teste = (f"{br(e.mean())} % ({br(e.min())} a {br(e.max())})" for e in torch.tensor(tabela).T)
    print(f"{familia:10} {6 * n + 2} camadas   treino {treino:22} teste {teste}")

# %% tags=["skip-execution"]
figura, eixos = plt.subplots(1, 2, figsize=(8.5, 3.4), sharey=True)
lidas = []
for k, familia in enumerate(FAMILIAS):
    tabela = torch.tensor([medidas[familia, n] for n in (3, 9)])  # (profundidade, semente, treino ou teste)
    for coluna, eixo in enumerate(eixos):
        media = tabela[..., coluna].mean(1)
        extremos = [(media - tabela[..., coluna].amin(1)).clamp(0), (tabela[..., coluna].amax(1) - media).clamp(0)]
        eixo.errorbar([20 + k, 56 + k], media, yerr=extremos, capsize=4, label=familia, **cores.estilo(k))
        lidas.append(f"{familia}, {('treino', 'teste')[coluna]}: {br(media[0])} % e {br(media[1])} %")
for eixo, titulo in zip(eixos, ("treino", "teste"), strict=True):
    eixo.axhline(90, color=cores.CINZA, linestyle=":")
    eixo.set(title=titulo, xlabel="camadas", ylim=(-3, 103), xticks=(20, 56), xlim=(12, 66))
eixos[0].text(13, 92, "acaso: 90 %", fontsize=9)
eixos[0].set_ylabel("erro (%)")
eixos[1].legend(loc="center left")
mostrar(
    figura,
    alt="Erro médio com 20 e 56 camadas. " + "; ".join(lidas) + ".",
    legenda="Média de três sementes; as barras vão do menor ao maior valor. Dígitos de 8 × 8, quatro épocas.",
)

# %% [markdown]
# O erro de treino, em média:
#
# | rede | 20 camadas | 56 camadas |
# |---|---|---|
# | sequencial | 4,2 % | **83,1 %** |
# | residual | 0,3 % | **3,0 %** |
#
# A sequencial de 56 camadas ficou perto do acaso; a residual errou, no teste, 5,6 %. Na sua máquina os números podem diferir em alguns pontos; a ordem, não.
#
# As sequenciais também têm BN. Como na aula 05, ela segura o sinal na ida; quem segura o gradiente na volta é o atalho.
#
# A residual de 56 camadas não foi melhor que a de 20: num conjunto tão fácil não há o que ganhar. Mas a profundidade deixou de impedir o treino.

# %% [markdown]
# ## A rede mais funda, no mínimo tão boa
#
# O artigo fecha com um argumento: se os pesos dos primeiros blocos fossem zero, cada um devolveria a própria entrada, e a rede funda equivaleria a uma mais rasa. Em teoria, ela deve ter resultado **no mínimo tão bom**.
#
# No exercício 3.6 você zerou o ramo pelos pesos da última camada. Aqui a última camada do ramo é uma BN, e basta o ganho dela: com $\gamma = 0$ e $\beta = 0$ em `bn2`, o bloco devolve
#
# $$\mathrm{ReLU}(0 + x) = x,$$
#
# porque $x$, que saiu de uma ReLU, já é positivo ou zero.
#
# > **Seu palpite.** Tome a rede residual de 20 camadas, **já treinada**, e acrescente a ela trinta blocos com $\gamma = 0$, dez por estágio: 80 camadas. O que acontece com o erro de teste? E esses blocos, se treinados, sairiam do zero?


# %% tags=["skip-execution"]
def com_blocos_nulos(rede, quantos_por_estagio):
    """Uma cópia da rede com blocos de γ = 0 no fim de cada estágio."""
    partes = []
    for parte in rede:
        if isinstance(parte, nn.Sequential):
            c = parte[-1].bn2.num_features
            novos = [BlocoBasico(c, c).to(dispositivo()) for _ in range(quantos_por_estagio)]
            for bloco in novos:
                nn.init.zeros_(bloco.bn2.weight)
            parte = nn.Sequential(*parte, *novos)
        partes.append(parte)
    return nn.Sequential(*partes)


if com_estagio:
    rasa = redes["residual", 3][0]
    semente(0)
    funda = com_blocos_nulos(rasa, 10)
    with torch.no_grad():
        diferenca = (rasa.eval()(X_teste) - funda.eval()(X_teste)).abs().max().item()
    F.cross_entropy(funda.train()(X[:256]), y[:256]).backward()
    ganhos = [
        parametro.grad.norm().item() for nome, parametro in funda.named_parameters() if nome.endswith("bn2.weight") and not parametro.any()
    ]
    camadas = sum(parametro.dim() > 1 for nome, parametro in funda.named_parameters() if "downsample" not in nome)
    print(
        f"{camadas} camadas; maior diferença na saída: {diferenca:g}; erro de teste {br(erros(rasa)[1])} % antes e {br(erros(funda)[1])} % depois"
    )
    print(f"γ em zero: {len(ganhos)} blocos; o gradiente é nulo em {sum(g == 0 for g in ganhos)} deles")
else:
    print("Resolva 6.1 e 6.3 e rode esta célula de novo.")

# %% [markdown]
# Nenhuma diferença: a rede de 80 camadas **é** a de 20. E o gradiente chega ao ganho $\gamma$ de todos os trinta blocos: se o treino continuar, eles saem do zero. Goyal et al. (2017) já começam o treino assim.
#
# O que o argumento prova é que a solução **existe**: o melhor erro de treino ao alcance da rede funda não é pior que o da rasa. Não prova que o treino a encontre, nem diz coisa alguma do erro de teste.

# %% [markdown]
# ## E mil camadas?
#
# Para o CIFAR-10, He et al. usaram a família que o laboratório imitou: $6n + 2$ camadas, três estágios, e atalhos **sem parâmetros**, para que a residual e a sequencial tivessem exatamente os mesmos. Onde a forma muda, o atalho salta pixels e completa os canais com zeros, como no exercício 3.5.
#
# O artigo vai de $n = 3$ até $n = 200$. Quantas camadas são, pela sua `profundidade`?

# %% tags=["skip-execution"]
if respondeu(lambda: profundidade("cifar", [3, 3, 3]) == 20):
    for n in (3, 9, 18, 167, 200):
        print(f"n = {n:3d}: {br(profundidade('cifar', [n, n, n]), 0):>5} camadas")
else:
    print("Resolva 6.5 e rode esta célula de novo.")

# %% [markdown]
# ### Exercício 6.6 — De 20 a 1.202 camadas (1,5 ponto · 20 min)
#
# Escreva `resnet_cifar(n)`: um `nn.Module` que leva imagens (N, 3, H, W), de qualquer tamanho, a (N, 10). Os nomes e o aninhamento são livres.
#
# - **Começo**: convolução 3×3 (3 → 16, passo 1, preenchimento 1, sem viés), BN, ReLU.
# - **Três estágios** de $n$ blocos, com 16, 32 e 64 canais. O bloco é o do 6.1: convolução, BN, ReLU, convolução, BN, soma, ReLU. O primeiro bloco do segundo e do terceiro estágios tem passo 2.
# - **Atalho sem parâmetros**, como no 3.5: onde a forma muda, fique com um pixel a cada 2 (o primeiro, o terceiro…), nas duas direções, e acrescente canais de zeros **no fim**: `x[:, :, ::2, ::2]` e zeros até o dobro dos canais.
# - **Fim**: média global de cada canal e densa de 64 para 10, com viés.
#
# | blocos por estágio, $n$ | 3 | 18 | 200 |
# |---|---|---|---|
# | camadas | 20 | 110 | 1.202 |
# | parâmetros | 269.722 | 1.727.962 | 19.421.274 |

# %% tags=["skip-execution"]
dicas(
    "6.6",
    "O bloco é o seu `BlocoBasico`, menos a projeção. Que módulo, sem parâmetros, poderia ficar no lugar de `downsample`?",
    "Escreva uma classe pequena de módulo que recebe x e devolve `F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 0, extras))`: em `F.pad` os pares vão do último eixo ao primeiro, e o terceiro par é o dos canais (antes, depois). Ela é o atalho dos dois blocos que mudam a forma.",
    "Uma lista de camadas: o começo; depois, para c em (16, 32, 64), n blocos `BlocoBasico(entram, c, passo)`, com passo 2 só quando entram ≠ c; nesses, troque `bloco.downsample` pelo seu atalho. No fim, `nn.AdaptiveAvgPool2d(1)`, `nn.Flatten()` e a densa. `nn.Sequential(*lista)` é a rede.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-6.6", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["models", "BasicBlock"]
# Exercício 6.6


def resnet_cifar(n: int) -> nn.Module:
    """A ResNet de 6n + 2 camadas do CIFAR-10 (He et al., 2016), com atalhos sem parâmetros: (N, 3, H, W) → (N, 10)."""
    ### BEGIN SOLUTION

    class MetadeComZeros(nn.Module):
        """Um pixel a cada dois, e tantos canais de zeros quantos já havia."""

        def forward(self, x):
            return F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 0, x.shape[1]))

    camadas = [nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    entram = 16
    for c in (16, 32, 64):
        for _ in range(n):
            bloco = BlocoBasico(entram, c, 1 if entram == c else 2)
            if entram != c:
                bloco.downsample = MetadeComZeros()
            camadas.append(bloco)
            entram = c
    return nn.Sequential(*camadas, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-6.6", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 6.6
def parametros_da_cifar(n):
    with torch.device("meta"):
        return sum(p.numel() for p in resnet_cifar(n).parameters())


def camadas_com_pesos(n):
    with torch.device("meta"):
        return sum(p.dim() > 1 for p in resnet_cifar(n).parameters())


def so_os_atalhos():
    """Todos os ramos em zero. O canal k do começo vale k + 1 vezes o vermelho; a saída k é a média do canal k."""
    rede = resnet_cifar(2).eval()
    with torch.no_grad():
        for p in rede.parameters():
            if p.dim() == 4:
                p.zero_()
            if p.shape == (16, 3, 3, 3):
                p[:, 0, 1, 1] = torch.arange(1.0, 17.0)
            elif p.shape == (10, 64):
                p.copy_(torch.eye(10, 64))
            elif p.shape == (10,):
                p.zero_()
        imagem = torch.zeros(1, 3, 8, 8)
        imagem[0, 0] = 5
        imagem[0, 0, ::4, ::4] = torch.tensor([[1.0, 2.0], [3.0, 6.0]])
        return rede(imagem)[0]


def gradientes_nao_finitos(n):
    rede = resnet_cifar(n)
    rede(torch.linspace(-1, 1, 6 * 3 * 64).reshape(6, 3, 8, 8)).pow(2).mean().backward()
    return sum(not p.grad.isfinite().all() for p in rede.parameters())


verifica(
    "6.6",
    "resnet_cifar",
    [
        Caso(
            "parâmetros com n = 3 e 18",
            lambda: [parametros_da_cifar(3), parametros_da_cifar(18)],
            [269722, 1727962],
            dica="Os atalhos não têm parâmetros; as convoluções não têm viés, a densa tem.",
            enganos=[
                Engano([272474, 1730714], "Há parâmetros nos atalhos: são projeções. O que este exercício põe no lugar delas?"),
                Engano([270410, 1732010], "As convoluções têm viés. O que vem logo depois de cada uma?"),
                Engano([269712, 1727952], "A densa do fim não tem viés. Há uma BN depois dela?"),
            ],
        ),
        Caso(
            "camadas com pesos, n = 1, 3 e 18",
            lambda: [camadas_com_pesos(1), camadas_com_pesos(3), camadas_com_pesos(18)],
            [8, 20, 110],
            dica="São 6n convoluções nos blocos, mais a primeira e a densa.",
        ),
        Caso(
            "a forma da saída",
            lambda: [list(resnet_cifar(1)(torch.zeros(2, 3, *lado)).shape) for lado in ((32, 32), (9, 13))],
            [[2, 10], [2, 10]],
            dica="Com lados ímpares, `::2` arredonda para cima, e a convolução de passo 2 com preenchimento 1 também.",
        ),
        Caso(
            "só os atalhos, com os ramos em zero",
            so_os_atalhos,
            3 * torch.arange(1.0, 11.0),
            dica="Dos 64 pixels do canal sobram 4, que valem 1, 2, 3 e 6; os canais antigos ficam no começo.",
            enganos=[
                Engano(torch.zeros(10), "Os primeiros canais da saída valem zero. Os canais de zeros entram no começo ou no fim?"),
                Engano(4.875 * torch.arange(1.0, 11.0), "O atalho tirou a média de cada quadrado 2 × 2. O enunciado manda misturar os pixels ou escolher um?"),
                Engano(5 * torch.arange(1.0, 11.0), "Nenhum dos quatro pixels esperados chegou à saída. Em que pixel começa `::2`, e quanto vale o atalho onde a forma não muda?"),
            ],
        ),
        Caso(
            "gradientes que não são finitos, com 56 camadas",
            lambda: gradientes_nao_finitos(9),
            0,
            dica="Todos os parâmetros recebem gradiente, e ele é finito: a BN e os atalhos estão em todos os blocos?",
        ),
    ],
)  # um engano por linha  # fmt: skip
### BEGIN HIDDEN TESTS
n = observe.given("n", lambda: int(torch.randint(2, 4, ())))
outros = observe.given("outros", lambda: (torch.randperm(20)[:3] + 3).tolist())
x = observe.given("x", lambda: torch.randn(6, 3, 12, 12, device=observe.device))
torta = observe.given("torta", lambda: torch.randn(5, 3, 9, 13, device=observe.device))
v = observe.given("v", lambda: torch.randn(5, 10, device=observe.device))


def rede_preenchida(dtype=torch.float32):
    rede = resnet_cifar(n).to(observe.device, dtype)
    return observe.fill_by_use(rede, torch.zeros(2, 3, 8, 8, device=observe.device, dtype=dtype), vectors=1.0)


def em_treino():
    """A saída, e a soma das estatísticas depois dela."""
    rede = rede_preenchida()
    saida = rede(x.clone())
    return [saida, sorted(b.sum().item() for b in rede.buffers() if b.is_floating_point())]


def em_avaliacao():
    rede = rede_preenchida().eval()
    with torch.no_grad():
        return [rede(torta.clone()), rede(2 * torta), rede(x.clone()), rede(torta[:1, :, :1, :2]), rede.training]


def gradientes(treino):
    rede, folha = rede_preenchida(torch.float64).train(treino), torta.double().requires_grad_()
    (rede(folha) * v).sum().backward()
    return [folha.grad, sorted(p.grad.norm().item() for p in rede.parameters())]


def contas(quantos):
    with torch.device("meta"):
        formas = [list(p.shape) for p in resnet_cifar(quantos).parameters() if p.requires_grad]
    return [len(formas), sum(math.prod(forma) for forma in formas)]


def nao_finitos():
    """Com os pesos iniciais da própria resposta e 110 camadas: quantos parâmetros ficam com gradiente infinito ou indefinido."""
    rede = resnet_cifar(18).to(observe.device)
    (rede(torta.clone()) * v).sum().backward()
    return sum(not p.grad.isfinite().all().item() for p in rede.parameters())


def entrada_depois():
    entrada = torta.clone()
    rede_preenchida()(entrada)
    return [entrada, entrada.requires_grad]


observe(
    "parâmetros e camadas",
    lambda: [contas(quantos) for quantos in [*outros, 200]],
    hint="São 6n + 2 camadas com pesos, uma BN depois de cada convolução, e nada nos atalhos.",
    gate=True,
)
observe(
    "avaliação",
    em_avaliacao,
    hint="Atalho onde a forma muda: um pixel a cada dois, e os canais de zeros no fim. Passo 2 no primeiro bloco do segundo e do terceiro estágios.",
    weight=3,
    rtol=1e-3,
)
observe("treino", em_treino, hint="A mesma conta, com as estatísticas do lote; cada BN vê o lote uma vez.", rtol=2e-3, atol=1e-3)
observe(
    "gradiente",
    lambda: [gradientes(treino) for treino in (False, True)],
    hint="O gradiente chega à imagem e a todos os parâmetros, pelos ramos e pelos atalhos, em treino e em avaliação.",
    gate=True,
    rtol=1e-6,
)
observe("gradientes que não são finitos", nao_finitos, hint="Com 110 camadas e os seus pesos iniciais, todo gradiente é finito.", gate=True)
observe(
    "float64",
    lambda: rede_preenchida(torch.float64).eval()(x.double()),
    hint="Depois de .double(), a conta inteira fica em float64.",
    gate=True,
)
observe("a entrada depois da chamada", entrada_depois, hint="A imagem pertence a quem chamou: não escreva nela.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## O gradiente em 1.202 camadas
#
# Uma ida e uma volta por toda a rede, com oito imagens de 8 × 8, no seu computador. Ao lado, a rede sequencial de mesma profundidade, com BN.
#
# > **Seu palpite.** Quanto demora: menos de um segundo, alguns segundos, ou minutos? E de que tamanho chega o gradiente à primeira camada de cada uma?


# %% tags=["skip-execution"]
def sequencial(n):
    """As mesmas 6n + 2 camadas, com BN e sem atalhos."""
    camadas, entram = [], 3
    for k, c in enumerate([16] * (2 * n + 1) + [32] * (2 * n) + [64] * (2 * n)):
        camadas += [nn.Conv2d(entram, c, 3, 2 if k and c != entram else 1, 1, bias=False), nn.BatchNorm2d(c), nn.ReLU()]
        entram = c
    return nn.Sequential(*camadas, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def ida_e_volta(constroi, n):
    """A perda, os segundos da ida e da volta, e a norma do gradiente em cada convolução, na ordem da rede."""
    semente(0)
    rede = constroi(n).to(dispositivo())
    inicio = time.perf_counter()
    perda = F.cross_entropy(rede(X[:8].repeat(1, 3, 1, 1)), y[:8])
    perda.backward()
    normas = [parametro.grad.double().norm().item() for parametro in rede.parameters() if parametro.dim() == 4]
    return perda.item(), time.perf_counter() - inicio, normas


# %% tags=["skip-execution"]
NORMAS_GRAVADAS = {
    "residual": "650 71.3 33.4 19.9 15.0 11.7 9.45 8.44 7.10 5.61 5.17 8.36 8.05 7.59 7.32 6.64 6.22 5.90 5.68 5.69 5.64 7.46 7.14 6.69 6.82 6.24 6.07 5.23 4.73 4.34 3.82",
    "sequencial": 16 * "nan "
    + "8.16e38 1.11e36 3.24e33 9.48e30 1.72e28 2.81e25 5.17e22 8.16e19 1.14e17 2.13e14 4.71e11 4.90e8 1.08e6 2190 2.48",
}
NORMAS_GRAVADAS = {nome: [float(norma) for norma in texto.split()] for nome, texto in NORMAS_GRAVADAS.items()}
com_cifar = respondeu(lambda: quantos(resnet_cifar(3)) == 269722 and resnet_cifar(1)(torch.zeros(2, 3, 8, 8)).shape == (2, 10))
if com_cifar:
    normas = {}
    for nome, constroi in (("residual", resnet_cifar), ("sequencial", sequencial)):
        perda, segundos, todas = ida_e_volta(constroi, 200)
        normas[nome] = todas[::40]
        finitas = sum(math.isfinite(norma) for norma in todas)
        print(
            f"{nome:10} {br(len(todas) + 1, 0)} camadas, {br(segundos)} s; gradiente finito em {br(finitas, 0)} de {br(len(todas), 0)} convoluções"
        )
else:
    normas = NORMAS_GRAVADAS
    print("Figura com os números gravados pela aula: resolva 6.6 para medir você mesmo.")

# %% tags=["skip-execution"]
figura, eixo = plt.subplots(figsize=(8, 3.6))
for k, (nome, valores) in enumerate(normas.items()):
    finitos = [(40 * j + 1, valor) for j, valor in enumerate(valores) if math.isfinite(valor)]
    eixo.plot(*zip(*finitos, strict=True), label=nome, **cores.estilo(k))
primeira_finita = 40 * next(j for j, valor in enumerate(normas["sequencial"]) if math.isfinite(valor)) + 1
eixo.axvspan(1, primeira_finita, color=cores.VERMELHO, alpha=0.12)
eixo.text(20, 1e20, "sequencial: infinito\nou indefinido (nan)", fontsize=10)
eixo.set(xlabel="camada", ylabel="norma do gradiente", yscale="log", xlim=(-10, 1215))
eixo.legend(loc="upper right")
mostrar(
    figura,
    alt=f"Norma do gradiente por camada, em escala logarítmica, de 1 a 1.201. Na residual vai de {br(normas['residual'][-1])} no fim a {br(normas['residual'][0], 0)} na primeira camada. Na sequencial cresce do fim para o começo até passar do maior número do float32; antes da camada {br(primeira_finita, 0)} não é finita.",
    legenda="Um lote de oito imagens, antes de treinar; uma convolução a cada 40. Fundo colorido: onde o gradiente da rede sequencial não é um número.",
)

# %% [markdown]
# Na residual o gradiente atravessa 1.202 camadas e chega inteiro: a norma fica abaixo de 40 em quase toda a rede, e vale 650 na primeira camada. Na sequencial ela cresce a cada camada, da última para a primeira, por um fator perto de 1,2,
# até passar do maior número do `float32`; nas primeiras seiscentas e tantas camadas só há infinito e `nan`. É a explosão da aula 05, elevada a mil. A "rodovia" do artigo é isto, medido.
#
# O tempo foi de poucos segundos, ou menos. Mil camadas não são caras com imagens pequenas; o que faltava era o gradiente chegar.

# %% [markdown]
# ### Elas treinam?
#
# Chegar não basta. A próxima célula dá dez passos de Adam na rede de 1.004 camadas ($n = 167$), com dezesseis imagens, sempre as mesmas: ela consegue ao menos decorá-las?

# %% tags=["skip-execution"]
if com_cifar:
    semente(0)
    rede = resnet_cifar(167).to(dispositivo())
    otimizador = torch.optim.Adam(rede.parameters(), lr=0.001, fused=True)
    imagens, rotulos = X[:16].repeat(1, 3, 1, 1), y[:16]
    perdas, acertos = [], []
    for _ in range(10):
        otimizador.zero_grad()
        saidas = rede(imagens)
        perda = F.cross_entropy(saidas, rotulos)
        perda.backward()
        otimizador.step()
        perdas.append(perda.item())
        acertos.append(int((saidas.argmax(1) == rotulos).sum()))
    print("perda:  ", "  ".join(f"{br(perda):>4}" for perda in perdas))
    print("acertos:", "  ".join(f"{quantos_certos:4d}" for quantos_certos in acertos), "  de 16")
else:
    print("Resolva 6.6 para treinar a sua rede de 1.004 camadas.")

# %% [markdown]
# Na máquina em que a aula foi escrita a perda foi de 7,6 a 0,2, e os acertos, de 2 a 15. Os primeiros passos são aos trancos (a rede de 110 camadas de He et al. precisou de um começo com taxa menor), mas a rede aprende.
#
# O que acontece quando se treina até o fim? Os números são de He et al. (2016), tabela 6, no CIFAR-10:
#
# | camadas | parâmetros | erro de teste |
# |---|---|---|
# | 20 | 0,27 milhão | 8,75 % |
# | 56 | 0,85 milhão | 6,97 % |
# | 110 | 1,7 milhão | 6,43 % |
# | 1.202 | 19,4 milhões | 7,93 % |
#
# A de 1.202 **treina**: o erro de treino fica abaixo de 0,1 %. E testa **pior** que a de 110, de erro de treino parecido. Os autores atribuem a diferença a sobreajuste: a rede é grande demais para 50 mil imagens.

# %% [markdown]
# Profundidade, então, deixou de ser um obstáculo ao treino; não virou garantia de acerto. E a ordem das peças volta a importar: com a ativação **antes**, como na aula 03, o atalho fica livre de ponta a ponta, e He et al. (2016b) chegaram, com 1.001 camadas em gargalos, a 4,62 % de erro no mesmo conjunto.
#
# Quem tem uma GPU e internet pode ver o CIFAR-10 de verdade: a célula a seguir treina a sua ResNet-20 por cinco épocas. Sem GPU ela não faz nada.


# %% tags=["skip-execution"]
def cifar10_na_gpu(treino):
    """Imagens (N, 3, 32, 32), normalizadas, e rótulos, já na GPU."""
    conjunto = dados.cifar10(treino=treino)
    imagens = torch.tensor(conjunto.data).to(dispositivo()).permute(0, 3, 1, 2).float() / 255
    return (imagens - 0.47) / 0.25, torch.tensor(conjunto.targets).to(dispositivo())


def treina_no_cifar(rede, imagens, rotulos, epocas=5):
    """SGD com taxa em um ciclo; cada lote é espelhado ao acaso e deslocado até 4 pixels."""
    otimizador = torch.optim.SGD(rede.parameters(), lr=0.2, momentum=0.9, weight_decay=5e-4)
    agenda = torch.optim.lr_scheduler.OneCycleLR(otimizador, 0.2, total_steps=epocas * math.ceil(len(imagens) / 128))
    for _ in range(epocas):
        for lote in torch.randperm(len(imagens)).to(imagens.device).split(128):
            x = imagens[lote].flip(3) if torch.rand(()) < 0.5 else imagens[lote]
            x = x.roll(torch.randint(-4, 5, (2,)).tolist(), (2, 3))
            otimizador.zero_grad()
            F.cross_entropy(rede(x), rotulos[lote]).backward()
            otimizador.step()
            agenda.step()
    return rede


@torch.no_grad()
def erro_no_cifar(rede, imagens, rotulos):
    rede.eval()
    return (
        100
        * sum((rede(imagens[lote]).argmax(1) != rotulos[lote]).sum().item() for lote in torch.arange(len(imagens)).split(1000))
        / len(imagens)
    )


# %% tags=["skip-execution"]
if dispositivo().type == "cpu" or not com_cifar:
    print("Esta célula espera uma GPU e o exercício 6.6: sem eles, siga em frente.")
else:
    try:
        treino, teste = cifar10_na_gpu(True), cifar10_na_gpu(False)
    except dados.DadosIndisponiveis as aviso:
        print(aviso)
    else:
        semente(0)
        rede = treina_no_cifar(resnet_cifar(3).to(dispositivo()), *treino)
        print(f"CIFAR-10, ResNet-20, cinco épocas: erro de teste {br(erro_no_cifar(rede, *teste))} %")

# %% [markdown]
# ## Questão aberta (1,5 ponto · 15 min)
#
# Uma colega leu que "uma ResNet mais profunda é, no mínimo, tão boa quanto a mais rasa" e propõe trocar a ResNet-110 do laboratório dela pela de 1.202 camadas: "pior não pode ficar". Ela tem 50 mil imagens.
#
# Responda, em até 20 linhas:
#
# 1. Com blocos como o do exercício 6.1, que parâmetros fazem a rede mais funda calcular o mesmo que a rasa? Por que isso **não** funciona sem o atalho?
# 2. Na tabela de He et al., as duas redes terminam com erro de treino quase zero, e o de teste é 6,43 % com 110 camadas e 7,93 % com 1.202. Isso contradiz o argumento do item 1? Diga o que ele garante e o que não garante.
# 3. Que experimento, com as redes e os dados dela, decidiria se a diferença é sobreajuste ou dificuldade de treino? Que resultado apontaria para cada uma?

# %% [markdown] nbgrader={"grade": true, "grade_id": "aberta-6", "locked": false, "points": 1.5, "schema_version": 3, "solution": true, "task": false}
# **Resposta de referência e critérios (1,5 ponto)**
#
# 1. *A construção (0,5).* Os blocos comuns recebem os parâmetros da rasa; nos blocos a mais, o ganho $\gamma$ e o viés $\beta$ da última BN do ramo valem zero (ou a última convolução e $\beta$), e o bloco dá $\mathrm{ReLU}(x) = x$, porque a entrada saiu de uma ReLU (0,3). Sem atalho, o mesmo
#    bloco daria zero, e a identidade exigiria um ajuste preciso das duas convoluções e das BN (0,2). Dar 0,2 a quem diz "pesos zero" sem dizer onde nem por que a ReLU final não atrapalha.
# 2. *O que o argumento garante (0,6).* Garante que existe, na rede funda, uma escolha de parâmetros com erro de treino igual ao da rasa: o **mínimo** do erro de treino não é pior (0,3). Não garante que o otimizador a encontre, nem nada sobre o erro de **teste** (0,2). Não há contradição: nas duas o treino é quase perfeito, e a
#    diferença está no teste (0,1).
# 3. *O experimento (0,4).* Qualquer um que separe as hipóteses, com o resultado esperado de cada lado: comparar as curvas de erro de treino (se a funda parasse num erro de treino maior, seria dificuldade de treino; aqui não é); aumentar os dados ou a regularização e ver se a distância diminui (sobreajuste);
#    partir a de 1.202 da de 110 treinada, com blocos nulos, e acompanhar o teste enquanto ela treina (se piora enquanto o treino melhora, é sobreajuste). Dar 0,2 a um experimento sem a previsão dos dois resultados.
#
# Quem responde apenas "mais parâmetros, mais sobreajuste" recebe no máximo 0,3 no total.

# %% [markdown]
# ## Teste a sua leitura
#
# Não vale nota. Cada opção diz por que está certa ou errada.

# %% tags=["skip-execution"]
quiz(
    "Por que a última convolução 1×1 do gargalo aumenta de novo o número de canais?",
    [
        (
            "Para que o ramo tenha a forma do atalho, e a soma seja possível.",
            True,
            "A primeira reduz para baratear a 3×3; a última restaura, e só então se pode somar.",
        ),
        ("Para ver uma região maior da imagem.", False, "Uma 1×1 não olha vizinhos: o campo receptivo vem da 3×3."),
        ("Para aumentar o número de parâmetros.", False, "O gargalo existe para baixá-lo: 16,9 vezes menos que o básico de mesmos canais."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Quantas projeções há na ResNet-34 e na ResNet-50?",
    [
        ("Três e quatro.", True, "Na 34 o primeiro estágio não muda a forma. Na 50 ele leva 64 canais a 256, e também projeta."),
        ("Três e três.", False, "Conte o primeiro estágio da 50: entram 64 canais, e saem quantos?"),
        ("Dezesseis e dezesseis.", False, "Dezesseis são os blocos. Só o primeiro de cada estágio pode mudar a forma."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Um bloco básico, já no meio da rede, tem γ = 0 e β = 0 em bn2. O que ele devolve?",
    [
        ("Zero.", False, "O ramo dá zero; o atalho, não."),
        ("A própria entrada.", True, "ReLU(0 + x), e x saiu de uma ReLU: não tem negativos para apagar."),
        ("A entrada normalizada.", False, "A BN do bloco está no ramo, que aqui vale zero. O atalho é um fio."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "A rede de 1.202 camadas testa pior que a de 110 no CIFAR-10. O que isso mostra?",
    [
        (
            "Que o gradiente some em redes de mil camadas.",
            False,
            "O erro de treino dela fica abaixo de 0,1 %: o gradiente chega, e ela aprende.",
        ),
        ("Que os atalhos pararam de funcionar.", False, "Sem eles a rede nem treinaria: você viu o gradiente da sequencial."),
        (
            "Que treinar bem não basta para testar bem.",
            True,
            "O erro de treino das duas é parecido, quase zero; a maior generaliza pior com os mesmos dados.",
        ),
    ],
)

# %% [markdown]
# ## Resumo
#
# - A ResNet é feita de blocos residuais com BN: o **básico** (duas 3×3) e o **gargalo** (1×1 reduz, 3×3, 1×1 restaura), este com 16,9 vezes menos pesos para os mesmos canais.
# - Um **estágio** é uma fila de blocos; só o primeiro muda a forma. Quatro estágios, um começo, uma média e uma densa: 34, 50 ou 200 camadas, conforme o bloco e a lista.
# - Mais funda não é mais cara: a ResNet-152 faz menos contas que a VGG-16, porque trabalha em mapas pequenos.
# - Com 56 camadas e BN, a rede sequencial não treinou nos dígitos; a residual, sim. Com 1.202, só a residual tem gradientes finitos.
# - A rede mais funda contém a rasa (γ = 0 nos blocos a mais). Isso é sobre o melhor erro de treino que existe; não sobre o que o treino encontra, nem sobre o teste: 1.202 camadas testam pior que 110.
#
# | termo | em inglês | o que é |
# |---|---|---|
# | ResNet | *residual network* | rede convolucional feita de blocos residuais, em estágios |
# | bloco básico | *basic block* | duas convoluções 3×3, com BN, e o atalho |
# | gargalo | *bottleneck* | bloco que reduz os canais com uma 1×1, trabalha com poucos e restaura com outra 1×1 |
# | expansão | *expansion* | quantas vezes os canais do meio do bloco saem dele: 1 no básico, 4 no gargalo |
# | estágio | *stage* | fila de blocos com mapas do mesmo tamanho |
# | profundidade | *depth* | camadas com pesos no caminho mais longo |
# | multiplicações-e-somas | *multiply-adds, MACs* | a medida usual da conta de uma rede, por imagem |
# | média global | *global average pooling* | um número por canal: a média do mapa inteiro |
#
# Os termos de todas as aulas: **[glossário](glossario.md)**.
#
# ## Referências
#
# - S. J. D. Prince, [*Understanding Deep Learning*](https://udlbook.github.io/udlbook/), capítulo 11, seção 11.5: ResNet, com a figura da ResNet-200.
# - K. He, X. Zhang, S. Ren e J. Sun, [*Deep residual learning for image recognition*](https://arxiv.org/abs/1512.03385), CVPR 2016: os blocos, a ResNet-34 e a tabela 6, com 20 a 1.202 camadas.
# - K. He, X. Zhang, S. Ren e J. Sun, [*Identity mappings in deep residual networks*](https://arxiv.org/abs/1603.05027), ECCV 2016 (aqui, 2016b): a pré-ativação, a rede de 1.001 camadas e a ResNet-200.
# - K. Simonyan e A. Zisserman, [*Very deep convolutional networks for large-scale image recognition*](https://arxiv.org/abs/1409.1556), ICLR 2015: a VGG.
# - P. Goyal et al., [*Accurate, large minibatch SGD: training ImageNet in 1 hour*](https://arxiv.org/abs/1706.02677), 2017: o último ganho de cada bloco em zero.
# - A. Krizhevsky, [*Learning multiple layers of features from tiny images*](https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf), 2009: o CIFAR-10.
#
# **Créditos.** A aula parte da apresentação *Conexões Residuais*, do Professor Lucas Silveira Kupssinskü, e do artigo *Entendendo o bloco residual*, de Dalisson Figueiredo.
# Figuras e experimentos foram feitos para este curso.
#
# **A seguir.** A soma mistura o antigo com o novo e não se desfaz: de $h + f(h)$ não se recupera $h$. E se, em vez de somar, guardássemos tudo? A **aula 07** concatena, e monta a DenseNet.

# %% [markdown]
# ## Antes de entregar
#
# Salve o caderno. `painel()` mostra o que já foi respondido; `entrega()` lê o arquivo salvo como a correção o lerá.

# %% tags=["skip-execution"]
painel()
entrega()
