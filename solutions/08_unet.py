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
# # 08 · U-Net
#
# {{colab}}
#
# Concatenar junta mapas vizinhos. E se juntasse mapas que estão longe um do outro: o detalhe do começo da rede com o sentido do fim?
#
# **Ao final você saberá**
#
# - dizer o que o codificador perde, e por que isso importa a quem responde a cada pixel;
# - seguir o tamanho dos mapas por uma U-Net, e prever que entradas ela aceita;
# - explicar a convolução transposta e o recorte central, e montar a rede em PyTorch;
# - medir uma segmentação com Dice e IoU, e o que acontece quando se cortam os atalhos.
#
# **Antes de começar:** as aulas 01 (campo receptivo), 02 (atalhos) e 07 (concatenar); convolução e *max pooling*.
#
# **Seu tempo:** cerca de 110 minutos. **Tempo de máquina:** o caderno resolvido roda em cerca de 35 s em dois núcleos, sem GPU.
# **Nota:** 10,0 pontos (cinco exercícios e uma questão aberta).

# %%
import torch
from torch import nn
from torch.nn import functional as F
from trilha import Caso, Engano, dica, dicas, entrega, painel, quiz, responde, verifica
from trilha import cores, dados, dispositivo, explora, mostrar, semente

# %% [markdown]
# ## Uma resposta por pixel
#
# As redes até aqui deram **uma** resposta por imagem. Num exame de microscopia a pergunta é outra: quais pixels são célula? Responder a cada pixel é **segmentar**
# (*semantic segmentation*), e a resposta é uma **máscara** (*mask*) do tamanho da imagem: 1 onde há célula, 0 no fundo.
#
# As imagens desta aula são inventadas por um programa, com ruído, luz desigual e células que se tocam. Como foi ele que as desenhou, a máscara é exata.

# %% tags=["skip-execution"]
import base64
import contextlib
import zlib
from itertools import pairwise

import matplotlib.pyplot as plt

torch.set_num_threads(1)  # mapas pequenos: repartir a conta entre núcleos custa mais do que rende
treino, teste = dados.celulas(64, lado=48, semente=0), dados.celulas(100, lado=48, semente=1)


def numero(valor, casas=2):
    """O número com vírgula decimal."""
    return f"{valor:.{casas}f}".replace(".", ",")


def sem_eixos(eixos):
    for eixo in eixos.flat:
        eixo.set(xticks=[], yticks=[])


figura, eixos = plt.subplots(2, 6, figsize=(9, 3.2))
for k in range(6):
    eixos[0, k].imshow(teste.imagens[k, 0], cmap="gray", vmin=0, vmax=1)
    eixos[1, k].imshow(teste.mascaras[k], cmap="gray", vmin=0, vmax=1)
eixos[0, 0].set_ylabel("imagem")
eixos[1, 0].set_ylabel("máscara")
sem_eixos(eixos)
figura.tight_layout()
mostrar(
    figura,
    alt="Seis imagens cinzentas de 48 por 48 pixels, granuladas, com manchas ovais mais claras de borda escura; embaixo, as seis máscaras: as manchas em branco, o resto em preto.",
    legenda="Em cima, o que a rede recebe. Embaixo, o que ela deve responder.",
)
print(f"fundo: {numero(100 * (1 - teste.mascaras.mean().item()), 1)} % dos pixels de teste")

# %% [markdown]
# Um modo preguiçoso de usar o que já se sabe: uma rede de classificação reduz a imagem, metade do lado a cada *pooling*, até um mapa pequeno que diz **o que** há em cada região.
# Depois, basta ampliar esse mapa de volta.
#
# > **Seu palpite.** Suponha que a rede acerte tudo no mapa pequeno. Reduzido 16 vezes e ampliado de volta, quantos pixels da máscara saem errados, comparados aos de célula?


# %% tags=["skip-execution"]
def reduz_e_amplia(mascaras, fator):
    """A máscara que sobra depois de média em blocos de fator × fator, limiar em 1/2 e ampliação."""
    pequena = (F.avg_pool2d(mascaras[:, None], fator) > 0.5).float()
    return F.interpolate(pequena, scale_factor=fator)[:, 0]


figura, eixos = plt.subplots(1, 5, figsize=(9, 2.3))
perdas = {}
for eixo, fator in zip(eixos, (1, 2, 4, 8, 16), strict=True):
    volta = reduz_e_amplia(teste.mascaras, fator)
    perdas[fator] = (100 * (volta != teste.mascaras).sum() / teste.mascaras.sum()).item()
    eixo.imshow(volta[0], cmap="gray", vmin=0, vmax=1)
    eixo.set_title(f"{48 // fator} × {48 // fator}\nerro {numero(perdas[fator], 0)} %", fontsize=10)
sem_eixos(eixos)
figura.tight_layout()
mostrar(
    figura,
    alt="A mesma máscara em cinco resoluções. Pixels errados, em relação aos de célula: "
    + "; ".join(f"{48 // fator} por {48 // fator}, {numero(perda, 0)} %" for fator, perda in perdas.items())
    + ".",
    legenda="Máscara reduzida e ampliada de volta. O erro é o número de pixels trocados dividido pelo de pixels de célula, nas 100 imagens de teste.",
)

# %% [markdown]
# Reduzir 4 vezes já troca **32 %**; 16 vezes, **92 %**: células somem inteiras. E isso com uma rede que não erra nunca. O mapa pequeno sabe *o quê* e perdeu *onde*.
#
# Então não reduza. Uma rede só de convoluções 3×3, sem *pooling*, guarda o tamanho do começo ao fim. O que lhe falta?
#
# > **Seu palpite.** Os dois pixels centrais da próxima figura têm quase o mesmo cinza; só um deles é célula. De que tamanho precisa ser a janela para você dizer qual?

# %% tags=["skip-execution"]
imagem, mascara = teste.imagens[0, 0], teste.mascaras[0]
centros = {"A": (12, 20), "B": (32, 23)}
janelas = (3, 7, 13, 25)
figura, eixos = plt.subplots(2, 4, figsize=(7.6, 4.1))
for linha, (nome, (i, j)) in enumerate(centros.items()):
    for eixo, lado in zip(eixos[linha], janelas, strict=True):
        raio = lado // 2
        eixo.imshow(imagem[i - raio : i + raio + 1, j - raio : j + raio + 1], cmap="gray", vmin=0, vmax=1)
        eixo.plot(raio, raio, "+", color=cores.VERMELHO, markersize=12)
        eixo.set_title(f"{lado} × {lado}", fontsize=10)
    eixos[linha, 0].set_ylabel(f"{nome}: cinza {numero(imagem[i, j].item())}")
sem_eixos(eixos)
figura.tight_layout()
mostrar(
    figura,
    alt="Dois pixels de cinza parecido, A e B, vistos por janelas de 3, 7, 13 e 25 pixels. Nas menores só se vê ruído; na maior, A está na borda de uma célula, do lado de dentro, e B está no fundo, entre três.",
    legenda="O pixel marcado com + é o do centro. Quanto maior a janela, mais se sabe o que ele é.",
)
print({nome: "célula" if mascara[i, j] else "fundo" for nome, (i, j) in centros.items()})

# %% [markdown]
# Na janela de 3×3 não há como saber. O sentido de um pixel está em volta dele: é o **campo receptivo** da aula 01. Quanto ele cresce com um par de convoluções 3×3 por nível, com e
# sem um *pooling* 2×2 entre os níveis?

# %% tags=["skip-execution"]
campos, visto, salto = [], 1, 1
for nivel in range(5):
    visto += 4 * salto  # cada convolução 3×3 acrescenta duas vezes o salto entre posições vizinhas
    campos.append(visto)
    print(f"nível {nivel}: {visto:3d} × {visto:3d} com pooling;  {5 + 4 * nivel:2d} × {5 + 4 * nivel:2d} sem ele")
    visto, salto = visto + salto, 2 * salto  # o pooling dobra o salto

# %% [markdown]
# O dilema está posto. Reduzir dá contexto e apaga o lugar; não reduzir guarda o lugar e nega o contexto. Ronneberger, Fischer e Brox (2015) não escolheram: a **U-Net**
# reduz, amplia de volta e, a cada ampliação, **busca no começo da rede o mapa do mesmo nível**, de antes da perda.

# %% [markdown]
# ## Descer: o codificador
#
# A U-Net é uma rede **codificador-decodificador** (*encoder-decoder*). O codificador repete quatro vezes: duas convoluções 3×3 com ReLU, depois *max pooling* 2×2. A cada
# descida o lado cai à metade e os canais dobram: 64, 128, 256, 512 e, no fundo, 1024.
#
# As convoluções do artigo são **válidas** (*valid convolutions*), isto é, sem preenchimento (*padding*): o núcleo só passa por onde cabe inteiro.
#
# > **Seu palpite.** Quantos pixels de lado um mapa perde em duas convoluções 3×3 válidas? Depende do tamanho dele?

# %% tags=["skip-execution"]
convolucao = nn.Conv2d(1, 1, 3)
for lado in (572, 284, 12, 5):
    mapa = torch.zeros(1, 1, lado, lado)
    uma = convolucao(mapa)
    duas = convolucao(uma)
    print(f"lado {lado:3d} → {uma.shape[-1]:3d} → {duas.shape[-1]:3d}")

# %% [markdown]
# Perde 4, seja qual for o tamanho: um pixel de cada borda por convolução. Por que aceitar a perda? Porque preencher com zeros inventa uma moldura preta, e perto da borda a rede
# responderia sobre ela. Sem preenchimento, cada pixel da resposta foi calculado só com pixels que existem.

# %% [markdown]
# ### Exercício 8.1 — O par de convoluções (1,0 ponto · 5 min)
#
# Escreva `dupla_conv(c_in, c_out, preenchimento=0)`: um `nn.Sequential` com duas convoluções 3×3, com viés, e uma ReLU depois de **cada** uma. A primeira leva de `c_in` a
# `c_out` canais; a segunda, de `c_out` a `c_out`. O mesmo `preenchimento`, de zeros, vale para as duas.

# %% tags=["skip-execution"]
dicas(
    "8.1",
    "São quatro camadas em fila. Em que ordem?",
    "`nn.Conv2d(entrada, saída, 3)` já tem viés; o preenchimento é o argumento `padding`. A segunda convolução recebe o que a primeira devolveu: quantos canais?",
    "Passe a `nn.Sequential`, em ordem: a convolução de c_in para c_out, uma `nn.ReLU()`, a convolução de c_out para c_out, outra `nn.ReLU()`; as duas convoluções com `padding=preenchimento`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-8.1", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 8.1


def dupla_conv(c_in: int, c_out: int, preenchimento: int = 0) -> nn.Sequential:
    """Duas convoluções 3×3 com viés, uma ReLU depois de cada: (N, c_in, H, W) → (N, c_out, H', W').

    H' = H − 4 + 4 · preenchimento, e o mesmo para W'.
    """
    ### BEGIN SOLUTION
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, padding=preenchimento),
        nn.ReLU(),
        nn.Conv2d(c_out, c_out, 3, padding=preenchimento),
        nn.ReLU(),
    )
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-8.1", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 8.1
def com_pesos_iguais(peso, vies, valor):
    """A saída de dupla_conv(1, 1), com todos os pesos e todos os vieses iguais, para uma imagem 5×5 de um valor só."""
    par = dupla_conv(1, 1)
    with torch.no_grad():
        for parametro in par.parameters():
            parametro.fill_(peso if parametro.dim() > 1 else vies)
        return par(torch.full((1, 1, 5, 5), valor)).flatten().tolist()


verifica(
    "8.1",
    "dupla_conv",
    [
        Caso(
            "número de parâmetros de dupla_conv(3, 16)",
            lambda: sum(parametro.numel() for parametro in dupla_conv(3, 16).parameters()),
            2768,
            dica="3·16·9 + 16 na primeira convolução, 16·16·9 + 16 na segunda.",
        ),
        Caso(
            "forma da saída, sem e com preenchimento",
            lambda: [list(dupla_conv(2, 4, p)(torch.zeros(1, 2, 12, 9)).shape) for p in (0, 1)],
            [[1, 4, 8, 5], [1, 4, 12, 9]],
            dica="Cada convolução 3×3 tira 2 de cada lado; com preenchimento 1, não tira nada. O argumento vale para as duas.",
        ),
        Caso(
            "duas somas de nove", lambda: com_pesos_iguais(1.0, 0.0, 1.0), [81.0], dica="Com pesos 1, cada convolução soma nove vizinhos."
        ),
        Caso(
            "a ReLU do meio",
            lambda: com_pesos_iguais(-1.0, 1.0, 1.0),
            [1.0],
            fato="Com pesos −1 e vieses 1, a primeira convolução dá −8, que a ReLU do meio zera.",
            dica="Há uma ReLU depois de cada convolução, a primeira inclusive.",
        ),
        Caso(
            "a ReLU do fim",
            lambda: com_pesos_iguais(1.0, -1.0, 0.0),
            [0.0],
            fato="Com pesos 1, vieses −1 e imagem zero, a última convolução dá −1, que a ReLU do fim zera.",
            dica="Há uma ReLU depois de cada convolução, a última inclusive.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
canais = observe.given("canais", lambda: torch.randperm(6)[:2].add(2).tolist())
x = observe.given(
    "x", lambda: torch.randn(2, canais[0], int(torch.randint(7, 11, ())), int(torch.randint(11, 15, ())), device=observe.device)
)
v = observe.given("v", lambda: torch.randn(canais[1], 1, 1, device=observe.device))
igual = observe.given("igual", lambda: torch.randn(1, 4, 6, 5, device=observe.device))


def preenchida(*argumentos):
    return observe.fill_by_use(dupla_conv(*argumentos).to(observe.device), torch.zeros(1, argumentos[0], 7, 7, device=observe.device))


def gradientes():
    par, folha = preenchida(*canais, 1), x.clone().requires_grad_()
    (par(folha) * v).sum().backward()
    return [folha.grad, *[p.grad for p in par.parameters()]]


def duas_chamadas():
    par = preenchida(*canais)
    return [par(x.clone()), par(1000 * x), par.eval()(x.clone())]


def em_float64():
    par = observe.fill_by_use(dupla_conv(*canais).to(observe.device).double(), x.double())
    return par(x.double())


def entrada_depois():
    entrada = x.clone()
    preenchida(*canais)(entrada)
    return entrada


observe(
    "sem preenchimento",
    lambda: preenchida(*canais)(x.clone()),
    hint="Duas convoluções 3×3 e uma ReLU depois de cada; sem dizer nada, não há preenchimento.",
    weight=2,
)
observe(
    "com preenchimento",
    lambda: [preenchida(*canais, p)(x.clone()) for p in (1, 2)],
    hint="O preenchimento, de zeros, vale para as duas convoluções.",
)
observe(
    "mesmo número de canais",
    lambda: preenchida(4, 4)(igual.clone()),
    hint="Com c_in igual a c_out continuam a ser duas convoluções, cada uma com os seus pesos.",
)
observe(
    "formas dos parâmetros",
    lambda: [[list(p.shape), p.requires_grad] for cs in (canais, canais[::-1]) for p in dupla_conv(*cs).parameters()],
    hint="Há dois núcleos 3×3 e dois vieses, todos treináveis, e nada mais.",
    gate=True,
)
observe(
    "é um nn.Sequential",
    lambda: isinstance(dupla_conv(c_in=2, c_out=3, preenchimento=1), nn.Sequential),
    hint="A resposta é um nn.Sequential, e os argumentos têm os nomes do enunciado.",
    gate=True,
)
observe(
    "duas chamadas e modo de avaliação",
    duas_chamadas,
    hint="O par não guarda nada entre chamadas e faz a mesma conta em train e em eval.",
    gate=True,
)
observe("float64", em_float64, hint="Depois de .double(), a conta inteira fica em float64.", gate=True)
observe("gradiente", gradientes, hint="O gradiente precisa chegar à entrada e às duas convoluções.", gate=True)
observe("a entrada depois da chamada", entrada_depois, hint="A entrada pertence a quem chamou: não escreva nela.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## A descida e a subida, em números
#
# Depois do fundo, o decodificador sobe quatro vezes: amplia o mapa para o dobro do lado, junta a ele o mapa que o codificador tinha naquele nível e passa o resultado por outro par
# de convoluções. No fim, uma convolução 1×1 dá, para cada pixel, um número por classe. O desenho dá nome à rede.
#
# As formas abaixo foram medidas em camadas de verdade, no dispositivo `meta` do PyTorch, que calcula formas sem calcular números.


# %% tags=["skip-execution"]
def medidos(n, niveis=4):
    """Por onde passa um mapa n × n: (antes, depois) de cada par na descida, no fundo e na subida; e a etapa em que não cabe."""
    par = nn.Sequential(nn.Conv2d(1, 1, 3), nn.Conv2d(1, 1, 3)).to("meta")
    mapa, descida, subida = torch.empty(1, 1, n, n, device="meta"), [], []
    for nivel in range(niveis + 1):
        if mapa.shape[-1] < 5:
            return descida, subida, f"o mapa de lado {mapa.shape[-1]} acaba antes do fim do par, no nível {nivel}"
        antes, mapa = mapa.shape[-1], par(mapa)
        descida.append((antes, mapa.shape[-1]))
        if nivel < niveis:
            if mapa.shape[-1] % 2:
                return descida, subida, f"o lado {mapa.shape[-1]} é ímpar: o pooling do nível {nivel} perderia uma linha"
            mapa = F.max_pool2d(mapa, 2)
    for nivel in reversed(range(niveis)):
        mapa = F.interpolate(mapa, scale_factor=2)
        if mapa.shape[-1] < 5:
            return descida, subida, f"na subida, o mapa de lado {mapa.shape[-1]} acaba antes do fim do par, no nível {nivel}"
        antes, mapa = mapa.shape[-1], par(mapa)
        subida.append((antes, mapa.shape[-1]))
    return descida, subida, ""


# %% tags=["skip-execution"]
ALTURA = 1.5  # entre um nível e o seguinte, na figura


def caixa(eixo, x, nivel, lado, canais="", cor=cores.AZUL, traco="-", n=572):
    """Um mapa: um retângulo tão alto quanto o lado (em escala), com o lado escrito dentro e os canais em cima."""
    altura = max(0.36, 0.95 * lado / n)
    eixo.add_patch(plt.Rectangle((x - 0.31, -ALTURA * nivel - altura / 2), 0.62, altura, fc="white", ec=cor, ls=traco, lw=1.4, zorder=3))
    eixo.text(x, -ALTURA * nivel, str(lado), ha="center", va="center", fontsize=9, zorder=4)
    eixo.text(x, -ALTURA * nivel + altura / 2 + 0.04, canais, ha="center", va="bottom", fontsize=9, color=cores.CINZA)


def seta(eixo, de, ate, cor, traco="-"):
    eixo.annotate("", ate, de, arrowprops={"arrowstyle": "->", "color": cor, "linestyle": traco, "linewidth": 1.3}, zorder=2)


def nivel_da_descida(eixo, nivel, antes, depois, canais, n):
    """Duas caixas lado a lado; devolve o x da segunda."""
    x = 1.0 * nivel
    caixa(eixo, x, nivel, antes, n=n)
    caixa(eixo, x + 0.95, nivel, depois, canais, n=n)
    seta(eixo, (x + 0.31, -ALTURA * nivel), (x + 0.64, -ALTURA * nivel), cores.PRETO)
    return x + 0.95


def recorte(eixo, x, nivel, atalho, antes):
    """O mapa do codificador, visto de cima, com o pedaço que sobra do recorte."""
    lado, dentro = 0.5, 0.5 * antes / atalho
    y = -ALTURA * nivel
    eixo.add_patch(plt.Rectangle((x - lado / 2, y - lado / 2), lado, lado, fc="white", ec=cores.ROXO, zorder=3))
    eixo.add_patch(plt.Rectangle((x - dentro / 2, y - dentro / 2), dentro, dentro, fc="#ecd5e8", ec=cores.ROXO, ls="--", zorder=4))
    eixo.text(x, y - 0.32, f"{atalho} → {antes}", ha="center", va="top", fontsize=9, color=cores.ROXO)


def desenha_u(n, base=64, niveis=4):
    descida, subida, problema = medidos(n, niveis)
    figura, eixo = plt.subplots(figsize=(9, 6))
    direita = 2 * niveis + 2.4
    for nivel, (antes, depois) in enumerate(descida):
        x = nivel_da_descida(eixo, nivel, antes, depois, f"{base * 2**nivel}", n)
        if nivel + 1 < len(descida):
            seta(eixo, (x, -ALTURA * nivel - 0.5 * depois / n - 0.02), (nivel + 1, -ALTURA * (nivel + 1) + 0.35), cores.VERMELHO, "--")
    for k, (antes, depois) in enumerate(subida):
        nivel = niveis - 1 - k
        x = direita - nivel
        partida = (niveis + 1.26, -ALTURA * niveis) if k == 0 else (x - 1, -ALTURA * (nivel + 1) + 0.5)
        seta(eixo, partida, (x - 0.95, -ALTURA * nivel - 0.5 * antes / n - 0.05), cores.VERDE, ":")
        caixa(eixo, x - 0.95, nivel, antes, cor=cores.VERDE, traco="--", n=n)
        caixa(eixo, x, nivel, depois, f"{base * 2**nivel}", n=n)
        seta(eixo, (x - 0.64, -ALTURA * nivel), (x - 0.31, -ALTURA * nivel), cores.PRETO)
        seta(eixo, (nivel + 1.26, -ALTURA * nivel), (x - 1.26, -ALTURA * nivel), cores.ROXO)
        recorte(eixo, (nivel + x) / 2, nivel, descida[nivel][1], antes)
    if problema:
        eixo.text(direita / 2, -ALTURA * len(descida) + 0.4, f"✗ {problema}", ha="center", fontsize=11, color=cores.VERMELHO)
    passos = {
        "par de convoluções": (cores.PRETO, "-"),
        "max pooling 2×2": (cores.VERMELHO, "--"),
        "ampliação 2×": (cores.VERDE, ":"),
        "recorte e concatenação": (cores.ROXO, "-"),
    }
    eixo.legend(
        [plt.Line2D([], [], color=cor, ls=traco) for cor, traco in passos.values()], passos, loc="lower left", fontsize=9, frameon=False
    )
    eixo.set(xlim=(-0.5, direita + 0.5), ylim=(-ALTURA * niveis - 0.75, 0.85))
    eixo.axis("off")
    return figura


def resume_u(n):
    descida, subida, problema = medidos(n)
    caminho = "descida " + ", ".join(f"{antes} → {depois}" for antes, depois in descida)
    if problema:
        return f"Entrada de lado {n}: {caminho}. Não passa: {problema}."
    recortes = ", ".join(f"{descida[3 - k][1]} → {antes}" for k, (antes, _) in enumerate(subida))
    return f"Entrada de lado {n}: {caminho}; recortes {recortes}; saída de lado {subida[-1][1]}."


mostrar(
    desenha_u(572),
    alt="A U da rede: cinco níveis à esquerda, descendo, e quatro à direita, subindo, ligados por atalhos na horizontal. " + resume_u(572),
    legenda="A U-Net do artigo. Dentro das caixas, o lado do mapa; em cima, os canais. No meio de cada atalho, o mapa do codificador e o pedaço que se aproveita.",
)

# %% [markdown]
# Leia o desenho de cima para baixo e de volta. Entra 572, o par tira 4, o *pooling* divide por 2: 572 → 568 → 284 → 280 → 140 … No fundo, um pixel resume uma
# região de 140 × 140 da entrada. A saída tem 388: cada lado perdeu 92 pixels. A rede só responde sobre o **meio** do que vê; a moldura serve de contexto.
#
# Para segmentar uma imagem grande, o artigo a divide em ladrilhos cujas entradas se sobrepõem (*overlap-tile*), e na beira da imagem espelha o que há dentro.
#
# E se a entrada tivesse 570 pixels?
#
# > **Seu palpite.** Perde-se a mesma coisa e sai 386? Mova o controle e procure os tamanhos que passam.

# %% tags=["skip-execution"]
explora(
    desenha_u,
    n=("Lado da entrada", 100, 700, 2, 572),
    parados=[{"n": 570}, {"n": 188}],
    alt=lambda n: "A U da rede, com o lado de cada mapa. " + resume_u(n),
    legenda=resume_u,
)

# %% [markdown]
# Com 570, o segundo *pooling* encontraria um mapa de lado 279. O PyTorch não reclama: divide 279 por 2, arredonda para baixo e joga fora uma linha e uma coluna. A conta segue, mas
# a resposta já não fica centrada na entrada. O artigo pede que se escolha um tamanho em que todo *pooling* receba um lado par.

# %% [markdown]
# ### Exercício 8.2 — Que tamanho sai? (1,5 ponto · 15 min)
#
# Escreva `tamanho_unet(n, niveis=4)`: o lado da saída da U-Net de convoluções válidas para uma entrada de lado $n \ge 1$. Há `niveis` descidas ($\ge 1$), cada uma um par de
# convoluções 3×3 e um *pooling* 2×2; no fundo, mais um par; depois, `niveis` subidas, cada uma uma ampliação para o dobro e um par. A convolução 1×1 do fim não muda o lado.
#
# Devolva um `int`; ou `None`, se algum *pooling* receberia um lado ímpar ou se o mapa acaba (lado zero ou negativo) em qualquer ponto, na descida, no fundo ou na subida.
# Assim, 572 dá 388, 570 dá `None`, e o menor lado que passa, com quatro níveis, é 188, que dá 4.

# %% tags=["skip-execution"]
dicas(
    "8.2",
    "Siga no papel n = 44 com dois níveis: 44, 40, 20, 16, 8, 4, e de volta. Onde é preciso perguntar se o lado é par? Onde, se ainda é positivo?",
    "Dois laços: o da descida tira 4, confere e divide por 2; o da subida multiplica por 2, tira 4 e confere. Entre eles, o fundo tira 4.",
    "Na descida, depois de tirar 4: se o lado não é positivo ou é ímpar, devolva None; senão, divida com `//`. No fundo e a cada subida, depois de tirar 4: se não é positivo, devolva None. No fim, devolva o lado.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-8.2", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 8.2


def tamanho_unet(n: int, niveis: int = 4) -> int | None:
    """O lado da saída da U-Net de convoluções válidas para uma entrada de lado n, ou None se n não passa por ela."""
    ### BEGIN SOLUTION
    lado = n
    for _ in range(niveis):
        lado -= 4
        if lado <= 0 or lado % 2:
            return None
        lado //= 2
    lado -= 4
    for _ in range(niveis):
        if lado <= 0:
            return None
        lado = 2 * lado - 4
    return lado if lado > 0 else None
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-8.2", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 8.2
verifica(
    "8.2",
    "tamanho_unet",
    [
        Caso("dois níveis, lado 44", lambda: tamanho_unet(44, 2), 4, dica="44 → 40 → 20 → 16 → 8 → 4 no fundo; depois 8 → 4 e 8 → 4."),
        Caso(
            "a entrada do artigo",
            lambda: tamanho_unet(572),
            388,
            dica="Confira com o desenho: cada par de convoluções tira 4, na descida, no fundo e na subida.",
        ),
        Caso(
            "um lado ímpar no caminho",
            lambda: tamanho_unet(570),
            None,
            dica="570 → 566 → 283 → 279, e 279 não se divide por 2. Onde a sua função confere isso?",
        ),
        Caso("o menor que passa", lambda: tamanho_unet(188), 4, dica="No fundo, 188 chega a 8 e o par o leva a 4: ainda há mapa."),
        Caso(
            "um mapa que acaba na subida",
            lambda: tamanho_unet(172),
            None,
            dica="172 chega ao fundo com lado 3 e, depois do par seguinte, com 2; mais um par e nada sobra. A subida também tira 4.",
        ),
        Caso("um mapa que acaba na descida", lambda: tamanho_unet(4, 1), None, dica="4 − 4 = 0, que é par, mas não há mapa."),
    ],
)
### BEGIN HIDDEN TESTS
passam = observe.given("passam", lambda: [(188 + 16 * k, 4) for k in torch.randint(0, 200, (6,)).tolist()])
quaisquer = observe.given("quaisquer", lambda: [*torch.randint(1, 3000, (60,)).tolist(), *(12 + 16 * torch.randperm(11)).tolist()])
pares = observe.given("pares", lambda: [2 * n for n in torch.randint(90, 1500, (60,)).tolist()])
inicio = observe.given("inicio", lambda: int(torch.randint(150, 900, ())))
rasas = observe.given("rasas", lambda: [(n, niveis) for niveis in (1, 2, 3, 5, 6) for n in torch.randint(1, 60 * niveis, (30,)).tolist()])
pequenas = observe.given("pequenas", lambda: [(n, niveis) for niveis in (1, 2, 3) for n in (torch.randperm(120) + 1).tolist()])
outros = observe.given(
    "outros", lambda: [(2**niveis * int(torch.randint(13, 60, ())) - 4, niveis) for niveis in (1, 2, 3, 5, 6) for _ in range(3)]
)

observe(
    "tamanhos que passam",
    lambda: [tamanho_unet(n, niveis) for n, niveis in [*passam, *outros]],
    hint="Siga cada etapa: tirar 4, dividir por 2, e no fim dobrar e tirar 4.",
)
observe(
    "que tamanhos passam",
    lambda: [[tamanho_unet(n) for n in quaisquer], [tamanho_unet(n) for n in pares], [tamanho_unet(n) for n in range(inicio, inicio + 48)]],
    hint="Um lado ímpar em qualquer pooling, não só no primeiro, dá None; um mapa que acaba, também.",
    weight=2,
)
observe(
    "outros números de níveis",
    lambda: [tamanho_unet(n, niveis=niveis) for n, niveis in rasas],
    hint="O argumento niveis diz quantas descidas e quantas subidas há.",
)
observe(
    "mapas pequenos",
    lambda: [tamanho_unet(n, niveis) for n, niveis in pequenas],
    hint="O mapa pode acabar na descida, no fundo ou na subida: lado zero ou negativo dá None.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## Subir: ampliar com pesos ou sem eles
#
# Como se dobra o lado de um mapa? Há receitas **fixas**: repetir cada pixel (vizinho mais próximo) ou interpolar entre eles (bilinear). E há uma que **se aprende**: a **convolução
# transposta** (*transposed convolution*). Ela refaz ao contrário o caminho das formas de uma convolução (o dos valores, não): cada pixel da entrada *carimba* na saída o núcleo inteiro, multiplicado pelo seu valor.
#
# Com núcleo 2×2 e passo 2, um mapa 2×2 vira 4×4.

# %% tags=["skip-execution"]
sobe = nn.ConvTranspose2d(1, 1, 2, stride=2, bias=False)
with torch.no_grad():
    sobe.weight.copy_(torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]]))
    pequeno = torch.tensor([[[[1.0, 10.0], [100.0, 0.0]]]])
    grande = sobe(pequeno)[0, 0]
    repetido = F.interpolate(pequeno, scale_factor=2)[0, 0]

figura, eixos = plt.subplots(1, 4, figsize=(9, 2.6))
tabelas = {"entrada": pequeno[0, 0], "núcleo": sobe.weight.detach()[0, 0], "transposta": grande, "vizinho mais próximo": repetido}
for eixo, (nome, tabela) in zip(eixos, tabelas.items(), strict=True):
    lado = len(tabela)
    for i in range(lado):
        for j in range(lado):
            origem = (2 * i // lado + 2 * j // lado) % 2 if nome != "núcleo" else 0
            eixo.add_patch(plt.Rectangle((j, -i - 1), 1, 1, fc=("white", "#cfe6f5")[origem], ec=cores.CINZA))
            eixo.text(j + 0.5, -i - 0.5, f"{tabela[i, j]:.0f}", ha="center", va="center", fontsize=10)
    eixo.set(title=nome, xlim=(-0.05, lado + 0.05), ylim=(-lado - 0.05, 0.05), aspect="equal")
    eixo.title.set_fontsize(10)
    eixo.axis("off")
figura.tight_layout()
mostrar(
    figura,
    alt="Entrada 2 por 2: 1, 10; 100, 0. Núcleo: 1, 2; 3, 4. Saída da convolução transposta, 4 por 4: 1, 2, 10, 20; 3, 4, 30, 40; 100, 200, 0, 0; 300, 400, 0, 0. O vizinho mais próximo repete cada entrada quatro vezes.",
    legenda="Cada bloco 2×2 da saída é o núcleo vezes um pixel da entrada. O fundo alternado mostra de que pixel veio cada bloco.",
)

# %% [markdown]
# Os carimbos ficam lado a lado, sem se sobrepor, porque o passo é igual ao tamanho do núcleo. Com os quatro pesos iguais a 1, ela repete pixels: o vizinho mais próximo é um caso
# particular. Com vários canais, cada pixel da saída é uma combinação, aprendida, de **todos** os canais daquele ponto.
#
# > **Seu palpite.** E com núcleo 3×3 e passo 2? Quantos carimbos caem sobre cada pixel da saída?

# %% tags=["skip-execution"]
figura, eixos = plt.subplots(1, 3, figsize=(9, 3.1))
for eixo, k in zip(eixos, (2, 3, 4), strict=True):
    carimbos = F.conv_transpose2d(torch.ones(1, 1, 4, 4), torch.ones(1, 1, k, k), stride=2)[0, 0]
    eixo.imshow(carimbos, cmap="Blues", vmin=0, vmax=6)
    for i, linha in enumerate(carimbos.int().tolist()):
        for j, quantos in enumerate(linha):
            eixo.text(j, i, quantos, ha="center", va="center", fontsize=9)
    eixo.set_title(f"núcleo {k}×{k}, passo 2", fontsize=10)
sem_eixos(eixos)
figura.tight_layout()
mostrar(
    figura,
    alt="Quantos carimbos caem em cada pixel da saída. Núcleo 2: um em todos. Núcleo 3: um, dois e quatro, alternados em xadrez. Núcleo 4: quatro em todo o miolo.",
    legenda="Quantos pixels da entrada contribuem para cada pixel da saída de uma convolução transposta de passo 2.",
)

# %% [markdown]
# Com 3×3 as somas se alternam, 1, 2 e 4, e deixam um **xadrez** que a rede precisa desfazer (Odena, Dumoulin e Olah, 2016). Com 2×2 e passo 2 cada pixel recebe um carimbo só: é a escolha da U-Net.
#
# O artigo descreve o passo como ampliar o mapa e aplicar uma convolução 2×2 que corta os canais pela metade; a forma usual de escrevê-lo é `nn.ConvTranspose2d(c, c // 2, 2, stride=2)`.
#
# Aprender a ampliar rende algo? A célula reduz as máscaras 4 vezes, desta vez guardando em cada posição a **fração** de célula, e tenta reconstruí-las: com as duas receitas fixas, e com
# uma convolução 3×3 seguida de uma transposta 4×4 de passo 4, aprendidas nas máscaras de treino.
#
# > **Seu palpite.** Com o vizinho mais próximo, o erro já se conhece: 32 %. E com as outras duas?


# %% tags=["skip-execution"]
def ampliacao_aprendida(alvo, passos=150):
    """Conv 3×3 e transposta 4×4, treinadas para desfazer a redução."""
    rede = nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.ConvTranspose2d(16, 1, 4, stride=4))
    otimizador = torch.optim.Adam(rede.parameters(), lr=0.02)
    entrada = F.avg_pool2d(alvo, 4)
    for _ in range(passos):
        otimizador.zero_grad()
        F.mse_loss(rede(entrada), alvo).backward()
        otimizador.step()
    return rede


semente(0)
aprendida = ampliacao_aprendida(treino.mascaras[:, None])
fracoes = F.avg_pool2d(teste.mascaras[:, None], 4)
ampliadas = {
    "máscara": teste.mascaras[:, None],
    "vizinho": F.interpolate(fracoes, scale_factor=4),
    "bilinear": F.interpolate(fracoes, scale_factor=4, mode="bilinear"),
    "aprendida": aprendida(fracoes).detach(),
}
erro_de_ampliar = {
    nome: (100 * ((mapa > 0.5) != teste.mascaras[:, None]).sum() / teste.mascaras.sum()).item() for nome, mapa in ampliadas.items()
}
figura, eixos = plt.subplots(1, 4, figsize=(9, 2.6))
for eixo, (nome, mapa) in zip(eixos, ampliadas.items(), strict=True):
    eixo.imshow(mapa[0, 0] > 0.5, cmap="gray", vmin=0, vmax=1)
    eixo.set_title(f"{nome}\nerro {numero(erro_de_ampliar[nome], 0)} %", fontsize=10)
sem_eixos(eixos)
figura.tight_layout()
mostrar(
    figura,
    alt="A máscara e três reconstruções a partir de 12 por 12 frações. Erro, em relação aos pixels de célula: "
    + "; ".join(f"{nome}, {numero(erro, 0)} %" for nome, erro in erro_de_ampliar.items() if nome != "máscara")
    + ".",
    legenda="Máscaras de teste reduzidas 4 vezes e ampliadas de volta, com limiar em 1/2. O erro é o da figura anterior.",
)

# %% [markdown]
# A bilinear errou **16 %**, metade da repetição; a aprendida, **11 %**: ela aprendeu, nas máscaras de treino, como costumam ser as bordas. Mas ninguém chega a zero. O que a redução apagou não
# está mais no mapa pequeno: ampliar devolve o tamanho, e parte da forma. O detalhe precisa vir de outro lugar.

# %% [markdown]
# ## Buscar o detalhe: recortar e concatenar
#
# Ele está no codificador, no mapa do mesmo nível, de antes do *pooling*. Só que os dois mapas não têm o mesmo lado: no nível 3 da rede do artigo, logo acima do fundo, o atalho traz 64 × 64 e a
# subida chega com 56 × 56. Nada se preencheu, então é preciso **recortar** o maior. A apresentação que deu origem a este curso diz que se corta "a imagem original"; o que se recorta é
# o **mapa de características do codificador**, já com os seus canais.
#
# > **Seu palpite.** Um ponto brilhante na imagem aparece nos dois mapas. Para que ele caia no mesmo lugar depois do recorte, de onde se tira o pedaço: do canto ou do centro?

# %% tags=["skip-execution"]
ponto = torch.zeros(1, 1, 44, 44)
ponto[..., 24:26, 16:18] = 1
media = torch.full((1, 1, 3, 3), 1 / 9)  # uma convolução que só espalha: dá para seguir o ponto
codificador = F.conv2d(F.conv2d(ponto, media), media)
decodificador = F.interpolate(F.conv2d(F.conv2d(F.max_pool2d(codificador, 2), media), media), scale_factor=2)


def onde(mapa):
    """Linha e coluna do centro de massa."""
    massa = mapa[0, 0] / mapa.sum()
    indices = torch.arange(mapa.shape[-1]) * 1.0
    return f"linha {numero((massa.sum(1) @ indices).item(), 1)}, coluna {numero((massa.sum(0) @ indices).item(), 1)}"


print(f"codificador, lado {codificador.shape[-1]}:            {onde(codificador)}")
print(f"decodificador, lado {decodificador.shape[-1]}:          {onde(decodificador)}")
print(f"codificador, recortado do canto:  {onde(codificador[..., :32, :32])}")
print(f"codificador, recortado do centro: {onde(codificador[..., 4:36, 4:36])}")

# %% [markdown]
# O decodificador perdeu 4 pixels de **cada** borda; o recorte central tira do atalho os mesmos 4, e o ponto coincide. Recortado do canto, o detalhe chegaria a 4 pixels de onde devia, e a
# rede juntaria a borda de uma célula com o miolo de outra.
#
# Depois, os dois se juntam por **concatenação**, como na aula 07: os canais do atalho, depois os da subida.

# %% [markdown]
# ### Exercício 8.3 — Recortar e concatenar (1,5 ponto · 10 min)
#
# Escreva `recorta_e_concatena(atalho, x)`. `atalho` tem forma $(N, C_1, H, W)$ e `x`, $(N, C_2, h, w)$, com $H \ge h$ e $W \ge w$. Recorte `atalho` para $h \times w$ no centro, a partir da
# linha $\lfloor (H - h)/2 \rfloor$ e da coluna $\lfloor (W - w)/2 \rfloor$, e devolva os canais do atalho seguidos dos de `x`: forma $(N, C_1 + C_2, h, w)$.
#
# As diferenças $H - h$ e $W - w$ podem ser zero, pares ou ímpares, e diferentes entre si. `atalho` e `x` ficam como estavam, e o gradiente chega aos dois.

# %% tags=["skip-execution"]
dicas(
    "8.3",
    "De 64 para 56, em que linha o recorte começa, e em qual termina? E de 7 para 4?",
    "Um recorte é `atalho[:, :, linha : linha + h, coluna : coluna + w]`. Por que não serve `-linha` no fim da fatia? Pense na diferença zero e na ímpar.",
    "Tire h e w de `x.shape[-2:]`; calcule `linha = (atalho.shape[-2] - h) // 2`, e a coluna do mesmo modo com o outro eixo; recorte e use `torch.cat` com `dim=1`, o atalho primeiro.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-8.3", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 8.3


def recorta_e_concatena(atalho: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """O centro do atalho (N, C1, H, W), do tamanho de x (N, C2, h, w), seguido de x: (N, C1 + C2, h, w)."""
    ### BEGIN SOLUTION
    h, w = x.shape[-2:]
    linha, coluna = (atalho.shape[-2] - h) // 2, (atalho.shape[-1] - w) // 2
    centro = atalho[:, :, linha : linha + h, coluna : coluna + w]
    return torch.cat([centro, x], dim=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-8.3", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 8.3
def numerado(lado):
    """Um mapa de um canal com os números 0, 1, 2, … em ordem de leitura."""
    return torch.arange(lado * lado * 1.0).reshape(1, 1, lado, lado)


def entradas_depois():
    atalho, x = numerado(4), -numerado(2)
    recorta_e_concatena(atalho, x)
    return [atalho.flatten().tolist(), x.flatten().tolist()]


verifica(
    "8.3",
    "recorta_e_concatena",
    [
        Caso(
            "a forma, no nível 3 do artigo",
            lambda: list(recorta_e_concatena(torch.zeros(1, 512, 64, 64), torch.zeros(1, 512, 56, 56)).shape),
            [1, 1024, 56, 56],
            dica="O lado é o de x; os canais se somam, porque se concatena no eixo 1.",
        ),
        Caso(
            "de 4×4 para 2×2",
            lambda: recorta_e_concatena(numerado(4), -numerado(2))[0],
            torch.tensor([[[5.0, 6.0], [9.0, 10.0]], [[0.0, -1.0], [-2.0, -3.0]]]),
            dica="O centro de 4×4 começa na linha 1 e na coluna 1. O atalho vem primeiro.",
            enganos=[
                Engano(
                    torch.tensor([[[0.0, -1.0], [-2.0, -3.0]], [[5.0, 6.0], [9.0, 10.0]]]),
                    "Os canais de x vieram antes dos do atalho. Que ordem o enunciado pede?",
                ),
                Engano(
                    torch.tensor([[[0.0, 1.0], [4.0, 5.0]], [[0.0, -1.0], [-2.0, -3.0]]]),
                    "O recorte saiu do canto do atalho. Em que linha e coluna começa o centro?",
                ),
            ],
        ),
        Caso(
            "uma diferença ímpar, de 5×5 para 2×2",
            lambda: recorta_e_concatena(numerado(5), -numerado(2))[0, 0],
            torch.tensor([[6.0, 7.0], [11.0, 12.0]]),
            dica="5 − 2 = 3, e a metade, arredondada para baixo, é 1: o recorte vai da linha 1 à 2.",
        ),
        Caso(
            "altura e largura diferentes: de 3×5 para 2×2",
            lambda: recorta_e_concatena(torch.arange(15.0).reshape(1, 1, 3, 5), -numerado(2))[0, 0],
            torch.tensor([[1.0, 2.0], [6.0, 7.0]]),
            dica="As linhas começam em (3 − 2) // 2 = 0; as colunas, em (5 − 2) // 2 = 1.",
            enganos=[
                Engano(
                    torch.tensor([[0.0, 1.0], [5.0, 6.0]]),
                    "As colunas começaram onde começam as linhas. As diferenças dos dois eixos são sempre iguais?",
                )
            ],
        ),
        Caso(
            "nada a recortar",
            lambda: recorta_e_concatena(numerado(2), -numerado(2))[0, 0],
            numerado(2)[0, 0],
            dica="Com lados iguais, o recorte é o mapa inteiro. Uma fatia como `[0:-0]` é vazia.",
        ),
        Caso(
            "as entradas ficam como estavam",
            entradas_depois,
            [numerado(4).flatten().tolist(), (-numerado(2)).flatten().tolist()],
            fato="Uma das entradas foi modificada.",
            dica="Crie um tensor novo: quem chamou ainda vai usar os dois mapas.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
h, w = observe.given("lados", lambda: torch.randperm(7)[:2].add(2).tolist())
c1, c2 = observe.given("canais", lambda: torch.randperm(5)[:2].add(1).tolist())
impares = observe.given("impares", lambda: [int(torch.randint(0, 2, ())) * 4 + 3, int(torch.randint(0, 2, ())) * 4 + 1])
pares = observe.given("pares", lambda: torch.randperm(4)[:2].add(1).mul(2).tolist())
x = observe.given("x", lambda: torch.randn(2, c2, h, w, device=observe.device))
grande = observe.given("grande", lambda: torch.randn(2, c1, h + 9, w + 9, device=observe.device))
mesmo = observe.given("mesmo", lambda: torch.randn(2, c2, h + 9, w + 9, device=observe.device))
v = observe.given("v", lambda: torch.randn(c1 + c2, h, w, device=observe.device))


def atalho(dh, dw):
    return grande[:, :, : h + dh, : w + dw].clone()


def gradientes():
    folhas = [atalho(*impares).requires_grad_(), x.clone().requires_grad_()]
    (recorta_e_concatena(*folhas) * v).sum().backward()
    return [folha.grad for folha in folhas]


def entradas_depois_da_chamada():
    entradas = [atalho(*pares), x.clone()]
    recorta_e_concatena(*entradas)
    return [[tensor, tensor.requires_grad] for tensor in entradas]


def duas_chamadas():
    primeira = recorta_e_concatena(atalho(*pares), x.clone()).clone()
    return [primeira, recorta_e_concatena(atalho(*impares), 2 * x)]


observe(
    "diferenças pares",
    lambda: [recorta_e_concatena(atalho(*pares)[:n], x[:n].clone()) for n in (2, 1)],
    hint="O recorte é do centro, cada eixo com a sua diferença; o atalho vem antes de x. Vale para qualquer N.",
)
observe(
    "diferenças ímpares",
    lambda: [recorta_e_concatena(atalho(*ds), x.clone()) for ds in (impares, impares[::-1], (1, 3), (3, 5))],
    hint="Com diferença ímpar, o começo é a metade arredondada para baixo, e o lado continua a ser o de x.",
    weight=2,
)
observe(
    "um eixo já igual",
    lambda: [recorta_e_concatena(atalho(*ds), x.clone()) for ds in ((0, pares[0]), (impares[0], 0), (0, 0))],
    hint="Uma diferença pode ser zero, num eixo só ou nos dois.",
)
observe(
    "mesmo número de canais",
    lambda: recorta_e_concatena(mesmo[:, :, : h + 4, : w + 2].clone(), x.clone()),
    hint="Concatena-se sempre no eixo dos canais, ainda que os dois tenham o mesmo número deles.",
)
observe(
    "no dispositivo meta",
    lambda: recorta_e_concatena(atalho(*pares).to("meta"), x.to("meta")).device.type,
    hint="O resultado fica no dispositivo das entradas.",
    gate=True,
)
observe("duas chamadas", duas_chamadas, hint="A função não guarda nada de uma chamada para a outra.", gate=True)
observe(
    "float64", lambda: recorta_e_concatena(atalho(*pares).double(), x.double()), hint="O resultado tem o dtype das entradas.", gate=True
)
observe(
    "gradiente", gradientes, hint="O gradiente chega a x e ao pedaço do atalho que se aproveitou; o resto do atalho recebe zero.", gate=True
)
observe(
    "as entradas depois da chamada", entradas_depois_da_chamada, hint="Os dois mapas pertencem a quem chamou: não escreva neles.", gate=True
)
### END HIDDEN TESTS

# %% [markdown]
# ## Três atalhos
#
# O curso mostrou três maneiras de levar adiante o que uma camada sabia. A figura as põe lado a lado.

# %% tags=["skip-execution"]
figura, eixos = plt.subplots(1, 3, figsize=(9, 2.7))
for eixo, titulo in zip(eixos, ("soma (02 a 06)", "concatenação de vizinhos (07)", "concatenação à distância (08)"), strict=True):
    eixo.set_title(titulo, fontsize=10)
    eixo.set(xlim=(-0.2, 4.2), ylim=(-1.9, 1.3))
    eixo.axis("off")
posicoes = ([(0.4, 0), (2, 0), (3.6, 0)], [(0.4, 0), (2, 0), (3.6, 0)], [(0.3, 0), (1, -0.8), (2, -1.5), (3, -0.8), (3.7, 0)])
for eixo, lugares, nomes in zip(eixos, posicoes, (("h", "f", "+"), ("h", "f", "cat"), ("h", "↓", "fundo", "↑", "cat")), strict=True):
    for de, ate in pairwise(lugares):
        eixo.annotate("", ate, de, arrowprops={"arrowstyle": "->", "color": cores.AZUL, "shrinkA": 13, "shrinkB": 13})
    for (x_da_caixa, y_da_caixa), nome in zip(lugares, nomes, strict=True):
        eixo.text(
            x_da_caixa, y_da_caixa, nome, ha="center", va="center", bbox={"boxstyle": "round,pad=0.3", "fc": "white", "ec": cores.AZUL}
        )
    curva = {
        "arrowstyle": "->",
        "color": cores.VERMELHO,
        "linestyle": "--",
        "connectionstyle": "arc3,rad=-0.35",
        "shrinkA": 12,
        "shrinkB": 12,
    }
    eixo.annotate("", lugares[-1], lugares[0], arrowprops=curva)
figura.tight_layout()
mostrar(
    figura,
    alt="Três esquemas. Soma: o atalho contorna f e chega a um sinal de mais. Vizinhos: o atalho contorna f e chega a uma concatenação. À distância: o atalho liga o começo da descida ao fim da subida, por cima de toda a U.",
    legenda="Tracejado: o atalho. Na U-Net ele não salta uma camada: salta a descida inteira, e a subida.",
)

# %% [markdown]
# Três maneiras de juntar: a **soma** (aulas 02 a 06), a concatenação de **vizinhos** (07) e a concatenação **à distância** (08).
#
# | aspecto | soma | vizinhos | à distância |
# |---|---|---|---|
# | junta | entrada e saída de um ramo | os mapas anteriores do bloco | o mapa da descida e o da subida, no mesmo nível |
# | exige | formas iguais | lados iguais | lados iguais: recorta-se |
# | canais | não mudam | crescem $k$ por camada | dobram; o par os corta à metade |
# | o antigo | mistura-se ao novo | fica inteiro | fica inteiro |
# | serve para | partir da identidade | reaproveitar o já calculado | dar lugar ao que tem sentido |
#
# Há uma quarta combinação: **somar** à distância, que Long, Shelhamer e Darrell (2015) usaram pouco antes, na FCN. Para somar, o mapa do codificador passa por uma convolução 1×1 que
# lhe dá tantos canais quantas são as classes; ao concatenar, a U-Net deixa o par seguinte decidir o que aproveitar.

# %% [markdown]
# ### Exercício 8.4 — A U-Net (2,5 pontos · 30 min)
#
# Complete `UNet(c_in, c_out, base=64, preenchimento=0)`, com as suas `dupla_conv` (8.1) e `recorta_e_concatena` (8.3); os nomes dos atributos são livres.
#
# | parte | o que faz | canais |
# |---|---|---|
# | descida, 4 níveis | um par, cuja saída se guarda; depois, *max pooling* 2×2 | do par: `base`, 2·`base`, 4·`base`, 8·`base` |
# | fundo | um par | 16·`base` |
# | subida, 4 níveis, do mais fundo ao mais raso | uma convolução transposta (`nn.ConvTranspose2d`), núcleo 2, passo 2, com viés, sem ativação; o mapa guardado do nível, recortado e concatenado; um par | a transposta os corta à metade; o par volta aos do nível |
# | fim | uma convolução 1×1, com viés, sem ativação | `c_out` |
#
# A rede devolve *logits*, números reais quaisquer, e não probabilidades.
#
# `preenchimento` vale para todos os pares. Não há *dropout* nem normalização. `UNet(1, 2)` tem 31.030.658 parâmetros e leva 572 × 572 a 388 × 388; com `preenchimento=1`, lados
# divisíveis por 16 não mudam.
#
# Chame `recorta_e_concatena` pelo nome: o laboratório vai trocá-la para cortar os atalhos.

# %% tags=["skip-execution"]
dicas(
    "8.4",
    "Escreva, para base 64, os canais que entram e saem de cada par, na descida e na subida. Por que os pares da subida recebem o dobro do que devolvem?",
    "No `__init__`, quatro `nn.ModuleList` ou atributos: os pares da descida, as transpostas, os pares da subida e as duas peças avulsas (fundo e fim). No `forward`, uma lista guarda os mapas; qual deles a primeira subida usa?",
    "No `forward`: para cada par da descida, aplique-o, guarde o resultado e faça `F.max_pool2d(x, 2)`. Passe pelo fundo. Para cada transposta e cada par da subida: amplie x, tire o último mapa guardado com `.pop()`, chame `recorta_e_concatena` e aplique o par. No fim, a convolução 1×1.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-8.4", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 8.4


class UNet(nn.Module):
    """U-Net de quatro níveis (Ronneberger, Fischer e Brox, 2015): (N, c_in, H, W) → logits (N, c_out, H', W')."""

    def __init__(self, c_in: int, c_out: int, base: int = 64, preenchimento: int = 0) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        canais = [base * 2**nivel for nivel in range(5)]
        entram = [c_in, *canais[:3]]
        self.descida = nn.ModuleList(dupla_conv(de, para, preenchimento) for de, para in zip(entram, canais[:4], strict=True))
        self.fundo = dupla_conv(canais[3], canais[4], preenchimento)
        self.amplia = nn.ModuleList(nn.ConvTranspose2d(2 * c, c, 2, stride=2) for c in reversed(canais[:4]))
        self.subida = nn.ModuleList(dupla_conv(2 * c, c, preenchimento) for c in reversed(canais[:4]))
        self.fim = nn.Conv2d(base, c_out, 1)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, c_in, H, W), com um tamanho que passe pela rede. Devolve logits (N, c_out, H', W')."""
        ### BEGIN SOLUTION
        guardados = []
        for par in self.descida:
            x = par(x)
            guardados.append(x)
            x = F.max_pool2d(x, 2)
        x = self.fundo(x)
        for amplia, par in zip(self.amplia, self.subida, strict=True):
            x = par(recorta_e_concatena(guardados.pop(), amplia(x)))
        return self.fim(x)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-8.4", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 8.4
def no_meta(*argumentos):
    """A rede no dispositivo meta: formas e contas de parâmetros, sem números nem memória."""
    with torch.device("meta"):
        return UNet(*argumentos)


def so_vieses():
    """A saída da rede com todos os pesos em zero e todos os vieses em −1."""
    rede = UNet(1, 1, 2)
    with torch.no_grad():
        for parametro in rede.parameters():
            parametro.fill_(-1.0 if parametro.dim() == 1 else 0.0)
        return rede(torch.ones(1, 1, 188, 188))


def com_pesos_escolhidos():
    """Cada convolução faz uma média; cada transposta faz uma média e troca o sinal. A imagem é toda 1."""
    rede = UNet(1, 1, 2)
    with torch.no_grad():
        for parametro in rede.parameters():
            if parametro.dim() == 1:
                parametro.zero_()
            elif parametro.shape[-1] == 2:
                parametro.fill_(-1 / len(parametro))
            else:
                parametro.fill_(1 / parametro[0].numel())
        return rede(torch.ones(1, 1, 188, 188))


verifica(
    "8.4",
    "UNet",
    [
        Caso(
            "número de parâmetros de UNet(1, 2)",
            lambda: sum(parametro.numel() for parametro in no_meta(1, 2).parameters()),
            31030658,
            dica="Nove pares, quatro transpostas e uma convolução 1×1, todos com viés. Uma lista comum esconde as camadas; `nn.ModuleList` as registra.",
        ),
        Caso(
            "de 572 para 388",
            lambda: list(no_meta(1, 2, 4)(torch.empty(1, 1, 572, 572, device="meta")).shape),
            [1, 2, 388, 388],
            dica="Sem preenchimento, cada par tira 4 de lado: compare com o desenho da U.",
        ),
        Caso(
            "com preenchimento 1, o lado não muda",
            lambda: list(UNet(3, 5, 2, 1)(torch.zeros(2, 3, 32, 48)).shape),
            [2, 5, 32, 48],
            dica="O preenchimento vale para todos os pares; a altura e a largura podem ser diferentes.",
        ),
        Caso(
            "pesos zero e vieses −1: um logit negativo",
            so_vieses,
            torch.full((1, 1, 4, 4), -1.0),
            dica="Da última convolução sai o viés dela, −1: nada vem depois.",
            enganos=[
                Engano(
                    torch.zeros(1, 1, 4, 4),
                    "A saída nunca é negativa: há uma ReLU depois da convolução 1×1. Um logit pode ser negativo?",
                )
            ],
        ),
        Caso(
            "com pesos escolhidos",
            com_pesos_escolhidos,
            torch.full((1, 1, 4, 4), 0.375),
            dica="No fundo tudo vale 1; a cada subida a transposta troca o sinal e o par faz a média com o atalho, que vale 1. Há ativação onde não devia?",
            enganos=[Engano(torch.full((1, 1, 4, 4), 0.5), "Há uma ReLU depois da convolução transposta. O que o enunciado põe ali?")],
        ),
    ],
)
### BEGIN HIDDEN TESTS
canais = observe.given("canais", lambda: [int(torch.randint(1, 4, ())), int(torch.randint(4, 7, ()))])
base = observe.given("base", lambda: int(torch.randint(4, 7, ())))
valida = observe.given("valida", lambda: torch.randn(1, canais[0], 188, 204, device=observe.device))
x = observe.given("x", lambda: torch.randn(2, canais[0], 32, 48, device=observe.device))
v = observe.given("v", lambda: torch.randn(canais[1], 32, 48, device=observe.device))
tamanhos = observe.given("tamanhos", lambda: [torch.randint(1, 9, (3,)).tolist() for _ in range(3)])


def quantidades(rede):
    """Números treináveis, tensores deles, e buffers."""
    treinaveis = [p.numel() for p in rede.parameters() if p.requires_grad]
    return [sum(treinaveis), len(list(rede.parameters())), len(list(rede.buffers()))]


def rede_preenchida(preenchimento, dtype=torch.float32):
    """Pesos de variância 2/fan_in, para que o mapa não encolha a cada ReLU: o fundo precisa pesar na saída."""
    lado = 188 if preenchimento == 0 else 16
    rede = UNet(*canais, base, preenchimento).to(observe.device, dtype)
    observe.fill_by_use(rede, torch.zeros(1, canais[0], lado, lado, device=observe.device, dtype=dtype), vectors=0.25)
    with torch.no_grad():
        for p in rede.parameters():
            p.mul_(2**0.5 if p.numel() > max(p.shape) else 1)
    return rede


def gradientes():
    rede, folha = rede_preenchida(1), x.clone().requires_grad_()
    (rede(folha) * v).mean().backward()
    return [100 * folha.grad, sorted((100 * p.grad.norm()).item() for p in rede.parameters())]


def chamadas_seguidas():
    rede = rede_preenchida(1).train()
    saidas = [rede(x.clone()), rede(100 * x)]
    return [saidas, rede.training, rede.eval()(x.clone()), rede.training]


def entrada_depois_da_chamada():
    entrada = x.clone()
    rede_preenchida(1)(entrada)
    return [entrada, entrada.requires_grad]


def no_artigo():
    with torch.device("meta"):
        rede = UNet(1, 2)
        formas = [list(rede(torch.empty(1, 1, 572, 572)).shape), list(UNet(3, 1, 16, 1)(torch.empty(1, 3, 32, 48)).shape)]
        return [sum(p.numel() for p in rede.parameters()), *formas]


observe(
    "sem preenchimento",
    lambda: rede_preenchida(0)(valida.clone()),
    hint="Compare com o enunciado: o que se guarda (antes ou depois do pooling), que mapa cada subida usa, o recorte, a ordem da concatenação, onde há ReLU.",
    weight=3,
)
observe(
    "com preenchimento 1",
    lambda: [rede_preenchida(1)(x.clone()), rede_preenchida(1)(x[:1, :, :16, :16].clone())],
    hint="O preenchimento vale para todos os pares, na descida, no fundo e na subida, e o lado não muda.",
    weight=2,
)
observe(
    "quantidade de parâmetros",
    lambda: [quantidades(UNet(*tamanho)) for tamanho in tamanhos],
    hint="Nove pares, quatro transpostas e uma convolução 1×1, todos com viés e treináveis, e nada mais.",
    gate=True,
)
observe(
    "a rede do artigo",
    no_artigo,
    hint="UNet(1, 2) tem 31.030.658 parâmetros e leva 572 × 572 a 388 × 388; o valor padrão de base é 64, e o de preenchimento, 0.",
    gate=True,
)
observe(
    "chamadas seguidas e modo de avaliação",
    chamadas_seguidas,
    hint="A rede não guarda nada entre chamadas, não muda o seu modo e faz a mesma conta em train e em eval.",
    gate=True,
)
observe(
    "float64",
    lambda: rede_preenchida(1, torch.float64)(x.double()),
    hint="Depois de .double(), a conta inteira fica em float64.",
    gate=True,
)
observe(
    "gradiente",
    gradientes,
    hint="O gradiente chega à imagem e a todos os parâmetros, pela descida e pelos quatro atalhos.",
    gate=True,
    rtol=1e-3,
    atol=1e-4,
)
observe("a entrada depois da chamada", entrada_depois_da_chamada, hint="A imagem pertence a quem chamou: não escreva nela.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## Acertou quanto?
#
# Antes de treinar, é preciso uma medida. A primeira ideia é a **acurácia**: a fração dos pixels certos.
#
# > **Seu palpite.** Que acurácia tem, nas imagens de teste, a rede que responde "fundo" a todos os pixels, sem olhar a imagem?
#
# Ela acerta **80,8 %**: é quanto há de fundo. Numa imagem com uma só célula pequena acertaria quase 100 %. A acurácia engana quando uma classe é rara, porque quase todos os acertos são do que ninguém procura.
#
# Duas medidas olham só para as células. Seja $P$ o conjunto de pixels que a rede marcou e $M$ o da máscara verdadeira:
#
# $$\mathrm{Dice} = \frac{2\,|P \cap M|}{|P| + |M|}, \qquad \mathrm{IoU} = \frac{|P \cap M|}{|P \cup M|}.$$
#
# As duas vão de 0 (nada em comum) a 1 (iguais). IoU é a interseção sobre a união (*intersection over union*). Dizem o mesmo em escalas diferentes: $\mathrm{IoU} = \mathrm{Dice} / (2 - \mathrm{Dice})$.
#
# Quanto custa errar um pouco a posição? Depende do tamanho da célula. Mova os controles.


# %% tags=["skip-execution"]
def discos(raio, desvio):
    """A máscara verdadeira, um disco no meio de 64 × 64, e a resposta, o mesmo disco deslocado."""
    linhas, colunas = torch.meshgrid(torch.arange(64) - 31.5, torch.arange(64) - 31.5, indexing="ij")
    return linhas**2 + (colunas - desvio) ** 2 <= raio**2, linhas**2 + colunas**2 <= raio**2


def medidas_dos_discos(raio, desvio):
    resposta, verdade = discos(raio, desvio)
    comum, uniao = (resposta & verdade).sum().item(), (resposta | verdade).sum().item()
    acuracia = 100 * (resposta == verdade).float().mean().item()
    return f"Acurácia {numero(acuracia, 1)} %; Dice {numero(2 * comum / (comum + uniao))}; IoU {numero(comum / uniao)}."


def desenha_discos(raio, desvio):
    resposta, verdade = discos(raio, desvio)
    figura, eixo = plt.subplots(figsize=(3.6, 3.6))
    eixo.imshow(resposta & verdade, cmap="Greys", vmin=0, vmax=1.6)
    eixo.contour(verdade.float(), levels=[0.5], colors=cores.PRETO, linewidths=1.6)
    eixo.contour(resposta.float(), levels=[0.5], colors=cores.VERMELHO, linestyles="--", linewidths=1.6)
    eixo.set(xticks=[], yticks=[])
    return figura


explora(
    desenha_discos,
    raio=("Raio da célula (pixels)", 2, 24, 1, 12),
    desvio=("Desvio da resposta (pixels)", 0, 20, 1, 2),
    parados=[{"raio": 20, "desvio": 2}, {"raio": 3, "desvio": 2}],
    alt=lambda raio, desvio: (
        f"Um disco de raio {raio} e o mesmo disco deslocado de {desvio} pixels, com a parte comum em cinza. "
        + medidas_dos_discos(raio, desvio)
    ),
    legenda=lambda raio, desvio: medidas_dos_discos(raio, desvio) + " Linha cheia: máscara; tracejada: resposta; cinza: em comum.",
)

# %% [markdown]
# Um desvio de 2 pixels custa pouco à célula de raio 20 (Dice 0,94) e muito à de raio 3 (Dice 0,62). A acurácia, nos dois casos, passa de 96 %, e é **maior** na célula pequena, onde a resposta é pior.

# %% [markdown]
# ### Exercício 8.5 — Dice e IoU (2,0 pontos · 15 min)
#
# Escreva `dice(pred, alvo)` e `iou(pred, alvo)`. As duas recebem máscaras de zeros e uns, de forma $(N, H, W)$, e devolvem um tensor `float32` de forma $(N,)$: **um valor por imagem**.
#
# - As máscaras podem ser `bool` ou de qualquer tipo numérico (`uint8`, `int64`, `float16`, `float64`, …), e as duas podem ter tipos diferentes.
# - Se `pred` e `alvo` de uma imagem são ambas vazias, não há nada a achar e nada foi inventado: o valor é 1.
# - `pred` e `alvo` ficam como estavam.

# %% tags=["skip-execution"]
dicas(
    "8.5",
    "Com zeros e uns, que conta entre dois pixels dá 1 só quando os dois são 1? E como se conta quantos pixels são 1?",
    "Passe as duas máscaras a `float32` antes de tudo e some nos eixos 1 e 2. A união tem |P| + |M| menos o que foi contado duas vezes. Quando o denominador é zero?",
    "Com `comum = (p * m).sum(dim=(1, 2))` e `total = p.sum(dim=(1, 2)) + m.sum(dim=(1, 2))`, Dice é 2·comum / total, e o denominador de IoU é total − comum. Onde total é 0, use `torch.where` para pôr 1.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-8.5", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 8.5


def dice(pred: torch.Tensor, alvo: torch.Tensor) -> torch.Tensor:
    """2 |P ∩ M| / (|P| + |M|) de cada imagem: máscaras (N, H, W) → float32 (N,). Duas máscaras vazias dão 1."""
    ### BEGIN SOLUTION
    pred, alvo = pred.float(), alvo.float()
    comum, total = (pred * alvo).sum(dim=(1, 2)), (pred + alvo).sum(dim=(1, 2))
    return (2 * comum + (total == 0)) / total.clamp(min=1)
    ### END SOLUTION


def iou(pred: torch.Tensor, alvo: torch.Tensor) -> torch.Tensor:
    """|P ∩ M| / |P ∪ M| de cada imagem: máscaras (N, H, W) → float32 (N,). Duas máscaras vazias dão 1."""
    ### BEGIN SOLUTION
    pred, alvo = pred.float(), alvo.float()
    comum, total = (pred * alvo).sum(dim=(1, 2)), (pred + alvo).sum(dim=(1, 2))
    return (comum + (total == 0)) / (total - comum).clamp(min=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-8.5", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 8.5
marcadas = torch.tensor([[[1, 1, 0], [0, 0, 0]], [[1, 1, 1], [0, 0, 0]], [[0, 0, 0], [0, 0, 0]]])
verdadeiras = torch.tensor([[[1, 0, 0], [1, 1, 0]], [[1, 1, 1], [0, 0, 0]], [[0, 0, 0], [0, 0, 0]]])

verifica(
    "8.5",
    ("dice", "iou"),
    [
        Caso(
            "Dice: um pixel em comum, dois marcados, três verdadeiros",
            lambda: dice(marcadas[:1].float(), verdadeiras[:1].float()),
            torch.tensor([0.4]),
            dica="2 · 1 / (2 + 3).",
        ),
        Caso(
            "IoU das mesmas máscaras",
            lambda: iou(marcadas[:1].float(), verdadeiras[:1].float()),
            torch.tensor([0.25]),
            dica="A união tem 2 + 3 − 1 = 4 pixels.",
        ),
        Caso(
            "uma imagem de cada vez",
            lambda: dice(marcadas[:2].float(), verdadeiras[:2].float()),
            torch.tensor([0.4, 1.0]),
            dica="Some nos eixos da altura e da largura; o do lote fica.",
        ),
        Caso(
            "as duas vazias",
            lambda: torch.stack([dice(marcadas[2:].float(), verdadeiras[2:].float()), iou(marcadas[2:].float(), verdadeiras[2:].float())]),
            torch.ones(2, 1),
            dica="Sem célula na máscara nem na resposta, a resposta está certa: 1, e não 0/0.",
        ),
        Caso(
            "bool contra uint8, inteiros",
            lambda: torch.stack([dice(marcadas.bool(), verdadeiras.to(torch.uint8)), iou(marcadas, verdadeiras.bool())]),
            torch.tensor([[0.4, 1.0, 1.0], [0.25, 1.0, 1.0]]),
            dica="Passe as duas máscaras a float32 antes de fazer contas.",
        ),
        Caso(
            "float64 dá float32",
            lambda: iou(marcadas.double(), verdadeiras.double()),
            torch.tensor([0.25, 1.0, 1.0]),
            dica="O resultado é sempre float32.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
n, altura, largura = observe.given("tamanhos", lambda: (torch.randperm(5)[:3] + torch.tensor([4, 9, 15])).tolist())
alvo = observe.given("alvo", lambda: (torch.rand(n, altura, largura, device=observe.device) < 0.3).float())
pred = observe.given("pred", lambda: (torch.rand(n, altura, largura, device=observe.device) < 0.4).float())
grande = observe.given("grande", lambda: (torch.rand(2, 2, 90, 95, device=observe.device) < 0.8).float())
vazia = observe.given("vazia", lambda: int(torch.randint(0, n, ())))
TIPOS = (torch.bool, torch.uint8, torch.int8, torch.int32, torch.int64, torch.float16, torch.bfloat16, torch.float64)


def em_tipos(funcao):
    iguais = [funcao(pred.to(tipo), alvo.to(tipo)) for tipo in TIPOS]
    return [*iguais, funcao(pred.bool(), alvo), funcao(pred, alvo.bool()), funcao(pred.to(torch.uint8), alvo.double())]


def com_vazias(funcao):
    """Vazias as duas, só a resposta, só a máscara, e o lote inteiro."""
    respostas, mascaras = pred.clone(), alvo.clone()
    respostas[vazia], mascaras[vazia] = 0, 0
    respostas[(vazia + 1) % n] = 0
    mascaras[(vazia + 2) % n] = 0
    zeros = torch.zeros_like(pred)
    um_pixel = zeros.clone()
    um_pixel[:, 0, 0] = 1
    sozinho = [funcao(um_pixel, zeros), funcao(zeros, um_pixel), funcao(um_pixel, um_pixel)]
    return [
        *sozinho,
        funcao(respostas, mascaras),
        funcao(respostas.bool(), mascaras.bool()),
        funcao(zeros, zeros),
        funcao(zeros, alvo),
        funcao(alvo, alvo),
    ]


def grandes(funcao):
    return [
        funcao(grande[0].to(tipo), grande[1].to(tipo)) for tipo in (torch.float32, torch.float16, torch.bfloat16, torch.int8, torch.uint8)
    ]


def depois_da_chamada():
    entradas = [pred.clone(), alvo.clone(), pred.bool(), alvo.bool()]
    for funcao in (dice, iou):
        funcao(*entradas[:2]), funcao(*entradas[2:])
    return entradas


observe(
    "Dice",
    lambda: [dice(pred.clone(), alvo.clone()), dice(pred[:1].clone(), alvo[:1].clone())],
    hint="Dice: duas vezes o que há em comum, dividido pela soma dos dois totais, em cada imagem.",
)
observe(
    "IoU",
    lambda: [iou(pred.clone(), alvo.clone()), iou(pred[:1].clone(), alvo[:1].clone())],
    hint="IoU: o que há em comum dividido pela união, em cada imagem.",
)
observe("Dice: máscaras vazias", lambda: com_vazias(dice), hint="Só as duas vazias dão 1; uma vazia contra uma cheia dá 0.")
observe("IoU: máscaras vazias", lambda: com_vazias(iou), hint="Só as duas vazias dão 1; uma vazia contra uma cheia dá 0.")
observe("Dice: tipos das máscaras", lambda: em_tipos(dice), hint="Qualquer tipo de máscara dá o mesmo resultado, em float32.", gate=True)
observe("IoU: tipos das máscaras", lambda: em_tipos(iou), hint="Qualquer tipo de máscara dá o mesmo resultado, em float32.", gate=True)
observe(
    "máscaras grandes",
    lambda: [grandes(dice), grandes(iou)],
    hint="Com milhares de pixels, float16 e os inteiros de 8 bits não guardam a contagem: some em float32.",
    gate=True,
)
observe("as máscaras depois da chamada", depois_da_chamada, hint="As máscaras pertencem a quem chamou: não escreva nelas.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## Que perda treinar?
#
# Dice mede a máscara pronta, de zeros e uns, e uma máscara pronta não tem derivada. Durante o treino a rede dá, para cada pixel, um número real $z$, o **logit**, e
# $p = \sigma(z) = 1/(1 + e^{-z})$ é a probabilidade de célula. A perda é a **entropia cruzada binária** (*binary cross-entropy*), média sobre os pixels:
#
# $$L = -\big[\,m \log p + (1 - m) \log (1 - p)\,\big], \qquad \frac{\partial L}{\partial z} = p - m.$$
#
# O gradiente é o erro, pixel a pixel. No fim, marca-se célula onde $p > 1/2$, isto é, onde $z > 0$.
#
# > **Seu palpite.** Dá na mesma calcular $p$ primeiro e o logaritmo depois? Um pixel de fundo, $m = 0$, em que a rede errou com muita certeza:

# %% tags=["skip-execution"]
for z in (5.0, 15.0, 20.0, 200.0):
    logit, alvo_do_pixel = torch.tensor([z]), torch.zeros(1)
    em_dois_passos = -torch.log(1 - torch.sigmoid(logit)).item()
    de_uma_vez = F.binary_cross_entropy_with_logits(logit, alvo_do_pixel).item()
    print(f"z = {z:5.0f}   em dois passos: {numero(em_dois_passos)}   a partir do logit: {numero(de_uma_vez)}".replace("inf", "infinito"))

# %% [markdown]
# Em `float32`, $\sigma(20)$ já é igual a 1, e $-\log(1 - 1)$ é infinito: o treino acaba ali. A conta feita a partir do logit não tem esse problema; por isso a rede do exercício 8.4 termina sem ativação.
#
# Há um platô a conhecer. Se a rede ignora a imagem e responde a todo pixel a mesma probabilidade $q$, a perda é a menor quando $q$ é a fração de células, e vale

# %% tags=["skip-execution"]
q = treino.mascaras.mean()
PLATO = F.binary_cross_entropy(q.expand_as(treino.mascaras), treino.mascaras).item()
print(f"fração de células no treino: {numero(q.item())}; perda de quem responde sempre isso: {numero(PLATO)}")

# %% [markdown]
# Essa resposta não marca nenhum pixel: acurácia de 81 %, Dice 0. Se a perda de um treino estaciona perto de **0,49**, é ali que ele está.
#
# Há perdas que atacam o desequilíbrio: dar mais peso à classe rara (`pos_weight`), ou usar 1 − Dice com probabilidades no lugar da máscara (Milletari, Navab e Ahmadi, 2016). A U-Net
# original pesa mais os pixels entre células vizinhas, para aprender a separá-las. Aqui, com 19 % de células, a entropia cruzada basta.

# %% [markdown]
# ## Laboratório: a mesma rede, com os atalhos cortados
#
# Duas redes, iguais em tudo: a sua `UNet(1, 1, base=8, preenchimento=1)`, inicialização He (aula 04), 64 imagens de 48 × 48, 18 épocas de Adam com taxa 0,0025, em lotes de 4. Numa delas
# `recorta_e_concatena` recebe **zeros** no lugar do atalho: os parâmetros são os mesmos, mas nada passa por cima da U. São três sementes de cada.
#
# > **Seu palpite.** Sem os atalhos, o que muda na máscara? Ela sai vazia, borrada, ou só um pouco pior? E a que Dice chega cada rede?


# %% tags=["skip-execution"]
LADOS = (48, 24, 12, 6)  # dos quatro atalhos, do mais raso ao mais fundo


@contextlib.contextmanager
def atalhos_cortados(*lados):
    """Dentro do `with`, os atalhos destes lados levam zeros; fora, tudo volta a ser como era."""
    global recorta_e_concatena
    inteira = recorta_e_concatena

    def cortada(atalho, x):
        return inteira(torch.zeros_like(atalho) if atalho.shape[-1] in lados else atalho, x)

    recorta_e_concatena = cortada
    try:
        yield
    finally:
        recorta_e_concatena = inteira


def respondidos():
    """Se há uma UNet em que cortar os atalhos muda a saída, e uma dice e uma iou."""
    try:
        semente(0)
        rede, exemplo = UNet(1, 1, 4, 1), torch.rand(1, 1, 48, 48)
        with torch.no_grad():
            inteira = rede(exemplo)
            with atalhos_cortados(*LADOS):
                cortada = rede(exemplo)
        medida = torch.stack([dice(inteira[0] > 0, inteira[0] > 0), iou(inteira[0] > 0, inteira[0] > 0)])
        return inteira.shape == exemplo.shape and not torch.equal(inteira, cortada) and medida.shape == (2, 1)
    except Exception:
        return False


# %% tags=["skip-execution"]
def prepara(imagens):
    return ((imagens - 0.4) / 0.2).to(dispositivo())


def treina_unet(s, lados_cortados, epocas=18):
    """A rede da semente s, treinada com os atalhos destes lados cortados, e a perda média de cada época."""
    semente(s)
    rede = UNet(1, 1, base=8, preenchimento=1)
    for camada in rede.modules():
        if isinstance(camada, nn.Conv2d):
            nn.init.kaiming_normal_(camada.weight)
            nn.init.zeros_(camada.bias)
    rede.to(dispositivo())
    otimizador = torch.optim.Adam(rede.parameters(), lr=0.0025, fused=True)  # fused: o mesmo passo, mais rápido
    X, M, curva = prepara(treino.imagens), treino.mascaras.to(dispositivo()), []
    with atalhos_cortados(*lados_cortados):
        for _ in range(epocas):
            perdas_da_epoca = []
            for lote in torch.randperm(len(X)).split(4):
                otimizador.zero_grad()
                perda = F.binary_cross_entropy_with_logits(rede(X[lote])[:, 0], M[lote])
                perda.backward()
                otimizador.step()
                perdas_da_epoca.append(perda.item())
            curva.append(sum(perdas_da_epoca) / len(perdas_da_epoca))
    return rede, curva


@torch.no_grad()
def mascaras_previstas(rede, lados_cortados=()):
    """As máscaras das imagens de teste."""
    with atalhos_cortados(*lados_cortados):
        return torch.cat([rede(lote)[:, 0] > 0 for lote in prepara(teste.imagens).split(25)]).cpu()


def dice_e_iou(previstas):
    return [medida(previstas, teste.mascaras).mean().item() for medida in (dice, iou)]


# %% tags=["skip-execution"]
# O que esta célula mede na máquina em que a aula foi escrita; aparece enquanto não há as suas respostas.
GRAVADO = {
    "medidas": {
        "com atalhos": [[0.945, 0.898], [0.951, 0.909], [0.95, 0.907]],
        "sem atalhos": [[0.591, 0.425], [0.391, 0.253], [0.589, 0.423]],
    },
    "curvas": {
        "com atalhos": [
            [0.565, 0.268, 0.126, 0.095, 0.083, 0.075, 0.07, 0.068, 0.06, 0.054, 0.047, 0.043, 0.042, 0.037, 0.035, 0.033, 0.035, 0.032],
            [0.366, 0.151, 0.119, 0.092, 0.077, 0.069, 0.062, 0.053, 0.047, 0.046, 0.043, 0.04, 0.039, 0.035, 0.034, 0.034, 0.032, 0.033],
            [0.385, 0.152, 0.111, 0.098, 0.079, 0.066, 0.062, 0.065, 0.052, 0.047, 0.047, 0.045, 0.039, 0.035, 0.033, 0.032, 0.03, 0.027],
        ],
        "sem atalhos": [
            [0.597, 0.505, 0.495, 0.489, 0.483, 0.475, 0.471, 0.457, 0.441, 0.43, 0.414, 0.407, 0.39, 0.354, 0.338, 0.324, 0.3, 0.28],
            [0.635, 0.503, 0.497, 0.495, 0.493, 0.492, 0.488, 0.484, 0.479, 0.479, 0.464, 0.439, 0.409, 0.39, 0.366, 0.349, 0.338, 0.314],
            [0.579, 0.501, 0.489, 0.488, 0.472, 0.468, 0.437, 0.423, 0.409, 0.392, 0.378, 0.366, 0.332, 0.312, 0.295, 0.283, 0.279, 0.264],
        ],
    },
    "sem_um": [
        [0.945, 0.951, 0.95],
        [0.479, 0.654, 0.448],
        [0.901, 0.561, 0.821],
        [0.941, 0.951, 0.938],
        [0.945, 0.951, 0.95],
        [0.0, 0.0, 0.0],
    ],
    "mascaras": (
        "c-pm;F;c`Z3`HHn5UR})at(?dd=-ws0T_~_x#Sq`C~>L6vqt)I)*@jU7-n6((b|e6OMmU$KUV0SJGeMHH@P?&`ma2=Fp2*%tzVA#oR3_5pPBSg"
        "n7M38MNZQQ&*AoRDG%Ul63)~KbEC)3Bf;s(U2DbOp;~bIi4hF&T!!DqUl2cz-!YAm<IpHG$<xC3JxS9pGM5gN0IA4UD0)0!pq`@ejI=at#UMj6"
        "E!Z&hX%H*1CrvVp>|cbl<q`YHf?T8-5jP`;j`6wXeFRbB0tUmllIvn6auvK!zH%v!=E|@#c_9myqb*!DN?{3KWkIj?LaBq@HCs<3>}c)Ys7*Ok"
        "9lY_)hfrkmgxRi~K#!R>l3{{Rf`2TC>e~QmG-Ciy$P5_;bvGm>+E2dCQG;Dv+6f)A#y@GUvB|DdW#PA^9j%zMk#D_)xr;Kp#-pk29@IDJ?i@zD"
        "M!U|goX;e@Xb}t`52P{At>rb>zCAaleBZvxwdWlQ>X4>K8sTE-D(&5Ow0+)mK7uSd?j-eMa~s)a@__lLlCL404a;f|U=N>OUP6w;e>ax4zK4JM"
        "uYCe;FhDl"
    ),
}


def desembrulha(texto, forma):
    """Máscaras guardadas como texto: bits, comprimidos."""
    octetos = torch.tensor(list(zlib.decompress(base64.b85decode(texto))), dtype=torch.uint8)
    return (octetos[:, None] >> torch.arange(8, dtype=torch.uint8) & 1).bool().reshape(forma)


# %% tags=["skip-execution"]
CASOS = {"com atalhos": (), "sem atalhos": LADOS}
EXEMPLOS = (0, 1, 2)  # imagens de teste que a figura mostra
medidas, curvas, redes, exemplos = {}, {}, {}, {}

medido = respondidos()
if medido:
    for caso, lados in CASOS.items():
        treinadas = [treina_unet(s, lados) for s in range(3)]
        redes[caso] = [rede for rede, _ in treinadas]
        curvas[caso] = torch.tensor([curva for _, curva in treinadas])
        previstas = [mascaras_previstas(rede, lados) for rede in redes[caso]]
        medidas[caso] = torch.tensor([dice_e_iou(mascaras) for mascaras in previstas])
        exemplos[caso] = previstas[0][list(EXEMPLOS)]
else:
    print("O laboratório usa as suas respostas: resolva 8.3, 8.4 e 8.5 para medir você mesmo. Abaixo, o que foi medido ao escrever a aula.")
    for caso, gravadas in zip(CASOS, desembrulha(GRAVADO["mascaras"], (2, len(EXEMPLOS), 48, 48)), strict=True):
        curvas[caso], medidas[caso], exemplos[caso] = (
            torch.tensor(GRAVADO["curvas"][caso]),
            torch.tensor(GRAVADO["medidas"][caso]),
            gravadas,
        )
for caso, tabela in medidas.items():
    partes = [
        f"{nome} {numero(m.mean().item())} ({numero(m.min().item())} a {numero(m.max().item())})"
        for nome, m in zip(("Dice", "IoU"), tabela.T, strict=True)
    ]
    print(f"{caso}:  {'   '.join(partes)}")

# %% tags=["skip-execution"]
figura, eixos = plt.subplots(len(EXEMPLOS), 4, figsize=(7.4, 1.9 * len(EXEMPLOS)))
for linha, k in enumerate(EXEMPLOS):
    quadros = [teste.imagens[k, 0], teste.mascaras[k], exemplos["com atalhos"][linha], exemplos["sem atalhos"][linha]]
    for coluna, (eixo, quadro, titulo) in enumerate(
        zip(eixos[linha], quadros, ("imagem", "máscara", "com atalhos", "sem atalhos"), strict=True)
    ):
        eixo.imshow(quadro, cmap="gray", vmin=0, vmax=1)
        if coluna > 1:
            eixo.contour(teste.mascaras[k], levels=[0.5], colors=cores.VERMELHO, linewidths=1)
        if linha == 0:
            eixo.set_title(titulo, fontsize=10)
sem_eixos(eixos)
figura.tight_layout()
mostrar(
    figura,
    alt="Três imagens de teste, cada uma com a máscara verdadeira e as das duas redes. Com atalhos, a resposta segue o contorno das células. Sem atalhos, são manchas grossas e fora de lugar: células vizinhas se fundem, pequenas somem.",
    legenda="Semente 0. Branco: o que a rede marcou. Linha: o contorno verdadeiro.",
)

# %% [markdown]
# Com atalhos, Dice **0,95** e IoU **0,90** (médias de três sementes). Sem eles, Dice **0,52** (de 0,39 a 0,59) e IoU **0,37**. Na sua máquina os números podem diferir,
# bastante na rede sem atalhos; a distância entre as duas não some. A acurácia diria pouco: 83 % contra 98 %, quando não fazer nada já dá 81 %.
#
# Olhe as máscaras. A rede sem atalhos sabe mais ou menos *o que* há e *em que região*: é o que atravessa o mapa do fundo, que numa imagem de 48 × 48 tem 3 × 3 posições. O contorno não
# passou por ali.

# %% tags=["skip-execution"]
figura, (perda_por_epoca, resultado) = plt.subplots(1, 2, figsize=(9, 3.4))
for k, caso in enumerate(CASOS):
    for s, curva in enumerate(curvas[caso]):
        perda_por_epoca.plot(range(1, 19), curva, markevery=4, label=caso if s == 0 else None, **cores.estilo(k))
    for m in range(2):
        resultado.plot([m + 0.2 * k - 0.1] * 3, medidas[caso][:, m], label=caso if m == 0 else None, **cores.estilo(k) | {"linestyle": ""})
perda_por_epoca.axhline(PLATO, color=cores.CINZA, linestyle=":")
perda_por_epoca.text(18.3, PLATO + 0.01, f"platô: {numero(PLATO)}", fontsize=9, ha="right")
perda_por_epoca.set(xlabel="época", ylabel="entropia cruzada no treino", ylim=(0, 0.7), xticks=range(2, 19, 4))
perda_por_epoca.set_yticks([0, 0.2, 0.4, 0.6], ["0", "0,2", "0,4", "0,6"])
resultado.set(xlim=(-0.5, 1.5), ylim=(0, 1))
resultado.set_xticks([0, 1], ["Dice", "IoU"])
resultado.set_yticks([0, 0.5, 1], ["0", "0,5", "1"])
resultado.set_title("teste, três sementes", fontsize=10)
perda_por_epoca.legend(fontsize=9)
figura.tight_layout()
lidas = "; ".join(f"{caso}, Dice {numero(m[:, 0].mean().item())} e IoU {numero(m[:, 1].mean().item())}" for caso, m in medidas.items())
finais = "; ".join(f"{caso}, {numero(c[:, -1].mean().item())}" for caso, c in curvas.items())
mostrar(
    figura,
    alt=f"À esquerda, a perda de treino por época, que termina em: {finais}. À direita, as medidas no teste, médias de três sementes: {lidas}.",
    legenda="Três sementes de cada rede. A linha pontilhada é a perda de quem não olha a imagem.",
)

# %% [markdown]
# Olhe a perda: sem atalhos, o treino fica várias épocas no platô, e no fim ainda desce. São dois efeitos. Na ida, o atalho leva o **detalhe**; na volta, é o caminho curto do
# **gradiente** até as primeiras camadas, a lição da aula 02. O segundo se cura com paciência, o primeiro não: experimente `treina_unet(0, LADOS, epocas=60)`. A rede passa a decorar as
# máscaras de treino e, nas de teste, melhora pouco.

# %% [markdown]
# ## Qual dos quatro atalhos carrega o detalhe?
#
# Tome agora as redes treinadas **com** os quatro atalhos e corte um só, sem treinar de novo, como na aula 02 se tirou um bloco.
#
# > **Seu palpite.** Qual faz mais falta: o do mapa de 48 × 48, com 8 canais, ou o de 6 × 6, com 64? E se os quatro forem cortados?

# %% tags=["skip-execution"]
CORTES = {"nenhum": (), **{f"{lado} × {lado}": (lado,) for lado in LADOS}, "os quatro": LADOS}
if medido:
    sem_um = torch.tensor(
        [[dice_e_iou(mascaras_previstas(rede, lados))[0] for rede in redes["com atalhos"]] for lados in CORTES.values()]
    )  # (corte, semente)
else:
    sem_um = torch.tensor(GRAVADO["sem_um"])
figura, eixo = plt.subplots(figsize=(7.5, 3.4))
eixo.bar(range(len(CORTES)), sem_um.mean(1), color="#cfe6f5", edgecolor=cores.AZUL)
for k, valores in enumerate(sem_um):
    eixo.plot([k] * 3, valores, "o", color=cores.AZUL, markersize=5)
    eixo.text(k, max(valores.max().item(), 0.02) + 0.04, numero(valores.mean().item()), ha="center", fontsize=9)
eixo.set(ylabel="Dice no teste", ylim=(0, 1.12), xlabel="atalho cortado depois do treino")
eixo.set_xticks(range(len(CORTES)), list(CORTES))
eixo.set_yticks([0, 0.5, 1], ["0", "0,5", "1"])
mostrar(
    figura,
    alt="Dice médio no teste, por atalho cortado: "
    + "; ".join(f"{corte}, {numero(v.mean().item())}" for corte, v in zip(CORTES, sem_um, strict=True))
    + ".",
    legenda="Redes treinadas com os quatro atalhos; barras: média de três sementes; pontos: cada semente.",
)

# %% [markdown]
# Cortar o atalho de 6 × 6 quase não muda nada: Dice 0,95. O de 12 × 12, 0,94. O de 24 × 24 custa caro, 0,76, e sem o de 48 × 48 sobra **0,53**. O detalhe viaja pelos atalhos
# de cima, os de maior resolução e menos canais; o do fundo leva quase o mesmo que a subida já traz.
#
# Sem os quatro, Dice 0,00: pior que a rede treinada sem eles, 0,52. Não há contradição. Uma rede que aprendeu com atalhos conta com eles; a que nunca os teve arranjou-se com o que
# passava pelo fundo. Cortar depois do treino diz o que **esta** rede usa, e não o que outra poderia aprender.

# %% [markdown]
# ## Questão aberta (1,5 ponto · 15 min)
#
# Uma equipe quer segmentar fotos de satélite de 2.000 × 2.000 pixels, em que 2 % dos pixels são edifícios, alguns de 5 pixels de lado. Ela propõe uma ResNet sem a última camada, que reduz a
# imagem 32 vezes, seguida de uma única ampliação bilinear de 32 vezes; treina com entropia cruzada e anuncia **98 % de acurácia**.
#
# Explique, em até 15 linhas, usando o que você mediu nesta aula:
#
# 1. por que os 98 % não bastam para saber se a rede encontra algum edifício, e que medida você pediria;
# 2. o que a proposta perde ao reduzir e ampliar, e o que os atalhos de uma U-Net mudariam; diga de que níveis eles mais fariam falta;
# 3. por que a U-Net **concatena** os mapas, em vez de somá-los como a ResNet, e uma desvantagem disso.

# %% [markdown] nbgrader={"grade": true, "grade_id": "aberta-8", "locked": false, "points": 1.5, "schema_version": 3, "solution": true, "task": false}
# **Resposta de referência e critérios (1,5 ponto)**
#
# 1. *Medida (0,5).* Quem responde "não é edifício" a todo pixel acerta 98 %: o número anunciado é o da resposta vazia, e nada diz sobre os edifícios (0,3). Dice ou IoU da classe edifício,
#    por imagem, que aí dariam 0; vale também precisão e revocação da classe (0,2).
# 2. *Detalhe (0,6).* Reduzida 32 vezes, uma posição do mapa cobre 32 × 32 pixels: um edifício de 5 pixels some ou vira uma mancha, e ampliar com receita fixa devolve o tamanho, não a informação (0,3).
#    Os atalhos levam ao decodificador os mapas de antes da redução; os de maior resolução, os mais rasos, são os que mais fazem falta, como se mediu ao cortá-los (0,3). Dar 0,15 nesta última
#    parte a quem falar dos atalhos sem dizer de que níveis.
# 3. *Concatenar (0,4).* Concatenados, os dois mapas chegam inteiros e o par de convoluções seguinte aprende como combiná-los; somados, misturam-se, exigem o mesmo número de canais e
#    supõem que o canal $k$ da descida e o da subida querem dizer a mesma coisa (0,25). Desvantagem: o dobro de canais na entrada do par, logo mais parâmetros, contas e memória, e os mapas da
#    descida precisam ser guardados (0,15; basta uma).
#
# Respostas que só dizem "a U-Net é melhor para segmentação", sem medida nem argumento, recebem no máximo 0,3 no total.

# %% [markdown]
# ## Teste a sua leitura
#
# Não vale nota. Cada opção diz por que está certa ou errada.

# %% tags=["skip-execution"]
quiz(
    "A U-Net de convoluções válidas recebe uma entrada 588 × 588 (588 = 572 + 16). O que sai?",
    [
        ("404 × 404.", True, "A cada 16 pixels a mais na entrada, 16 a mais na saída: 388 + 16."),
        ("Nada: só 572 serve.", False, "Servem 188 e todos os que passam dele por um múltiplo de 16."),
        ("388 × 388, sempre.", False, "A rede não tem camada densa: a saída acompanha a entrada."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Por que se recorta o mapa do codificador antes de concatenar?",
    [
        ("Porque ele tem canais demais.", False, "O recorte tira linhas e colunas; os canais passam todos."),
        (
            "Porque as convoluções sem preenchimento encolheram o mapa da subida, e concatenar exige altura e largura iguais.",
            True,
            "Com preenchimento 1 e lados divisíveis por 16, os mapas têm o mesmo lado e não há o que recortar.",
        ),
        (
            "Para que a rede dê mais atenção ao centro da imagem.",
            False,
            "É só uma questão de alinhar: o pedaço central do atalho é o que corresponde ao mapa da subida.",
        ),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Uma convolução transposta de núcleo 2 e passo 2, com um canal, leva um mapa 8 × 8 a que lado, e quantos pixels da entrada entram em cada pixel da saída?",
    [
        ("16, e um.", True, "Os carimbos 2×2 ficam lado a lado, sem se sobrepor."),
        ("16, e quatro.", False, "Quatro pixels da saída vêm do mesmo pixel da entrada; o inverso não."),
        ("17, e um ou dois.", False, "É o que daria um núcleo 3×3 com passo 2: lado 17, com sobreposição."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Numa imagem, a rede marcou 100 pixels, a máscara tem 100, e 50 são comuns. Quanto valem Dice e IoU?",
    [
        ("Os dois, 0,5.", False, "A união tem 150 pixels, e não 100."),
        ("Dice 0,5 e IoU 0,33.", True, "Dice = 100/200; IoU = 50/150. E 0,5/(2 − 0,5) dá 0,33."),
        ("Dice 0,33 e IoU 0,5.", False, "IoU nunca é maior que Dice."),
    ],
)

# %% [markdown]
# ## O curso em oito perguntas
#
# | aula | a pergunta | o que ficou |
# |---|---|---|
# | 01 | Por que mais camadas aprendem menos? | a rede funda contém a rasa, mas o treino não a encontra |
# | 02 | Como tornar fácil "não fazer nada"? | $h \leftarrow h + f[h]$: a rede parte da identidade |
# | 03 | De que é feito o ramo? | a ordem da ativação decide o que ele pode somar; a projeção, quando a forma muda |
# | 04 | A cada soma a saída cresce: quanto? | $E[h^2]$ dobra por bloco |
# | 05 | E se a rede se corrigisse a si mesma? | normalizar em lote mantém a escala enquanto os pesos mudam |
# | 06 | Até onde isso vai? | gargalos, estágios, centenas de camadas |
# | 07 | E se, em vez de somar, guardássemos tudo? | concatenar vizinhos: mapas reaproveitados |
# | 08 | E se juntássemos o que está longe? | concatenar à distância: o detalhe encontra o sentido |
#
# Uma frase resume as oito: **o que uma camada já sabe não precisa ser reaprendido pela seguinte; basta haver um fio**. Muda o que se faz na chegada do fio (somar, concatenar) e de quão
# longe ele vem.

# %% [markdown]
# ## Resumo
#
# - Segmentar é responder a cada pixel. Reduzir dá contexto e perde o lugar; a U-Net reduz, amplia e busca no codificador o detalhe perdido.
# - Com convoluções válidas, cada par tira 4 do lado; só passam entradas em que todo *pooling* recebe um lado par: 572 → 388, e 570 não passa.
# - A convolução transposta 2×2 de passo 2 amplia sem sobreposição. Recorta-se o centro do mapa do codificador, e os canais do atalho vêm antes.
# - Acurácia engana quando há pouco do que se procura. Dice e IoU olham só para a classe procurada; treina-se com a entropia cruzada, a partir do logit.
# - Com os atalhos cortados, os mesmos parâmetros deram manchas: Dice 0,52 contra 0,95. O detalhe vai pelos atalhos de maior resolução.
#
# | termo | em inglês | o que é |
# |---|---|---|
# | segmentação | *semantic segmentation* | uma classe para cada pixel |
# | máscara | *mask* | imagem de zeros e uns: onde está o que se procura |
# | codificador-decodificador | *encoder-decoder* | rede que reduz o mapa e depois o amplia de volta |
# | convolução válida | *valid convolution* | sem preenchimento: o núcleo só passa por onde cabe inteiro |
# | convolução transposta | *transposed convolution, up-convolution* | cada pixel da entrada carimba na saída o núcleo vezes o seu valor |
# | ampliação | *upsampling* | aumentar o lado de um mapa, com receita fixa ou aprendida |
# | recorte central | *center crop* | o pedaço do meio de um mapa |
# | ladrilhos sobrepostos | *overlap-tile* | segmentar uma imagem grande em pedaços cujas entradas se sobrepõem |
# | logit | *logit* | o número real de que a sigmoide faz uma probabilidade |
# | entropia cruzada binária | *binary cross-entropy* | $-[m \log p + (1-m)\log(1-p)]$ |
# | Dice | *Dice coefficient* | duas vezes a interseção, dividida pela soma dos tamanhos |
# | IoU, índice de Jaccard | *intersection over union, Jaccard index* | interseção dividida pela união |
#
# Os termos de todas as aulas: **[glossário](glossario.md)**.

# %% [markdown]
# ## Referências
#
# - O. Ronneberger, P. Fischer e T. Brox, [*U-Net: convolutional networks for biomedical image segmentation*](https://arxiv.org/abs/1505.04597), MICCAI 2015. A figura 1 é a U desta aula.
# - J. Long, E. Shelhamer e T. Darrell, [*Fully convolutional networks for semantic segmentation*](https://arxiv.org/abs/1411.4038), CVPR 2015: atalhos à distância, somados.
# - V. Dumoulin e F. Visin, [*A guide to convolution arithmetic for deep learning*](https://arxiv.org/abs/1603.07285), 2016: a convolução transposta, desenho a desenho.
# - A. Odena, V. Dumoulin e C. Olah, [*Deconvolution and checkerboard artifacts*](https://distill.pub/2016/deconv-checkerboard/), Distill, 2016.
# - F. Milletari, N. Navab e S.-A. Ahmadi, [*V-Net: fully convolutional neural networks for volumetric medical image segmentation*](https://arxiv.org/abs/1606.04797), 3DV 2016: a perda de Dice.
# - S. J. D. Prince, [*Understanding Deep Learning*](https://udlbook.github.io/udlbook/), capítulo 11.
#
# **Créditos.** A aula parte da apresentação *Conexões Residuais*, do Professor Lucas Silveira Kupssinskü, e do artigo *Entendendo o bloco residual*, de Dalisson Figueiredo.
# Figuras e experimentos foram feitos para este curso.
#
# **A seguir.** O curso termina aqui; o fio, não. Três caminhos:
#
# - **Imagens reais**: `dados.animais()` traz 7 mil fotos de cães e gatos com as suas máscaras. A sua `UNet(3, 1, base=16, preenchimento=1)` serve como está; uma GPU ajuda.
# - **Gerar imagens**: os modelos de difusão de Ho, Jain e Abbeel (**[2020](https://arxiv.org/abs/2006.11239)**) usam uma U-Net para prever o ruído de cada pixel: a saída também tem o tamanho da entrada.
# - **Texto**: todo bloco de um *transformer* (Vaswani et al., **[2017](https://arxiv.org/abs/1706.03762)**) tem a forma $h + f[h]$. O capítulo 12 de *Understanding Deep Learning* continua daí.

# %% [markdown]
# ## Antes de entregar
#
# Salve o caderno. `painel()` mostra o que já foi respondido; `entrega()` lê o arquivo salvo como a correção o lerá.

# %% tags=["skip-execution"]
painel()
entrega()
