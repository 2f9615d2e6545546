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
# # 07 · DenseNet
#
# {{colab}}
#
# A soma mistura o antigo com o novo e não se desfaz. E se, em vez de somar, guardássemos tudo?
#
# **Ao final você saberá**
#
# - dizer o que a soma esquece e a concatenação guarda;
# - montar a camada, o bloco denso e a transição, e dizer por que entre dois blocos nada se concatena;
# - contar os canais, os parâmetros e a memória de uma DenseNet sem executá-la;
# - montar a DenseNet-121, comparar uma pequena com duas redes residuais, e medir se os mapas antigos são usados.
#
# **Antes de começar:** as aulas 03 (projeção), 05 (normalização em lote) e 06 (gargalo e ResNet).
#
# **Seu tempo:** cerca de 115 minutos. **Tempo de máquina:** o caderno resolvido roda em cerca de 30 s em dois núcleos, sem GPU.
# **Nota:** 10,0 pontos (cinco exercícios e uma questão aberta).

# %%
import math

import torch
from torch import nn
from torch.nn import functional as F
from trilha import Caso, Engano, dica, dicas, entrega, painel, quiz, responde, verifica
from trilha import cores, dados, dispositivo, explora, mostrar, semente

# %% [markdown]
# ## O que a soma esquece
#
# A rede residual leva a entrada adiante somando-a ao que o ramo calculou. Depois da soma há um mapa só. Olhe dois casos pequenos: em cada um, um mapa antigo, um novo e a soma.
#
# > **Seu palpite.** De posse da soma, dá para dizer qual dos dois casos a produziu?

# %% tags=["skip-execution"]
import copy
from functools import cache

import matplotlib.pyplot as plt

torch.set_num_threads(1)  # mapas pequenos: repartir a conta entre núcleos custa mais do que rende
lugar = dispositivo()


def numero(valor, casas=2):
    """O número com vírgula decimal e ponto de milhar."""
    return f"{valor:,.{casas}f}".replace(",", " ").replace(".", ",").replace(" ", ".").replace("-", "−")


borda = torch.tensor([[1, 1, 1], [0, 0, 0], [-1, -1, -1]])
coluna = torch.tensor([[0, 2, 0], [0, 2, 0], [0, 2, 0]])
casos = {"caso A": (borda, coluna), "caso B": (borda + coluna - 1, torch.ones(3, 3, dtype=torch.int64))}


def desenha_mapa(eixo, mapa, titulo, borda=cores.PRETO):
    """Um mapa 3 × 3 com os seus números."""
    eixo.imshow(mapa, cmap="PuOr", vmin=-4, vmax=4)
    for i in range(3):
        for j in range(3):
            eixo.text(j, i, f"{mapa[i, j]:d}".replace("-", "−"), ha="center", va="center", fontsize=12)
    eixo.set(xticks=[], yticks=[])
    eixo.set_title(titulo, fontsize=11)
    eixo.spines[:].set(color=borda, linewidth=2)


figura, eixos = plt.subplots(2, 5, figsize=(9, 4.2))
for linha, (caso, (antigo, novo)) in zip(eixos, casos.items(), strict=True):
    desenha_mapa(linha[0], antigo, f"{caso}: antigo")
    desenha_mapa(linha[1], novo, "novo")
    desenha_mapa(linha[2], antigo + novo, "soma", cores.VERMELHO)
    for eixo, canal in zip(linha[3:], torch.stack([antigo, novo]), strict=True):
        desenha_mapa(eixo, canal, "concatenação", cores.AZUL)
figura.tight_layout()
mostrar(
    figura,
    alt="Duas linhas de mapas 3 por 3. Os mapas antigo e novo do caso A são diferentes dos do caso B, mas a soma é a mesma nos dois. A concatenação guarda os dois mapas lado a lado, em dois canais, e por isso difere.",
    legenda="Vermelho: a soma, um canal. Azul: a concatenação, dois canais.",
)

# %% [markdown]
# Não dá. As duas somas são iguais, número por número: quem vem depois não tem como separar o antigo do novo. A concatenação (*concatenation*) põe um ao lado do outro, no eixo dos canais.
# Nada se perde, e ler de volta é fatiar:

# %% tags=["skip-execution"]
antigo, novo = torch.randn(2, 1, 5, 8, 8)  # lotes de uma imagem, 5 canais, 8 × 8
juntos = torch.cat([antigo, novo], dim=1)
print("forma:", tuple(juntos.shape))
print("antigo lido de volta, igual em tudo:", torch.equal(juntos[:, :5], antigo))

# %% [markdown]
# ## Quanto da entrada ainda se lê?
#
# Dois números que somam 5 podem ser muitos pares. Mas uma rede soma vetores inteiros, e o ramo é função da entrada: talvez a próxima camada consiga, com uma conta linear, recuperar $x$ do que recebeu.
# Isso se mede. Passe 3.000 vetores por $n$ blocos recém-sorteados e ajuste, por mínimos quadrados, a melhor leitura linear de $x$. A nota é o $R^2$ em exemplos que o ajuste não viu: 1 quer dizer
# que $x$ se lê por inteiro; 0, que a leitura não é melhor do que responder a média.
#
# > **Seu palpite.** Com a soma, quanto sobra depois de 4 blocos? E depois de 30? E com a concatenação?

# %% tags=["skip-execution"]
BLOCOS = (0, 1, 2, 4, 8, 16, 30)


def leitura(h, x):
    """R² da melhor leitura linear de x a partir de h, ajustada em 2.000 exemplos e medida nos outros."""
    h = torch.cat([h, torch.ones(len(h), 1)], 1)
    pesos = torch.linalg.lstsq(h[:2000], x[:2000]).solution
    erro = (h[2000:] @ pesos - x[2000:]).pow(2).sum()
    return 1 - (erro / (x[2000:] - x[:2000].mean(0)).pow(2).sum()).item()


def passo(h, novo, forma):
    if forma == "substituir":
        return novo
    return torch.cat([h, novo], 1) if forma == "concatenar" else (h + novo) / math.sqrt(2)  # a soma escalada da aula 04


def leituras(forma, largura=32, cresce=8):
    """O R² depois de cada número de blocos de BLOCOS, com pesos He."""
    semente(0)
    x = h = torch.randn(3000, largura)
    resultado = {0: leitura(h, x)}
    for n in range(1, BLOCOS[-1] + 1):
        saem = cresce if forma == "concatenar" else largura
        h = passo(h, torch.relu(h) @ torch.randn(h.shape[1], saem) * math.sqrt(2 / h.shape[1]), forma)
        if n in BLOCOS:
            resultado[n] = leitura(h, x)
    return resultado


# %% tags=["skip-execution"]
lidas = {forma: leituras(forma) for forma in ("substituir", "somar", "concatenar")}
figura, eixo = plt.subplots(figsize=(7, 3.4))
for k, (forma, notas) in enumerate(lidas.items()):
    eixo.plot(notas.keys(), notas.values(), label=forma, **cores.estilo(k))
eixo.set(xlabel="blocos", ylabel="R² da leitura linear de x", ylim=(-0.05, 1.08))
eixo.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "0,25", "0,5", "0,75", "1"])
eixo.legend(loc="center right")
mostrar(
    figura,
    alt="R² da leitura linear da entrada, por número de blocos. "
    + "; ".join(f"{forma}: {numero(notas[4])} com 4 blocos e {numero(notas[30])} com 30" for forma, notas in lidas.items())
    + ".",
    legenda="Vetores de 32 números, pesos He recém-sorteados. Substituir: ReLU e matriz; somar: a soma escalada da aula 04; concatenar: cada bloco acrescenta 8 números.",
)

# %% [markdown]
# Com a soma restou **0,49** em 4 blocos e **0,05** em 30. Não sumiu de todo, e é bem mais do que sem atalho (0,18 em 4 blocos); mas o que se soma por cima encobre $x$ aos poucos. Com a concatenação
# é 1, sempre: os 32 números continuam lá.
#
# Um cuidado. Encoberto não quer dizer perdido: quem conhece os pesos de um bloco às vezes consegue invertê-lo. A camada seguinte não os conhece; ela faz uma conta linear com o que
# chega, e é isso que o $R^2$ mede. E o preço também aparece: depois de 30 blocos, a soma tem 32 números por exemplo; a concatenação, $32 + 30 \cdot 8 = 272$.

# %% [markdown]
# ## Concatenar contém somar
#
# Guardar tudo proíbe somar? Ponha depois da concatenação uma convolução 1×1, que em cada pixel multiplica os canais por uma matriz. Se $W = [\,W_1 \;\; W_2\,]$,
#
# $$W \begin{bmatrix} x \\ f[x] \end{bmatrix} = W_1\,x + W_2\,f[x].$$
#
# > **Seu palpite.** Que $W_1$ e $W_2$ transformam a concatenação na soma residual $x + f[x]$?

# %% tags=["skip-execution"]
conv = nn.Conv2d(10, 5, 1, bias=False)
with torch.no_grad():
    conv.weight.copy_(torch.cat([torch.eye(5), torch.eye(5)], dim=1)[:, :, None, None])
    print("conv 1×1 da concatenação = soma:", torch.allclose(conv(juntos), antigo + novo))

# %% [markdown]
# Duas identidades lado a lado. A soma é **um** dos modos de usar o que foi guardado: aquele em que todos os pesos já foram escolhidos. Quem concatena deixa a escolha para cada camada seguinte, que
# pode somar, subtrair, ou tomar só o antigo.
#
# É a ideia da **DenseNet** (Huang et al., 2017). O bloco dela é o residual com uma troca: em vez de somar $f[x]$ a $x$, concatena-se $f[x]$ a $x$, e o número de canais aumenta. Cada camada
# recebe então os mapas de **todas** as anteriores:
#
# $$x_i = f_i\big[\,[x_0, x_1, \dots, x_{i-1}]\,\big], \qquad i = 1, \dots, n,$$
#
# em que os colchetes de dentro são a concatenação. Em quantas ligações isso dá?


# %% tags=["skip-execution"]
def desenha_ligacoes(n):
    """x₀ e n camadas em fila, com um arco de cada mapa para cada camada que o recebe."""
    figura, eixo = plt.subplots(figsize=(8.5, 3.4))
    for j in range(1, n + 1):
        for i in range(j):
            meio, raio = (i + j) / 2, (j - i) / 2
            angulos = torch.linspace(math.pi, 0, 50)
            look = {"color": cores.PRETO, "linewidth": 2.2} if i == j - 1 else {**cores.estilo(i, marcador=False), "linewidth": 1.4}
            eixo.plot(meio + raio * torch.cos(angulos), (0 if i == j - 1 else 0.62 * raio) * torch.sin(angulos), zorder=1, **look)
    for i in range(n + 1):
        eixo.text(
            i, 0, f"$x_{i}$", ha="center", va="center", fontsize=12, bbox={"boxstyle": "circle,pad=0.3", "fc": "white", "ec": cores.PRETO}
        )
        if i:
            eixo.text(i, -0.5, f"recebe {i}", ha="center", fontsize=9)
    eixo.set(xlim=(-0.5, n + 0.5), ylim=(-0.75, 0.33 * n + 0.2))
    eixo.axis("off")
    return figura


explora(
    desenha_ligacoes,
    n=("Número de camadas n", 1, 8, 1, 5),
    parados=[{"n": 3}, {"n": 5}],
    alt=lambda n: (
        f"Os mapas de x0 a x{n} em fila; de cada um sai um arco para cada mapa seguinte. São {n} ligações entre vizinhos e {n * (n + 1) // 2} ao todo."
    ),
    legenda=lambda n: f"{n} camadas em fila teriam {n} ligações (retas, em preto); o bloco denso tem 1 + 2 + … + {n} = {n * (n + 1) // 2}.",
)

# %% [markdown]
# A camada $i$ recebe $i$ mapas; são $n(n+1)/2$ ligações. Daí o nome, **rede densamente conectada** (*densely connected*). Não é a camada densa da aula 01, `nn.Linear`, que aqui se chamará
# camada linear.
#
# O gradiente também ganha. Parte da saída do bloco **é** $x_i$: todo mapa recebe o gradiente da saída por uma ligação direta, como o termo $I$ da aula 02.
#
# ## De que é feita a camada
#
# Se tudo se guarda, cada camada pode acrescentar pouco: $k$ canais, a **taxa de crescimento** (*growth rate*). Na DenseNet-121, $k = 32$; uma camada da ResNet-50 tem de 64 a 2.048 canais. A camada $i$ recebe
# $c_0 + (i-1)\,k$ canais. Para a 3×3 não pagar por todos, antes dela uma 1×1 os reduz a $4k$. É o **gargalo** da aula 06, pela metade: quem volta a
# alargar é a concatenação. E a ordem é a da pré-ativação:
#
# $$x \;\to\; \text{BN} \;\to\; \text{ReLU} \;\to\; \text{1×1 } (4k) \;\to\; \text{BN} \;\to\; \text{ReLU} \;\to\; \text{3×3 } (k) \;\to\; \text{novo}, \qquad \text{saída} = [x, \text{novo}].$$

# %% tags=["skip-execution"]
figura, eixo = plt.subplots(figsize=(9, 2.3))
passos = ["BN", "ReLU", "1×1", "BN", "ReLU", "3×3"]
depois = ["c", "c", "4k", "4k", "4k", "k"]
for j, (nome, canais) in enumerate(zip(passos, depois, strict=True)):
    cheia = "×" in nome
    eixo.text(
        1.2 + 1.15 * j, 1, nome, ha="center", va="center", fontsize=11,
        bbox={"boxstyle": "square,pad=0.45", "fc": "#dcebf5" if cheia else "white", "ec": cores.AZUL},
    )  # fmt: skip
    eixo.text(1.2 + 1.15 * j + 0.57, 1.22, canais, ha="center", fontsize=10, color=cores.PRETO)
eixo.plot([0.1, 0.1, 0.75], [0, 1, 1], color=cores.AZUL, zorder=0)
eixo.plot([0.75, 8.0, 8.0], [1, 1, 0.25], color=cores.AZUL, zorder=0)
eixo.annotate("", (7.75, 0), (-0.35, 0), arrowprops={"arrowstyle": "->", "color": cores.VERMELHO, "linestyle": "--"})
eixo.text(8.0, 0, "[ , ]", ha="center", va="center", fontsize=12, bbox={"boxstyle": "circle,pad=0.2", "fc": "white", "ec": cores.PRETO})
eixo.annotate("", (9.0, 0), (8.35, 0), arrowprops={"arrowstyle": "->", "color": cores.PRETO})
eixo.text(-0.45, 0, "$x$: c", ha="right", va="center", fontsize=11)
eixo.text(9.05, 0, "c + k", ha="left", va="center", fontsize=11)
eixo.text(4, -0.38, "x segue intacto", color=cores.VERMELHO, ha="center", fontsize=10)
eixo.set(xlim=(-1.2, 9.8), ylim=(-0.6, 1.6))
eixo.axis("off")
mostrar(
    figura,
    alt="A camada da DenseNet. O x, de c canais, segue por uma linha tracejada até a concatenação; um ramo sai dele e passa por BN, ReLU, convolução 1 por 1 para 4k canais, BN, ReLU e convolução 3 por 3 para k canais, e chega à concatenação. Saem c mais k canais.",
    legenda="A camada da DenseNet. Sobre cada ligação, o número de canais. [ , ] é a concatenação.",
)

# %% [markdown]
# ### Exercício 7.1 — A camada (2,0 pontos · 20 min)
#
# Escreva `CamadaDenseNet(c_in, k, fator=4)`, um `nn.Module` que recebe $x$, de forma $(N, c_{in}, H, W)$:
#
# - o ramo é BN, ReLU, convolução 1×1 para `fator * k` canais, BN, ReLU, convolução 3×3 para `k` canais; as duas convoluções **sem viés**, e a 3×3 com `padding=1`, para não mudar $H$ e $W$;
# - a saída é `torch.cat` de $x$ e do que o ramo deu, **nesta ordem**, no eixo dos canais: $c_{in} + k$ canais.
#
# BN é `nn.BatchNorm2d`, com os valores de fábrica. Os nomes dos atributos são livres. Com $c_{in} = 16$ e $k = 8$ a camada tem 2.912 parâmetros. Escreva-a com as peças de `torch.nn`: nos exercícios
# desta aula não vale usar `torchvision.models`.

# %% tags=["skip-execution"]
dicas(
    "7.1",
    "Siga a figura da esquerda para a direita e escreva, ao lado de cada peça, quantos canais entram e quantos saem. Qual é o primeiro BN, o de c_in ou o de fator·k?",
    "O ramo inteiro cabe num `nn.Sequential` de seis peças. No `forward`, x vai para dois lugares: para o ramo e, intacto, para a concatenação.",
    "No `__init__`: BatchNorm2d(c_in), ReLU, Conv2d(c_in, fator * k, 1, bias=False), BatchNorm2d(fator * k), ReLU, Conv2d(fator * k, k, 3, padding=1, bias=False). No `forward`: `torch.cat` da lista com x e o ramo de x, com `dim=1`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-7.1", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["models"]
# Exercício 7.1


class CamadaDenseNet(nn.Module):
    """BN, ReLU, 1×1 (fator·k), BN, ReLU, 3×3 (k); devolve [x, novo]: (N, c_in, H, W) → (N, c_in + k, H, W)."""

    def __init__(self, c_in: int, k: int, fator: int = 4) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.ramo = nn.Sequential(
            nn.BatchNorm2d(c_in),
            nn.ReLU(),
            nn.Conv2d(c_in, fator * k, 1, bias=False),
            nn.BatchNorm2d(fator * k),
            nn.ReLU(),
            nn.Conv2d(fator * k, k, 3, padding=1, bias=False),
        )
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, c_in, H, W). Devolve (N, c_in + k, H, W)."""
        ### BEGIN SOLUTION
        return torch.cat([x, self.ramo(x)], dim=1)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-7.1", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 7.1
def quantos(modulo):
    return sum(parametro.numel() for parametro in modulo.parameters())


def com_pesos_escolhidos(modulo):
    """1×1: linhas pares 1, ímpares −2; 3×3: todos −1; avaliação, com BN recém-criada, que quase não muda nada."""
    with torch.no_grad():
        for peso in modulo.parameters():
            if peso.shape[-1] == 3 and peso.dim() == 4:
                peso.fill_(-1)
            elif peso.dim() > 1:
                peso[0::2], peso[1::2] = 1, -2
    return modulo.eval()


def um_pixel(*canais):
    return torch.tensor(canais).view(1, -1, 1, 1)


verifica(
    "7.1",
    "CamadaDenseNet",
    [
        Caso(
            "número de parâmetros de (16, 8) e de (16, 8, 2)",
            lambda: [quantos(CamadaDenseNet(16, 8)), quantos(CamadaDenseNet(16, 8, 2))],
            [2912, 1472],
            dica="Cada BN tem dois números por canal; as convoluções, nenhum viés. A 1×1 vai de c_in para fator·k canais, e a 3×3, de fator·k para k.",
            enganos=[
                Engano([2952, 1496], "As convoluções têm viés. O que faria com ele, se a rede precisasse, a BN que vem depois?"),
                Engano([2896, 1456], "As BN contam os canais que saem das convoluções: a ordem ficou convolução, BN, ReLU. Na figura, o que vem primeiro no ramo?"),
                Engano([2912, 2912], "O número de parâmetros não muda com `fator`. Onde esse argumento aparece no seu `__init__`?"),
                Engano([1184, 1184], "A 3×3 recebe os c_in canais diretamente. O que, na figura, reduz os canais antes dela?"),
            ],
        ),
        Caso(
            "a forma da saída",
            lambda: list(CamadaDenseNet(6, 3)(torch.zeros(2, 6, 5, 4)).shape),
            [2, 9, 5, 4],
            dica="A altura e a largura não mudam, e os k canais novos se juntam aos c_in que chegaram, no eixo 1.",
            enganos=[
                Engano([2, 3, 5, 4], "Só os canais novos saíram. O que aconteceu com x?"),
                Engano([2, 6, 5, 4], "Saíram tantos canais quantos entraram: isso é somar. O que muda na forma quando se concatena?"),
            ],
        ),
        Caso(
            "com pesos escolhidos, na avaliação",
            lambda: com_pesos_escolhidos(CamadaDenseNet(2, 1))(um_pixel(1.0, -2.0)),
            um_pixel(1.0, -2.0, -2.0),
            dica="Da primeira ReLU saem 1 e 0; da 1×1, quatro canais: 1, −2, 1 e −2. O que a segunda ReLU deixa passar?",
            enganos=[
                Engano(um_pixel(-2.0, 1.0, -2.0), "Os canais novos vieram antes dos de x. Que ordem o enunciado pede?"),
                Engano(um_pixel(1.0, -2.0, -4.0), "Os dois valores de x entraram na 1×1, também o negativo. Falta uma ReLU antes dela?"),
                Engano(um_pixel(1.0, -2.0, 2.0), "Os canais negativos da 1×1 chegaram à 3×3. O que vem entre as duas convoluções, depois da BN?"),
                Engano(um_pixel(1.0, -2.0, 0.0), "O canal novo passou por uma ReLU: saiu 0, e a 3×3 deu um negativo. Depois da última convolução, há ainda ativação?"),
                Engano(um_pixel(1.0, 0.0, -2.0), "O −2 de x saiu como 0: a ReLU agiu também no que se concatena. Que x vai para `torch.cat`, o que chegou ou o que já passou pela ativação?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
c_in = observe.given("c_in", lambda: int(torch.randint(3, 9, ())))
k = observe.given("k", lambda: int(torch.randint(2, 6, ())))
fator = observe.given("fator", lambda: [2, 3, 5][int(torch.randint(0, 3, ()))])
x = observe.given("x", lambda: torch.randn(3, c_in, 5, 4, device=observe.device) + 0.3)
outro = observe.given("outro", lambda: 2 * torch.randn(2, c_in, 3, 6, device=observe.device))
v = observe.given("v", lambda: torch.randn(64, 5, 4, device=observe.device))
tamanhos = observe.given("tamanhos", lambda: [torch.randint(2, 20, (3,)).tolist() for _ in range(4)])


def quantidades(modulo):
    """Números treináveis, congelados e em estatísticas; e se tudo nasce em modo de treino."""
    parametros = list(modulo.parameters())
    return [
        sum(p.numel() for p in parametros if p.requires_grad),
        sum(p.numel() for p in parametros if not p.requires_grad),
        sum(b.numel() for b in modulo.buffers() if b.is_floating_point()),
        all(m.training for m in modulo.modules()),
    ]


def camada(*argumentos, dtype=torch.float32):
    return observe.fill_by_use(CamadaDenseNet(*argumentos).to(observe.device, dtype), x.to(dtype), vectors=1.0)


def depois_do_treino():
    """A saída na avaliação depois de dois passos de treino, que mudam as estatísticas."""
    modulo = camada(c_in, k, fator)
    modulo(x.clone()), modulo(outro.clone())
    return [modulo.eval()(x.clone()), modulo(outro.clone())]


def gradientes():
    modulo, folha = camada(c_in, k, fator), x.clone().requires_grad_()
    saida = modulo(folha)
    (saida * v[: saida.shape[1]]).mean().backward()
    return [100 * folha.grad, sorted(100 * p.grad.norm().item() for p in modulo.parameters())]


def chamadas_seguidas():
    modulo = camada(c_in, k, fator)
    saidas = [modulo(x.clone()), modulo(outro.clone()), modulo(x.clone())]
    return [*saidas, modulo.training, modulo.eval()(x.clone()), modulo(x.flip(0)), modulo.training]


def entrada_depois_da_chamada():
    entrada = x.clone()
    saida = camada(c_in, k, fator)(entrada)
    with torch.no_grad():
        saida.zero_()
    return [entrada, entrada.requires_grad]


observe(
    "saída no treino",
    lambda: camada(c_in, k, fator)(x.clone()),
    hint="BN, ReLU e 1×1; depois BN, ReLU e 3×3; por fim [x, novo]. Que peça está fora do lugar?",
    weight=3,
)
observe(
    "saída na avaliação",
    lambda: [camada(c_in, k, fator).eval()(imagens) for imagens in (x.clone(), 50 * x[:1])],
    hint="Na avaliação a BN usa as estatísticas guardadas; o resto da conta é o mesmo.",
    weight=2,
)
observe("depois de dois passos de treino", depois_do_treino, hint="As BN são as de fábrica: o mesmo momentum, o mesmo eps.")
observe("fator padrão", lambda: camada(c_in, k)(x.clone()), hint="Sem dizer fator, a 1×1 dá 4k canais.")
observe(
    "um canal novo, um canal de entrada",
    lambda: observe.fill_by_use(CamadaDenseNet(c_in=1, k=1, fator=1).to(observe.device), x[:, :1], vectors=1.0)(x[:, :1].clone()),
    hint="Com c_in = 1 e k = 1 saem dois canais.",
    gate=True,
)
observe(
    "quantidade de parâmetros",
    lambda: [quantidades(CamadaDenseNet(*tamanho)) for tamanho in tamanhos],
    hint="Duas BN e duas convoluções sem viés, todas treináveis, e nada mais.",
    gate=True,
)
observe(
    "chamadas seguidas",
    chamadas_seguidas,
    hint="A camada não guarda nada além das estatísticas da BN, e não muda o próprio modo.",
    gate=True,
)
observe(
    "gradiente",
    gradientes,
    hint="O gradiente chega a x pelos dois lados, o ramo e a concatenação, e a todos os pesos.",
    gate=True,
    rtol=1e-3,
    atol=1e-4,
)
observe(
    "float64",
    lambda: camada(c_in, k, fator, dtype=torch.float64)(x.double()),
    hint="Depois de .double(), a conta inteira fica em float64.",
    gate=True,
)
observe(
    "no dispositivo meta",
    lambda: CamadaDenseNet(c_in, k).to("meta")(x.to("meta")).device.type,
    hint="A conta inteira se faz no dispositivo em que estão a camada e x.",
    gate=True,
)
observe(
    "a entrada depois da chamada", entrada_depois_da_chamada, hint="x pertence a quem chamou: a ReLU não pode escrever nele.", gate=True
)
### END HIDDEN TESTS

# %% [markdown]
# A camada devolve a sua entrada e mais $k$ canais. Uma seguida da outra, a segunda já recebe tudo o que a primeira recebeu **e** o que ela calculou. O bloco denso é só isso.

# %% [markdown]
# ### Exercício 7.2 — O bloco denso (1,5 ponto · 10 min)
#
# Escreva `BlocoDenso(n, c_in, k)`, um `nn.Module` com $n \ge 1$ camadas `CamadaDenseNet`, no fator padrão. A camada $i$, contada de zero, recebe $c_{in} + i\,k$ canais: a entrada do bloco e os novos de todas
# as anteriores. A saída é $[x, \text{novo}_1, \dots, \text{novo}_n]$, com $c_{in} + n\,k$ canais, nesta ordem e sem repetição.

# %% tags=["skip-execution"]
dicas(
    "7.2",
    "Para `BlocoDenso(3, 10, 4)`, escreva quantos canais entram em cada uma das três camadas e quantos saem da última.",
    "A camada de 7.1 já concatena: a saída dela é a entrada da seguinte. Falta criar as n camadas, cada uma com o seu número de canais, onde o PyTorch as encontre.",
    "As camadas são `CamadaDenseNet(c_in + i * k, k)` para i em `range(n)`; um `nn.ModuleList` as guarda, e um laço passa h por elas. `nn.Sequential` faz as duas coisas.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-7.2", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["models"]
# Exercício 7.2


class BlocoDenso(nn.Module):
    """n camadas de 7.1; cada uma recebe [x, novos das anteriores]: (N, c_in, H, W) → (N, c_in + n·k, H, W)."""

    def __init__(self, n: int, c_in: int, k: int) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.camadas = nn.Sequential(*[CamadaDenseNet(c_in + i * k, k) for i in range(n)])
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, c_in, H, W). Devolve (N, c_in + n·k, H, W)."""
        ### BEGIN SOLUTION
        return self.camadas(x)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-7.2", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 7.2
def pesos_iguais(modulo):
    """1×1: linhas pares 1, ímpares −2; 3×3: todos 1; avaliação. Cada camada dá o dobro da soma dos canais positivos que recebe."""
    with torch.no_grad():
        for peso in modulo.parameters():
            if peso.shape[-1] == 3 and peso.dim() == 4:
                peso.fill_(1)
            elif peso.dim() > 1:
                peso[0::2], peso[1::2] = 1, -2
    return modulo.eval()


def canais_do_pixel(modulo, *canais):
    """A saída para uma imagem de um pixel, arredondada: a BN divide por um número muito perto de 1."""
    saida = pesos_iguais(modulo)(torch.tensor(canais).view(1, -1, 1, 1))
    return saida.flatten().round().tolist()


verifica(
    "7.2",
    "BlocoDenso",
    [
        Caso(
            "número de parâmetros de (1, 10, 4) e de (3, 10, 4)",
            lambda: [sum(p.numel() for p in BlocoDenso(n, 10, 4).parameters()) for n in (1, 3)],
            [788, 2580],
            dica="A cada camada entram k canais a mais, e ela tem os seus próprios pesos. Uma lista comum esconde as camadas do PyTorch.",
            enganos=[
                Engano([788, 2364], "As três camadas esperam o mesmo número de canais. O que a segunda recebe a mais que a primeira?"),
                Engano([788, 2148], "Da segunda camada em diante, cada uma só espera os k canais novos da anterior. O que mais chega a ela?"),
                Engano([788, 788], "Há uma camada só, qualquer que seja n. Onde n aparece no seu `__init__`?"),
                Engano([0, 0], "Os parâmetros das camadas não aparecem em `parameters()`: o treino não os mudaria. Que tipo de lista o PyTorch percorre à procura de camadas?"),
            ],
        ),
        Caso(
            "a forma da saída de (3, 10, 4)",
            lambda: list(BlocoDenso(3, 10, 4)(torch.zeros(2, 10, 5, 6)).shape),
            [2, 22, 5, 6],
            dica="Saem os canais que entraram e mais três vezes 4.",
            enganos=[
                Engano([2, 12, 5, 6], "Saíram só os canais novos. O que aconteceu com a entrada do bloco?"),
                Engano([2, 4, 5, 6], "Saíram só os canais da última camada. O que aconteceu com tudo o que veio antes dela?"),
                Engano([2, 64, 5, 6], "Saíram canais repetidos: a camada de 7.1 já devolve a sua entrada junto com o que fez. O que falta concatenar depois dela?"),
            ],
        ),
        Caso(
            "os canais da saída, com pesos escolhidos: cada novo é o dobro da soma dos positivos que a camada recebe",
            lambda: canais_do_pixel(BlocoDenso(3, 2, 1), 1.0, -2.0),
            [1.0, -2.0, 2.0, 6.0, 18.0],
            dica="O primeiro novo vê 1 e −2, e dá 2; o segundo vê também esse 2.",
            enganos=[
                Engano([18.0, 6.0, 2.0, 1.0, -2.0], "Os canais novos vieram antes dos antigos. Que ordem o enunciado pede?"),
                Engano([1.0, -2.0, 18.0, 6.0, 2.0], "Os novos saíram do último para o primeiro. Em que ordem o enunciado os escreve?"),
                Engano([1.0, -2.0, 2.0, 2.0, 2.0], "Todas as camadas viram só a entrada do bloco. Que mapas a segunda recebe além dela?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
n = observe.given("n", lambda: int(torch.randint(3, 6, ())))
c_in = observe.given("c_in", lambda: int(torch.randint(3, 8, ())))
k = observe.given("k", lambda: int(torch.randint(2, 5, ())))
x = observe.given("x", lambda: torch.randn(3, c_in, 5, 4, device=observe.device) + 0.3)
outro = observe.given("outro", lambda: 2 * torch.randn(2, c_in, 3, 6, device=observe.device))
v = observe.given("v", lambda: torch.randn(64, 5, 4, device=observe.device))
tamanhos = observe.given("tamanhos", lambda: [[int(torch.randint(1, 6, ())), *torch.randint(2, 12, (2,)).tolist()] for _ in range(4)])


def quantidades(modulo):
    """Números treináveis, congelados e em estatísticas; e se tudo nasce em modo de treino."""
    parametros = list(modulo.parameters())
    return [
        sum(p.numel() for p in parametros if p.requires_grad),
        sum(p.numel() for p in parametros if not p.requires_grad),
        sum(b.numel() for b in modulo.buffers() if b.is_floating_point()),
        all(m.training for m in modulo.modules()),
    ]


def bloco(camadas, dtype=torch.float32):
    return observe.fill_by_use(BlocoDenso(camadas, c_in, k).to(observe.device, dtype), x.to(dtype), vectors=1.0)


def depois_do_treino():
    modulo = bloco(n)
    modulo(x.clone()), modulo(outro.clone())
    return [modulo.eval()(x.clone()), modulo(outro.clone())]


def gradientes():
    modulo, folha = bloco(n), x.clone().requires_grad_()
    saida = modulo(folha)
    (saida * v[: saida.shape[1]]).mean().backward()
    return [100 * folha.grad, sorted(100 * p.grad.norm().item() for p in modulo.parameters())]


def chamadas_seguidas():
    modulo = bloco(n)
    saidas = [modulo(x.clone()), modulo(outro.clone()), modulo(x.clone())]
    return [*saidas, modulo.training, modulo.eval()(x.clone()), modulo(x.flip(0)), modulo.training]


def entrada_depois_da_chamada():
    entrada = x.clone()
    saida = bloco(n)(entrada)
    with torch.no_grad():
        saida.zero_()
    return [entrada, entrada.requires_grad]


observe(
    "saída no treino",
    lambda: bloco(n)(x.clone()),
    hint="A camada i recebe a entrada do bloco e os novos de todas as anteriores; a saída é [x, novo 1, …, novo n].",
    weight=3,
)
observe(
    "saída na avaliação",
    lambda: [bloco(n).eval()(imagens) for imagens in (x.clone(), 50 * x[:1])],
    hint="Na avaliação, só a BN muda de conta.",
    weight=2,
)
observe("uma camada só", lambda: bloco(1)(x.clone()), hint="Com n = 1, o bloco é uma camada de 7.1.")
observe("depois de dois passos de treino", depois_do_treino, hint="As BN são as de fábrica, uma por lugar.")
observe(
    "quantidade de parâmetros",
    lambda: [quantidades(BlocoDenso(*tamanho)) for tamanho in tamanhos],
    hint="São n camadas de 7.1, com c_in + i·k canais de entrada, e nada mais.",
    gate=True,
)
observe(
    "chamadas seguidas",
    chamadas_seguidas,
    hint="O bloco não guarda mapas de uma chamada para a outra, e não muda o próprio modo.",
    gate=True,
)
observe(
    "gradiente",
    gradientes,
    hint="O gradiente chega à entrada e a todas as camadas, por todas as ligações.",
    gate=True,
    rtol=1e-3,
    atol=1e-4,
)
observe("float64", lambda: bloco(n, torch.float64)(x.double()), hint="Depois de .double(), a conta inteira fica em float64.", gate=True)
observe("a entrada depois da chamada", entrada_depois_da_chamada, hint="x pertence a quem chamou: não escreva nele.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## Quanto custa guardar tudo?
#
# Guardar não é de graça: cada camada recebe mais canais que a anterior. Conte os pesos da camada que recebe $c$ canais:
#
# $$\underbrace{9\,c\,k}_{\text{só a 3×3}} \qquad \text{ou} \qquad \underbrace{4\,c\,k}_{\text{1×1}} + \underbrace{9 \cdot 4k \cdot k}_{\text{3×3}} \;\text{ com o gargalo.}$$
#
# O gargalo troca um custo que cresce com $c$ por outro que cresce menos, mais uma parcela fixa.
#
# > **Seu palpite.** Num bloco de 6 camadas, com $c_0 = 64$ e $k = 32$, que é o primeiro da DenseNet-121, o gargalo economiza pesos? E num de 16 camadas a partir de 512 canais, o último?


# %% tags=["skip-execution"]
def custo(n, k, c0, gargalo):
    """Canais que entram em cada camada e pesos das suas convoluções."""
    entram = [c0 + i * k for i in range(n)]
    return entram, [4 * c * k + 36 * k * k if gargalo else 9 * c * k for c in entram]


def resumo(n, k, c0):
    (entram, com), (_, sem) = custo(n, k, c0, True), custo(n, k, c0, False)
    return (
        f"Saem {numero(c0 + n * k, 0)} canais. Pesos das convoluções: {numero(sum(com), 0)} com o gargalo, {numero(sum(sem), 0)} sem ele. "
        f"Mapas na memória: {numero(c0 + n * k, 0)} se cada um for guardado uma vez, {numero(sum(entram) + c0 + n * k, 0)} se cada concatenação for uma cópia."
    )


def desenha_crescimento(n, k, c0):
    (entram, com), (_, sem) = custo(n, k, c0, True), custo(n, k, c0, False)
    figura, (canais, pesos) = plt.subplots(1, 2, figsize=(9, 3.6))
    canais.bar(range(1, n + 1), entram, color=cores.AZUL, label="que entram")
    canais.bar(range(1, n + 1), [k] * n, bottom=entram, color=cores.VERMELHO, hatch="//", edgecolor="white", label="novos: k")
    canais.set(xlabel="camada", ylabel="canais", title=f"de {c0} a {numero(c0 + n * k, 0)} canais")
    canais.legend(loc="upper left")
    pesos.plot(range(1, n + 1), [p / 1000 for p in com], label="com gargalo", **cores.estilo(0))
    pesos.plot(range(1, n + 1), [p / 1000 for p in sem], label="só a 3×3", **cores.estilo(1))
    pesos.set(xlabel="camada", ylabel="milhares de pesos", title="pesos por camada", ylim=(0, None))
    pesos.legend(loc="upper left")
    for eixo in (canais, pesos):
        eixo.set_xticks(range(1, n + 1, max(1, n // 6)))
    figura.tight_layout()
    return figura


explora(
    desenha_crescimento,
    n=("Camadas n", 1, 24, 1, 6),
    k=("Taxa de crescimento k", 4, 48, 4, 32),
    c0=("Canais que entram no bloco", 16, 512, 16, 64),
    parados=[{"n": 6, "k": 32, "c0": 64}, {"n": 16, "k": 32, "c0": 512}],
    alt=lambda n, k, c0: (
        f"À esquerda, barras: os canais que entram em cada uma de {n} camadas e os {k} que ela acrescenta. À direita, os pesos de cada camada com e sem gargalo. "
        + resumo(n, k, c0)
    ),
    legenda=resumo,
)

# %% [markdown]
# No primeiro bloco o gargalo **gasta mais**: 331.776 pesos contra 248.832. No último economiza: 2.129.920 contra 3.465.216. As retas se cruzam onde
#
# $$4\,c\,k + 36\,k^2 = 9\,c\,k \quad\Longleftrightarrow\quad c = 7{,}2\,k,$$
#
# isto é, em 230 canais quando $k = 32$. Abaixo disso a 3×3 sozinha seria mais barata. Das 58 camadas da DenseNet-121, **48** ficam acima.
#
# A legenda conta outra coisa: a memória. Guardado uma vez, cada mapa custa pouco. Mas `torch.cat` **copia**: a concatenação que entra na camada 2 traz uma cópia de $x$, a da camada 3 outra, e o treino
# guarda todas, para a volta. A soma das entradas cresce com $n^2$. Pleiss et al. (2017) mostraram como refazer as cópias na volta em vez de guardá-las.

# %% [markdown]
# ## Quando o mapa encolhe
#
# Uma rede de imagens reduz o lado dos mapas: de 56 × 56 a 7 × 7. O que acontece com a concatenação?

# %% tags=["skip-execution"]
grande, pequeno = torch.zeros(1, 8, 8, 8), torch.zeros(1, 8, 4, 4)
try:
    torch.cat([grande, pequeno], dim=1)
except RuntimeError as erro:
    print("torch.cat:", str(erro).split(":")[0])

# %% [markdown]
# Dois mapas só se põem lado a lado se têm a mesma altura e a mesma largura. Por isso, **quando ocorre a redução** (*downsampling*), **a representação não é concatenada**: dentro de um bloco denso o lado
# não muda, e entre um bloco e o seguinte há uma **transição** (*transition layer*), por onde tudo passa e onde nada se concatena:
#
# $$\text{BN} \to \text{ReLU} \to \text{1×1} \to \text{média 2×2}.$$
#
# Costuma-se dizer que a rede põe camadas de *pooling* entre os blocos densos para que o número de canais não cresça demais. São duas coisas, na mesma transição. O *pooling* divide o **lado** por 2 e não toca nos canais; quem
# contém os **canais** é a convolução 1×1, que na DenseNet-121 os reduz à metade. Essa fração, $\theta = 0{,}5$, é a **compressão** (*compression*).
#
# > **Seu palpite.** A entrada tem lado 7. A média 2×2 dá lado 3 ou 4?

# %% [markdown]
# ### Exercício 7.3 — A transição (1,0 ponto · 5 min)
#
# Escreva `Transicao(c_in, c_out)`, um `nn.Module`: BN, ReLU, convolução 1×1 **sem viés** de `c_in` para `c_out` canais, e média (*average pooling*) 2×2 com passo 2. Lado ímpar arredonda para
# **baixo**: 7 vira 3, e a última linha e a última coluna ficam de fora.

# %% tags=["skip-execution"]
dicas(
    "7.3",
    "São quatro peças em fila, e cada uma existe em `torch.nn`. Quantos canais a BN recebe?",
    "`nn.AvgPool2d(2)` já tem passo 2 e já arredonda para baixo.",
    "No `__init__`, um `nn.Sequential` com BatchNorm2d(c_in), ReLU, Conv2d(c_in, c_out, 1, bias=False) e AvgPool2d(2); no `forward`, a chamada dele.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-7.3", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["models"]
# Exercício 7.3


class Transicao(nn.Module):
    """BN, ReLU, 1×1 e média 2×2: (N, c_in, H, W) → (N, c_out, H // 2, W // 2)."""

    def __init__(self, c_in: int, c_out: int) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.passos = nn.Sequential(nn.BatchNorm2d(c_in), nn.ReLU(), nn.Conv2d(c_in, c_out, 1, bias=False), nn.AvgPool2d(2))
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, c_in, H, W). Devolve (N, c_out, H // 2, W // 2)."""
        ### BEGIN SOLUTION
        return self.passos(x)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-7.3", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 7.3
MAPA = torch.tensor([[[[1.0, 2.0, 9.0], [3.0, -6.0, 9.0], [9.0, 9.0, 9.0]]]])


def transicao_escolhida():
    """Um canal entra; dois saem, o segundo com o sinal trocado. Só os quatro números do canto contam."""
    modulo = Transicao(1, 2).eval()
    with torch.no_grad():
        for peso in modulo.parameters():
            if peso.dim() > 1:
                peso[0], peso[1] = 1, -1
        return modulo(MAPA)


verifica(
    "7.3",
    "Transicao",
    [
        Caso(
            "número de parâmetros de (12, 6)",
            lambda: sum(p.numel() for p in Transicao(12, 6).parameters()),
            96,
            dica="A BN tem dois números por canal de entrada; a 1×1, 12 · 6 pesos e nenhum viés.",
            enganos=[
                Engano(102, "A convolução tem viés. O enunciado pede um?"),
                Engano(84, "A BN conta os canais que saem da convolução. O que vem primeiro na transição?"),
                Engano(672, "A convolução tem 648 pesos, 9 por ligação entre canais. Que tamanho de filtro olha um pixel só?"),
                Engano(72, "Só a convolução tem parâmetros. Que peça vem antes da ReLU?"),
            ],
        ),
        Caso(
            "a forma da saída, com lados 7 e 4",
            lambda: list(Transicao(12, 6)(torch.zeros(2, 12, 7, 4)).shape),
            [2, 6, 3, 2],
            dica="O lado ímpar arredonda para baixo.",
            enganos=[
                Engano([2, 6, 4, 2], "O lado 7 virou 4: o arredondamento foi para cima. Qual dos dois o enunciado pede?"),
                Engano([2, 6, 7, 4], "A altura e a largura não mudaram. Que peça da transição as divide por 2?"),
                Engano([2, 6, 6, 3], "Cada lado perdeu 1 em vez de cair à metade: a janela andou de 1 em 1. De quanto é o passo da média?"),
            ],
        ),
        Caso(
            "um mapa 3 × 3, pesos 1 e −1",
            transicao_escolhida,
            torch.tensor([1.5, -1.5]).view(1, 2, 1, 1),
            dica="A ReLU zera o −6; a média dos quatro do canto, 1, 2, 3 e 0, é 1,5.",
            enganos=[
                Engano(torch.tensor([3.0, 0.0]).view(1, 2, 1, 1), "De cada janela saiu o maior valor. O que a transição toma dos quatro?"),
                Engano(torch.tensor([0.0, 0.0]).view(1, 2, 1, 1), "O −6 entrou na média. Que peça, entre a BN e a convolução, o teria zerado?"),
                Engano(torch.tensor([1.5, 1.5]).view(1, 2, 1, 1), "O segundo canal perdeu o sinal da convolução: alguma conta depois dela não deixa passar negativos. A ReLU vem antes ou depois?"),
                Engano(torch.tensor([1.5, 0.0]).view(1, 2, 1, 1), "O segundo canal, que a convolução fez negativo, virou zero: uma ReLU veio depois dela. Que ordem o enunciado pede?"),
                Engano(torch.tensor([1.0, -1.0]).view(1, 2, 1, 1), "De cada janela saiu só o primeiro pixel: a convolução pulou os outros três. Quem reduz o lado, na transição?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
c_in = observe.given("c_in", lambda: int(torch.randint(4, 9, ())))
c_out = observe.given("c_out", lambda: int(torch.randint(9, 14, ())))
x = observe.given("x", lambda: torch.randn(3, c_in, 6, 8, device=observe.device) + 0.3)
impar = observe.given("impar", lambda: 2 * torch.randn(2, c_in, 7, 5, device=observe.device))
v = observe.given("v", lambda: torch.randn(64, 3, 4, device=observe.device))
tamanhos = observe.given("tamanhos", lambda: [torch.randint(2, 20, (2,)).tolist() for _ in range(4)])


def quantidades(modulo):
    """Números treináveis, congelados e em estatísticas; e se tudo nasce em modo de treino."""
    parametros = list(modulo.parameters())
    return [
        sum(p.numel() for p in parametros if p.requires_grad),
        sum(p.numel() for p in parametros if not p.requires_grad),
        sum(b.numel() for b in modulo.buffers() if b.is_floating_point()),
        all(m.training for m in modulo.modules()),
    ]


def transicao(dtype=torch.float32):
    return observe.fill_by_use(Transicao(c_in, c_out).to(observe.device, dtype), x.to(dtype), vectors=1.0)


def depois_do_treino():
    modulo = transicao()
    modulo(x.clone()), modulo(impar.clone())
    return modulo.eval()(x.clone())


def gradientes():
    modulo, folha = transicao(), x.clone().requires_grad_()
    saida = modulo(folha)
    (saida * v[: saida.shape[1]]).mean().backward()
    return [100 * folha.grad, sorted(100 * p.grad.norm().item() for p in modulo.parameters())]


def chamadas_seguidas():
    modulo = transicao()
    saidas = [modulo(x.clone()), modulo(impar.clone()), modulo(x.clone())]
    return [*saidas, modulo.training, modulo.eval()(x.clone()), modulo(x.flip(0)), modulo.training]


def entrada_depois_da_chamada():
    entrada = x.clone()
    transicao()(entrada)
    return [entrada, entrada.requires_grad]


observe("saída no treino", lambda: transicao()(x.clone()), hint="BN, ReLU, 1×1 e média 2×2, nesta ordem.", weight=3)
observe(
    "saída na avaliação",
    lambda: [transicao().eval()(imagens) for imagens in (x.clone(), 50 * x[:1])],
    hint="Na avaliação a BN usa as estatísticas guardadas.",
    weight=2,
)
observe(
    "lados ímpares",
    lambda: [transicao()(impar.clone()), transicao().eval()(impar.clone())],
    hint="Lado ímpar arredonda para baixo: a última linha e a última coluna não entram em média nenhuma, mas a BN as vê.",
)
observe("depois de dois passos de treino", depois_do_treino, hint="A BN é a de fábrica: o mesmo momentum, o mesmo eps.")
observe(
    "quantidade de parâmetros",
    lambda: [quantidades(Transicao(*tamanho)) for tamanho in tamanhos],
    hint="Uma BN e uma convolução 1×1 sem viés, e nada mais.",
    gate=True,
)
observe(
    "chamadas seguidas",
    chamadas_seguidas,
    hint="A transição não guarda nada além das estatísticas da BN, e não muda o próprio modo.",
    gate=True,
)
observe("gradiente", gradientes, hint="O gradiente chega à entrada, à BN e à convolução.", gate=True, rtol=1e-3, atol=1e-4)
observe("float64", lambda: transicao(torch.float64)(x.double()), hint="Depois de .double(), a conta inteira fica em float64.", gate=True)
observe("a entrada depois da chamada", entrada_depois_da_chamada, hint="x pertence a quem chamou: não escreva nele.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# Um detalhe que vale dinheiro: a média e a convolução 1×1 são ambas lineares, uma no espaço e outra nos canais, e podem trocar de lugar sem mudar o resultado. Tirar a média **antes** faz a 1×1
# trabalhar em um quarto dos pixels. Confira, se quiser, com a sua `Transicao`.
#
# ## A conta inteira, antes de montar
#
# A DenseNet-121 tem quatro blocos, de 6, 12, 24 e 16 camadas, e uma transição entre cada dois. A rede começa com 64 canais.
#
# > **Seu palpite.** Quantos canais saem do último bloco? E quantos sairiam se as transições não os reduzissem à metade?

# %% [markdown]
# ### Exercício 7.4 — Os canais de uma DenseNet (1,5 ponto · 10 min)
#
# Escreva `canais_densenet(config, k=32, c0=64)`. `config` é a lista, ou tupla, do número de camadas de cada bloco. Devolva uma lista de `int` com os canais que **entram** e que **saem** de cada bloco, alternados:
# `[entra_1, sai_1, entra_2, sai_2, …]`. No primeiro entram `c0`; cada camada acrescenta `k`; cada transição, **entre** dois blocos, reduz os canais à metade, arredondando para baixo (`//`). `config` fica como estava.

# %% tags=["skip-execution"]
dicas(
    "7.4",
    "Faça à mão para `config = (2, 3)`, `k = 4`, `c0 = 10`: entram 10, saem 18; a transição; entram…",
    "Um laço sobre `config` e uma variável c: anote c, some n · k, anote de novo, divida. Depois do último bloco há transição?",
    "A cada bloco: `lista.append(c)`; `c = c + n * k`; `lista.append(c)`; `c = c // 2`. A divisão depois do último não aparece na lista.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-7.4", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["models"]
# Exercício 7.4


def canais_densenet(config: list[int] | tuple[int, ...], k: int = 32, c0: int = 64) -> list[int]:
    """Canais que entram e saem de cada bloco, alternados; as transições reduzem à metade, para baixo."""
    ### BEGIN SOLUTION
    canais, c = [], c0
    for n in config:
        canais += [c, c + n * k]
        c = canais[-1] // 2
    return canais
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-7.4", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 7.4
verifica(
    "7.4",
    "canais_densenet",
    [
        Caso("um bloco de duas camadas", lambda: canais_densenet([2], 4, 10), [10, 18], dica="Entram 10, e cada camada acrescenta 4."),
        Caso(
            "blocos de 2, 3 e 1 camadas",
            lambda: canais_densenet([2, 3, 1], 5, 10),
            [10, 20, 10, 25, 12, 17],
            dica="A metade de 20 é 10; a de 25, arredondada para baixo, 12.",
            enganos=[
                Engano([10, 20, 20, 35, 35, 40], "Entre um bloco e o seguinte os canais não mudaram. O que a transição faz com eles?"),
                Engano([10, 20, 10, 25, 13, 18], "A metade de 25 virou 13. Para que lado `//` arredonda?"),
                Engano([10, 10, 10, 12, 12, 8], "O que sai de cada bloco já veio reduzido à metade. A transição faz parte do bloco ou vem depois dele?"),
                Engano([10, 15, 7, 12, 6, 11], "Cada bloco acrescentou só 5 canais. Quantos acrescentam duas camadas?"),
                Engano([20, 25, 17], "A lista traz só o que sai de cada bloco. Que dois números o enunciado pede para cada um?"),
                Engano([10, 10, 12, 20, 25, 17], "Os que entram vieram todos antes dos que saem. Em que ordem o enunciado os pede?"),
                Engano([10, 20, 10.0, 25.0, 12.5, 17.5], "A metade de 25 virou 12,5: um número de canais é inteiro. Que divisão do Python arredonda para baixo?"),
                Engano([10, 20, 10, 25, 12, 17, 8], "A lista tem um número a mais: a metade do que sai do último bloco. Há transição depois dele?"),
            ],
        ),
        Caso(
            "a DenseNet-121, com os valores padrão",
            lambda: canais_densenet((6, 12, 24, 16)),
            [64, 256, 128, 512, 256, 1024, 512, 1024],
            dica="64 + 6 · 32 = 256; metade, 128; 128 + 12 · 32 = 512; …",
        ),
    ],
)  # fmt: skip


### BEGIN HIDDEN TESTS
def configuracao():
    return torch.randint(1, 30, (int(torch.randint(3, 7, ())),)).tolist()


sorteadas = observe.given("sorteadas", lambda: [[configuracao(), *torch.randint(3, 60, (2,)).tolist()] for _ in range(4)])
impares = observe.given(
    "impares", lambda: [[2 * int(torch.randint(1, 20, ())) + 1 for _ in range(5)], 2 * int(torch.randint(2, 20, ())) + 1]
)
um_bloco = observe.given("um_bloco", lambda: torch.randint(2, 40, (3,)).tolist())

observe(
    "configurações sorteadas",
    lambda: [canais_densenet(config, k, c0) for config, k, c0 in sorteadas],
    hint="Para cada bloco, o que entra e o que sai; entre dois blocos, a metade.",
    weight=3,
)
observe(
    "números ímpares de canais",
    lambda: canais_densenet(impares[0], impares[1], 2 * impares[1] + 1),
    hint="A metade de um número ímpar arredonda para baixo, e é a partir dela que se segue contando.",
)
observe("valores padrão", lambda: [canais_densenet(config) for config, _, _ in sorteadas], hint="Sem dizer, k = 32 e c0 = 64.")
observe("só k", lambda: canais_densenet(sorteadas[0][0], k=sorteadas[0][1]), hint="Sem dizer c0, entram 64 canais.", gate=True)
observe("uma tupla", lambda: canais_densenet(tuple(sorteadas[1][0]), c0=sorteadas[1][2]), hint="config pode ser uma tupla.", gate=True)
observe("um bloco só", lambda: canais_densenet(um_bloco[:1], um_bloco[1], um_bloco[2]), hint="Com um bloco só não há transição.", gate=True)
observe(
    "config depois da chamada",
    lambda: [(config := list(sorteadas[2][0]), canais_densenet(config))[0], canais_densenet(config)],
    hint="config pertence a quem chamou: não tire nem mude nada dela.",
    gate=True,
)
### END HIDDEN TESTS

# %% [markdown]
# A mesma conta sem a compressão, lado a lado. Em cada bloco os canais sobem em linha reta; a transição os derruba.

# %% tags=["skip-execution"]
CONFIG = (6, 12, 24, 16)


def percurso(reduz):
    """Canais ao longo da DenseNet-121: (camadas já passadas, canais), e os pontos em que termina um bloco; `reduz`: as transições tomam a metade."""
    pontos, fins, c = [(0, 64)], [], 64
    for n in CONFIG:
        pontos.append((pontos[-1][0] + n, c + n * 32))
        fins.append(len(pontos) - 1)
        c = pontos[-1][1] // 2 if reduz else pontos[-1][1]
        pontos.append((pontos[-1][0], c))
    return pontos[:-1], fins


figura, eixo = plt.subplots(figsize=(8, 3.6))
for j, (reduz, nome) in enumerate([(True, "com transições que reduzem à metade"), (False, "sem reduzir")]):
    pontos, fins = percurso(reduz)
    eixo.plot(*zip(*pontos, strict=True), label=f"{nome}: {numero(pontos[-1][1], 0)} no fim", markevery=fins, **cores.estilo(j))
for (camadas, _), lado in zip([pontos[fim] for fim in fins], (56, 28, 14, 7), strict=True):
    eixo.axvline(camadas, color=cores.CINZA, linewidth=0.8)
    eixo.text(camadas - 0.5, 2130, f"{lado} × {lado}", ha="right", va="center", fontsize=9)
eixo.set(xlabel="camadas já passadas", ylabel="canais", ylim=(0, 2250))
eixo.set_yticks(range(0, 2001, 500), ["0", "500", "1.000", "1.500", "2.000"])
eixo.legend(loc="upper left", bbox_to_anchor=(0, 0.9), framealpha=1)
mostrar(
    figura,
    alt="Canais ao longo das 58 camadas dos blocos da DenseNet-121. Com as transições a curva é um dente de serra: sobe a 256, 512, 1.024 e 1.024, e cai à metade entre os blocos. Sem reduzir, sobe sempre, até 1.920.",
    legenda="Marcadores: o fim de cada bloco. No alto, o lado dos mapas em cada bloco, para imagens de 224 × 224.",
)

# %% [markdown]
# Sem a compressão sairiam 1.920 canais, e não 1.024; e não só no fim: em todas as camadas depois do primeiro bloco a 1×1 receberia mais. A rede continuaria a ser uma DenseNet; só seria mais cara.

# %% [markdown]
# ## A rede
#
# Falta o começo e o fim. O começo é o da ResNet: convolução 7×7 de passo 2, sem viés, BN, ReLU e máximo 3×3 de passo 2. O fim tem uma peça própria. Cada camada normaliza o que **recebe**, e não o que devolve;
# assim, da última concatenação sai algo que ninguém normalizou. Por isso há mais uma BN e uma ReLU antes da média global.

# %% tags=["skip-execution"]
figura, eixo = plt.subplots(figsize=(9, 2.7))
pecas = [("7×7 /2\nmáximo /2", 64)]
for n, sai in zip(CONFIG, (256, 512, 1024, 1024), strict=True):
    pecas += [(f"bloco\n{n} camadas", sai), ("1×1\nmédia /2", sai // 2)]
pecas[-1] = ("BN, ReLU,\nmédia, linear", 1000)
for j, (nome, sai) in enumerate(pecas):
    concatena = nome.startswith("bloco")
    x, altura, cor, traco = 1.25 * j, 0.55 if concatena else -0.55, cores.AZUL if concatena else cores.VERMELHO, "-" if concatena else "--"
    caixa = {"boxstyle": "square,pad=0.4", "fc": "#dcebf5" if concatena else "white", "ec": cor, "ls": traco}
    eixo.text(x, altura, nome, ha="center", va="center", fontsize=9, bbox=caixa)
    if j + 1 < len(pecas):
        eixo.annotate("", (x + 0.9, -altura * 0.45), (x + 0.35, altura * 0.45), arrowprops={"arrowstyle": "->", "color": cores.PRETO})
    eixo.text(x, 1.2 if concatena else -1.2, numero(sai, 0), ha="center", va="center", fontsize=10)
for j, lado in enumerate((56, 28, 14, 7)):
    eixo.text(1.25 * (2 * j + 1), 1.6, f"{lado} × {lado}", ha="center", fontsize=10, color=cores.CINZA)
eixo.text(-0.9, 1.2, "canais\nque saem", ha="center", va="center", fontsize=9)
eixo.set(xlim=(-1.4, 10.9), ylim=(-1.4, 1.9))
eixo.axis("off")
mostrar(
    figura,
    alt="A DenseNet-121 da esquerda para a direita: começo com 64 canais; bloco de 6 camadas, 256 canais, 56 por 56; transição para 128; bloco de 12, 512 canais, 28 por 28; transição para 256; bloco de 24, 1024 canais, 14 por 14; transição para 512; bloco de 16, 1024 canais, 7 por 7; BN, ReLU, média global e camada linear, para mil classes.",
    legenda="A DenseNet-121. Azul, em cima: blocos densos, onde se concatena e o lado não muda. Vermelho tracejado, embaixo: onde o lado diminui e nada se concatena.",
)

# %% [markdown]
# ### Exercício 7.5 — A DenseNet (2,5 pontos · 30 min)
#
# Escreva `DenseNet(config, k=32, c0=64, n_classes=1000)`, para imagens de 3 canais:
#
# 1. convolução 7×7 para `c0` canais, passo 2, `padding=3`, sem viés; BN; ReLU; máximo 3×3, passo 2, `padding=1`;
# 2. um `BlocoDenso` para cada número de `config`; **entre** dois blocos, uma `Transicao` que reduz os canais à metade (`//`);
# 3. BN e ReLU; média de cada canal sobre todos os pixels, seja qual for o tamanho; camada linear, com viés, para `n_classes`.
#
# `forward` devolve $(N, n_{classes})$. Não há *dropout*. Os nomes são livres, a inicialização também; a correção copia para a sua rede, na ordem de uso, os pesos e as estatísticas da rede de referência. Com
# `(6, 12, 24, 16)` são 7.978.856 parâmetros. Não vale usar `torchvision.models`.

# %% tags=["skip-execution"]
dicas(
    "7.5",
    "A parte 2 é o laço de 7.4, só que cada conta vira uma peça: onde anotava o que entra e o que sai, crie um bloco; onde dividia por 2, uma transição.",
    "Guarde as peças numa lista comum enquanto as cria, e no fim faça dela um `nn.Sequential`. Como saber, dentro do laço, se este é o último bloco?",
    "Com c = c0 e `for i, n in enumerate(config)`: acrescente `BlocoDenso(n, c, k)`; some n · k a c; se `i + 1 < len(config)`, acrescente `Transicao(c, c // 2)` e divida c. Depois do laço, BatchNorm2d(c) e ReLU. No `forward`, `.mean(dim=(2, 3))` faz a média global.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-7.5", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["models"]
# Exercício 7.5


class DenseNet(nn.Module):
    """DenseNet com gargalo e compressão 0,5 (Huang et al., 2017): imagens (N, 3, H, W) → (N, n_classes)."""

    def __init__(self, config: list[int] | tuple[int, ...], k: int = 32, c0: int = 64, n_classes: int = 1000) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        pecas = [nn.Conv2d(3, c0, 7, stride=2, padding=3, bias=False), nn.BatchNorm2d(c0), nn.ReLU(), nn.MaxPool2d(3, stride=2, padding=1)]
        c = c0
        for i, n in enumerate(config):
            pecas.append(BlocoDenso(n, c, k))
            c += n * k
            if i + 1 < len(config):
                pecas.append(Transicao(c, c // 2))
                c //= 2
        self.mapas = nn.Sequential(*pecas, nn.BatchNorm2d(c), nn.ReLU())
        self.classes = nn.Linear(c, n_classes)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, 3, H, W). Devolve (N, n_classes)."""
        ### BEGIN SOLUTION
        return self.classes(self.mapas(x).mean(dim=(2, 3)))
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-7.5", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 7.5
def tamanho_no_meta(*argumentos, **nomeados):
    """O número de parâmetros, contado no dispositivo meta: formas sem números, que não ocupam memória."""
    with torch.device("meta"):
        return sum(p.numel() for p in DenseNet(*argumentos, **nomeados).parameters())


def so_o_fim():
    """Todas as convoluções dão zero: a saída só depende da BN final, da ReLU e da camada linear, que soma os canais."""
    rede = DenseNet((1, 1), 2, 4, 7).eval()
    with torch.no_grad():
        for peso in rede.parameters():
            if peso.dim() > 1:
                peso.fill_(1 if len(peso) == 7 else 0)
            elif len(peso) == 7:
                peso.copy_(10 * torch.arange(7))
            elif len(peso) == 5 and not peso.any():  # o β da última BN, a única de 5 canais
                peso.copy_(torch.tensor([1.0, 2.0, 3.0, -4.0, -5.0]))
        return rede(torch.zeros(1, 3, 32, 32))


verifica(
    "7.5",
    "DenseNet",
    [
        Caso(
            "número de parâmetros da DenseNet-121",
            lambda: tamanho_no_meta((6, 12, 24, 16)),
            7978856,
            dica="Blocos de 6, 12, 24 e 16 camadas; três transições; uma BN depois da convolução 7×7 e outra depois do último bloco; convoluções sem viés.",
            enganos=[
                Engano(7976808, "Faltam 2.048 parâmetros. O que normaliza os 1.024 canais que saem do último bloco?"),
                Engano(7978920, "Sobram 64 parâmetros: um por canal da primeira convolução. Ela tem viés?"),
                Engano(7992168, "Há uma transição também depois do último bloco. Quantas há entre quatro blocos?"),
                Engano(13908584, "As transições não reduzem os canais. A quantos cada uma os leva?"),
            ],
        ),
        Caso(
            "número de parâmetros com k, c0 e n_classes escolhidos",
            lambda: tamanho_no_meta((2, 3), k=5, c0=7, n_classes=4),
            7331,
            dica="Nenhum desses números pode ficar fixo no código.",
        ),
        Caso(
            "a forma da saída para imagens de 40 × 72",
            lambda: list(DenseNet((1, 2), 3, 6, 5)(torch.zeros(2, 3, 40, 72)).shape),
            [2, 5],
            dica="A média global vale para qualquer tamanho: é sobre todos os pixels de cada canal.",
        ),
        Caso(
            "só o fim da rede, com o viés da última BN igual a 1, 2, 3, −4 e −5",
            so_o_fim,
            torch.arange(6.0, 76.0, 10.0)[None],
            dica="A ReLU zera −4 e −5; a média de um canal constante é ele mesmo; a linear soma 1 + 2 + 3 ao seu viés.",
            enganos=[
                Engano(torch.arange(-3.0, 67.0, 10.0)[None], "Os canais negativos chegaram à camada linear. O que vem depois da última BN?"),
                Engano(torch.softmax(torch.arange(6.0, 76.0, 10.0)[None], 1), "A saída são probabilidades, e não os valores da camada linear. O enunciado pede alguma função depois dela?"),
            ],
        ),
    ],
)  # fmt: skip
### BEGIN HIDDEN TESTS
config = observe.given("config", lambda: torch.randint(1, 4, (int(torch.randint(2, 4, ())),)).tolist())
k = observe.given("k", lambda: int(torch.randint(3, 6, ())))
c0 = observe.given("c0", lambda: int(torch.randint(5, 10, ())))
n_classes = observe.given("n_classes", lambda: int(torch.randint(3, 8, ())))
x = observe.given("x", lambda: torch.randn(4, 3, 48, 40, device=observe.device) + 0.3)
impar = observe.given("impar", lambda: 2 * torch.randn(3, 3, 53, 37, device=observe.device))
v = observe.given("v", lambda: torch.randn(4, n_classes, device=observe.device))
tamanhos = observe.given(
    "tamanhos",
    lambda: [[torch.randint(1, 4, (int(torch.randint(1, 5, ())),)).tolist(), *torch.randint(3, 12, (3,)).tolist()] for _ in range(3)],
)


def quantidades(modulo):
    """Números treináveis, congelados e em estatísticas; e se tudo nasce em modo de treino."""
    parametros = list(modulo.parameters())
    return [
        sum(p.numel() for p in parametros if p.requires_grad),
        sum(p.numel() for p in parametros if not p.requires_grad),
        sum(b.numel() for b in modulo.buffers() if b.is_floating_point()),
        all(m.training for m in modulo.modules()),
    ]


def rede(dtype=torch.float32, blocos=config):
    return observe.fill_by_use(DenseNet(blocos, k, c0, n_classes).to(observe.device, dtype), x.to(dtype), vectors=1.0)


def depois_do_treino():
    modulo = rede()
    modulo(x.clone()), modulo(impar.clone())
    return modulo.eval()(x.clone())


def gradientes():
    modulo, folha = rede(), x.clone().requires_grad_()
    (modulo(folha) * v).mean().backward()
    return [100 * folha.grad, sorted(p.grad.norm().item() for p in modulo.parameters())]


def chamadas_seguidas():
    modulo = rede()
    saidas = [modulo(x.clone()), modulo(impar.clone()), modulo(x.clone())]
    return [*saidas, modulo.training, modulo.eval()(x.clone()), modulo(x.flip(0)), modulo.training]


def no_artigo():
    """A DenseNet-121 no dispositivo meta: formas e contas, sem números; na avaliação, que lá custa metade."""
    with torch.device("meta"):
        modulo = DenseNet((6, 12, 24, 16)).eval()
        return [*quantidades(modulo), list(modulo(torch.empty(2, 3, 224, 224)).shape), quantidades(DenseNet([1, 2], k=12))]


def contas():
    with torch.device("meta"):
        return [quantidades(DenseNet(*tamanho)) for tamanho in [*tamanhos, ([1, 1], 3, 8, n_classes)]]  # 11 canais, que se dividem por 2


def entrada_depois_da_chamada():
    entrada, blocos = x.clone(), list(config)
    rede(blocos=blocos)(entrada)
    return [entrada, entrada.requires_grad, blocos]


observe(
    "saída no treino",
    lambda: rede()(x.clone()),
    hint="Compare com o enunciado: o começo, onde há transição e onde não há, a BN e a ReLU do fim, a média global.",
    weight=3,
)
observe(
    "saída na avaliação",
    lambda: [rede().eval()(imagens) for imagens in (x.clone(), 50 * x[:1])],
    hint="Na avaliação, só a BN muda de conta: não há dropout. Com uma imagem só, a saída é (1, n_classes).",
    weight=2,
)
observe(
    "imagens de lados ímpares",
    lambda: [rede()(impar.clone()), rede().eval()(impar.clone())],
    hint="A média global vale para mapas de qualquer tamanho.",
)
observe("depois de dois passos de treino", depois_do_treino, hint="As BN são as de fábrica: o mesmo momentum, o mesmo eps.")
observe(
    "quantidade de parâmetros",
    contas,
    hint="Uma BN no começo, uma no fim, os blocos, as transições entre eles e a camada linear com viés; k, c0 e n_classes entram em todas as contas.",
    gate=True,
)
observe(
    "a rede do artigo",
    no_artigo,
    hint="DenseNet((6, 12, 24, 16)) tem 7.978.856 parâmetros; os valores padrão são k = 32, c0 = 64 e n_classes = 1000.",
    gate=True,
)
observe(
    "chamadas seguidas",
    chamadas_seguidas,
    hint="A rede não guarda nada além das estatísticas das BN, e não muda o próprio modo.",
    gate=True,
)
observe("gradiente", gradientes, hint="O gradiente chega à imagem e a todos os parâmetros.", gate=True, rtol=1e-3, atol=1e-4)
observe("float64", lambda: rede(torch.float64)(x.double()), hint="Depois de .double(), a conta inteira fica em float64.", gate=True)
observe(
    "as entradas depois das chamadas",
    entrada_depois_da_chamada,
    hint="A imagem e config pertencem a quem chamou: não escreva nelas.",
    gate=True,
)
### END HIDDEN TESTS

# %% [markdown]
# ## A mesma que todos usam?
#
# O torchvision traz uma DenseNet escrita por outras mãos. Copie os parâmetros e as estatísticas dela para a sua, um a um, na ordem em que aparecem, e compare as saídas. Na rede inteira
# basta contar, no dispositivo `meta`, que guarda formas e nenhum número; a comparação de saídas fica com uma rede pequena.


# %% tags=["skip-execution"]
from torchvision import models


def respondeu(prova):
    """Se a resposta do aluno dá o que a prova pede; um erro conta como não."""
    try:
        return bool(prova())
    except Exception:
        return False


def copia(de, para):
    """Copia parâmetros e estatísticas pela ordem em que cada rede os registrou; devolve `para`."""
    with torch.no_grad():
        for novo, velho in zip(para.state_dict().values(), de.state_dict().values(), strict=True):
            novo.copy_(velho.reshape(novo.shape))
    return para


def maiores_diferencas():
    """A maior diferença entre as duas redes, no treino e na avaliação, relativa ao maior valor."""
    semente(0)
    oficial = models.DenseNet(growth_rate=8, block_config=(2, 3, 2), num_init_features=10, num_classes=6)
    minha = copia(oficial, DenseNet((2, 3, 2), 8, 10, 6))
    imagens, resultado = torch.randn(4, 3, 64, 64), []
    for rede_oficial, rede_minha in ((oficial.train(), minha.train()), (oficial.eval(), minha.eval())):
        certa = rede_oficial(imagens)
        resultado.append(((rede_minha(imagens) - certa).abs().max() / certa.abs().max()).item())
    return resultado


if respondeu(lambda: maiores_diferencas()):
    with torch.device("meta"):
        oficial, minha = models.densenet121(), DenseNet((6, 12, 24, 16))
    print("parâmetros, torchvision e a sua:", *(numero(sum(p.numel() for p in rede.parameters()), 0) for rede in (oficial, minha)))
    print("diferença nas saídas: treino {:.0e}, avaliação {:.0e}".format(*maiores_diferencas()))
else:
    print("Resolva 7.1, 7.2, 7.3 e 7.5 para comparar a sua rede com a do torchvision, registrando as peças na ordem em que são usadas.")

# %% [markdown]
# Os mesmos 7.978.856 parâmetros, e as mesmas saídas, ou quase: entre duas contas em outra ordem só muda o arredondamento. (A cópia aqui é simples: vai pela ordem de registro. A da correção segue a ordem
# de uso, e não se importa com a outra.)
#
# ## Um terço dos parâmetros
#
# A ResNet-50 tem 25.557.032 parâmetros; a DenseNet-121, menos de um terço disso. O que se ganha e o que se paga? A célula conta, sem treinar nada, três custos de oito redes: os parâmetros,
# as multiplicações-e-somas (MACs) de uma imagem de 224 × 224, e quantos números a passagem para a frente **guarda** para a volta. A acurácia é a que o torchvision publica para os pesos que distribui, treinados
# na ImageNet.
#
# > **Seu palpite.** Com a mesma acurácia, a DenseNet precisa de menos parâmetros. E de menos contas? E de menos memória?


# %% tags=["skip-execution"]
def custos(rede, imagem):
    """Parâmetros, MACs das convoluções e da camada linear, e números guardados para a volta, para `imagem`."""
    macs, guardados = [], {}

    def conta(modulo, entradas, saida):
        macs.append(saida.numel() * modulo.weight[0].numel())

    def guarda(tensor):
        if not isinstance(tensor, nn.Parameter):
            guardados[id(tensor.untyped_storage())] = tensor  # duas vistas da mesma memória contam uma vez
        return tensor

    ganchos = [m.register_forward_hook(conta) for m in rede.modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    with torch.autograd.graph.saved_tensors_hooks(guarda, lambda tensor: tensor):
        rede(imagem)
    for gancho in ganchos:
        gancho.remove()
    return sum(p.numel() for p in rede.parameters()), sum(macs), sum(t.numel() for t in guardados.values())


def ficha(nome):
    """Custos em milhões (parâmetros, memória) e bilhões (MACs), e a acurácia publicada, em %."""
    with torch.device("meta"):
        parametros, macs, guardados = custos(getattr(models, nome)(), torch.empty(1, 3, 224, 224))
    acuracia = models.get_model_weights(nome)["IMAGENET1K_V1"].meta["_metrics"]["ImageNet-1K"]["acc@1"]
    return {
        "parâmetros (milhões)": parametros / 1e6,
        "MACs (bilhões)": macs / 1e9,
        "guardados (milhões)": guardados / 1e6,
        "acurácia": acuracia,
    }


FAMILIAS = {"ResNet": (34, 50, 101, 152), "DenseNet": (121, 169, 201, 161)}  # na ordem da acurácia
fichas = {f"{familia}-{n}": ficha(f"{familia.lower()}{n}") for familia, numeros in FAMILIAS.items() for n in numeros}
print(f"{'':14}{'parâmetros':>12}{'MACs':>10}{'guardados':>12}{'acurácia':>10}")
for nome, (parametros, macs, guardados, acuracia) in ((nome, valores.values()) for nome, valores in fichas.items()):
    print(f"{nome:14}{numero(parametros, 1):>10} M{numero(macs):>8} G{numero(guardados, 1):>10} M{numero(acuracia, 1):>8} %")

# %% tags=["skip-execution"]
figura, eixos = plt.subplots(1, 3, figsize=(9, 3.5), sharey=True)
for eixo, medida in zip(eixos, ("parâmetros (milhões)", "MACs (bilhões)", "guardados (milhões)"), strict=True):
    for k, (familia, numeros) in enumerate(FAMILIAS.items()):
        pontos = [fichas[f"{familia}-{n}"] for n in numeros]
        eixo.plot([p[medida] for p in pontos], [p["acurácia"] for p in pontos], label=familia, **cores.estilo(k))
        esquerda = (familia == "DenseNet") != medida.startswith("guardados")
        for n, p in zip(numeros, pontos, strict=True):
            onde = {"xytext": (-6, 3), "ha": "right"} if esquerda else {"xytext": (6, -10), "ha": "left"}
            eixo.annotate(n, (p[medida], p["acurácia"]), textcoords="offset points", fontsize=9, **onde)
    maior = max(valores[medida] for valores in fichas.values())
    eixo.set(xlabel=medida, xlim=(-0.08 * maior, 1.22 * maior), ylim=(72.6, 79.2))
    eixo.locator_params(axis="x", integer=True, nbins=4)
eixos[0].set_ylabel("acurácia na ImageNet (%)")
eixos[0].legend(loc="lower right")
figura.tight_layout()
mostrar(
    figura,
    alt="Três gráficos da acurácia na ImageNet contra o custo. Em parâmetros a curva da DenseNet fica bem à esquerda da curva da ResNet: a mesma acurácia por menos. Em MACs também, até as duas se tocarem na DenseNet-161. Em números guardados ela fica à direita: a mesma acurácia por mais memória.",
    legenda="Acurácia top-1 publicada pelo torchvision para os pesos IMAGENET1K_V1; custos contados pela célula anterior.",
)

# %% [markdown]
# Duas economias e um gasto. Compare a DenseNet-201 com a ResNet-101, que acertam quase o mesmo (76,9 % e 77,4 %):
#
# - **parâmetros**: 20,0 milhões contra 44,5;
# - **contas**: 4,29 bilhões contra 7,80;
# - **memória no treino**: 52,9 milhões de números contra 33,8.
#
# Concatenar economiza pesos, porque cada camada reaproveita o que as outras fizeram, e gasta memória, porque tudo isso precisa estar à mão. É um motivo plausível para a DenseNet ser **menos comum** que a ResNet:
# no treino, o que costuma faltar é memória.

# %% [markdown]
# ## Laboratório: três redes, 300 imagens
#
# O gráfico anterior veio de treinos que não vimos. Este se faz aqui, com dígitos manuscritos de 8 × 8 e, de propósito, poucos: **300 imagens** para treinar e 360 para testar.
#
# | rede | blocos | canais |
# |---|---|---|
# | **densa** | dois `BlocoDenso` de 4 camadas, com uma `Transicao` no meio | $k = 8$; os blocos terminam em 48 e 56 |
# | **residual estreita** | oito de pré-ativação (aula 03), com as BN da 05 | 9, depois 18: **quase os mesmos parâmetros** |
# | **residual larga** | os mesmos oito | 24, depois 48: perto dos da densa |
#
# A profundidade é quase a mesma: 18 camadas com pesos nas residuais, sem contar a projeção, e 19 na densa, por causa da transição.
#
# > **Seu palpite.** Qual erra menos no teste? A larga tem quase sete vezes os parâmetros das outras: com 300 imagens, isso ajuda ou atrapalha?


# %% tags=["skip-execution"]
X, y, X_teste, y_teste = (parte.to(lugar) for parte in dados.digitos())
X, y = X[:300], y[:300]
CAMADAS, K, C0 = 4, 8, 16


class PreAtivacao(nn.Module):
    """x + 3×3(ReLU(BN(3×3(ReLU(BN(x)))))), com projeção 1×1 no atalho quando a forma muda."""

    def __init__(self, c_in, c_out, passo=1):
        super().__init__()
        self.ramo = nn.Sequential(
            nn.BatchNorm2d(c_in),
            nn.ReLU(),
            nn.Conv2d(c_in, c_out, 3, passo, 1, bias=False),
            nn.BatchNorm2d(c_out),
            nn.ReLU(),
            nn.Conv2d(c_out, c_out, 3, padding=1, bias=False),
        )
        self.atalho = nn.Identity() if (c_in, passo) == (c_out, 1) else nn.Conv2d(c_in, c_out, 1, passo, bias=False)

    def forward(self, x):
        return self.atalho(x) + self.ramo(x)


def em_fila(c0, pecas, c):
    """Convolução 3×3 para c0 canais, as peças, e o fim comum às três redes: BN, ReLU, média global e camada linear."""
    fim = [nn.BatchNorm2d(c), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(c, 10)]
    return nn.Sequential(nn.Conv2d(1, c0, 3, padding=1, bias=False), *pecas, *fim).to(lugar)


def densa():
    c = C0 + CAMADAS * K
    return em_fila(C0, [BlocoDenso(CAMADAS, C0, K), Transicao(c, c // 2), BlocoDenso(CAMADAS, c // 2, K)], c // 2 + CAMADAS * K)


def residual(w):
    blocos = [PreAtivacao(w, w) for _ in range(4)] + [PreAtivacao(w, 2 * w, 2)] + [PreAtivacao(2 * w, 2 * w) for _ in range(3)]
    return em_fila(w, blocos, 2 * w)


FABRICAS = {"densa": densa, "residual estreita": lambda: residual(9), "residual larga": lambda: residual(24)}


# %% tags=["skip-execution"]
def treina(rede, epocas=10, taxa=0.1):
    """SGD com momento de Nesterov 0,9, em lotes de 50; a taxa sobe até `taxa` e desce até quase zero."""
    otimizador = torch.optim.SGD(rede.parameters(), lr=taxa, momentum=0.9, nesterov=True, weight_decay=1e-4, fused=True)
    agenda = torch.optim.lr_scheduler.OneCycleLR(otimizador, taxa, total_steps=epocas * math.ceil(len(X) / 50))
    for _ in range(epocas):
        for lote in torch.randperm(len(X)).to(X.device).split(50):
            otimizador.zero_grad()
            F.cross_entropy(rede(X[lote]), y[lote]).backward()
            otimizador.step()
            agenda.step()
    return rede.eval()


@torch.no_grad()
def erro(rede, imagens, rotulos):
    """Erro, em %."""
    return 100 * (rede(imagens).argmax(1) != rotulos).float().mean().item()


def experimenta(nome):
    """Custos por imagem de uma rede da família e, com quatro sementes, erros de treino e de teste; devolve também as redes."""
    redes = []
    for s in range(4):
        semente(s)
        redes.append(treina(FABRICAS[nome]()))
    parametros, macs, guardados = custos(FABRICAS[nome](), X[:1])
    erros = [[erro(rede, X, y), erro(rede, X_teste, y_teste)] for rede in redes]
    return redes, {"parâmetros": parametros, "MACs": macs, "guardados": guardados, "erros": erros}


# %% tags=["skip-execution"]
MEDIDAS = {
    "densa": {"parâmetros": 29722, "MACs": 1123888, "guardados": 52040, "erros": [[0.0, 3.89], [0.0, 2.78], [0.0, 4.44], [0.0, 3.06]]},
    "residual estreita": {
        "parâmetros": 28585,
        "MACs": 731124,
        "guardados": 16138,
        "erros": [[0.33, 3.61], [6.0, 13.61], [1.33, 9.44], [0.0, 5.28]],
    },
    "residual larga": {
        "parâmetros": 200050,
        "MACs": 5175264,
        "guardados": 42928,
        "erros": [[0.0, 4.17], [0.0, 3.61], [0.0, 3.89], [0.0, 4.72]],
    },
}
densas = []
if respondeu(lambda: densa()(X[:2]).shape == (2, 10)):
    medidas = {}
    for nome in FABRICAS:
        redes, medidas[nome] = experimenta(nome)
        densas = redes if nome == "densa" else densas
else:
    medidas = MEDIDAS
    print("Números gravados pela aula: resolva 7.1, 7.2 e 7.3 para medir você mesmo.")
print(f"{'':20}{'parâmetros':>11}{'MACs':>13}{'guardados':>11}   erro de treino   erro de teste (de … a …)")
for nome, medida in medidas.items():
    treino, teste = torch.tensor(medida["erros"]).T
    contas = "".join(f"{numero(medida[c], 0):>{w}}" for c, w in (("parâmetros", 11), ("MACs", 13), ("guardados", 11)))
    print(
        f"{nome:20}{contas}{numero(treino.mean().item(), 1):>13} %{numero(teste.mean().item(), 1):>14} % ({numero(teste.min().item(), 1)} a {numero(teste.max().item(), 1)})"
    )

# %% tags=["skip-execution"]
figura, eixo = plt.subplots(figsize=(7, 2.6))
for k, medida in enumerate(medidas.values()):
    testes = [par[1] for par in medida["erros"]]
    eixo.plot(testes, [k] * len(testes), cores.MARCADORES[k], color=cores.CORES[k], markersize=8, alpha=0.7)
    eixo.plot([sum(testes) / len(testes)] * 2, [k - 0.25, k + 0.25], color=cores.CORES[k], linewidth=2)
eixo.set_yticks(range(len(medidas)), [f"{nome}\n{numero(medida['parâmetros'], 0)} parâmetros" for nome, medida in medidas.items()])
eixo.set(xlabel="erro de teste (%)", xlim=(0, None), ylim=(len(medidas) - 0.5, -0.5))
mostrar(
    figura,
    alt="Erro de teste de cada semente, e a média. "
    + "; ".join(f"{nome}: média {numero(sum(par[1] for par in medida['erros']) / 4, 1)} %" for nome, medida in medidas.items())
    + ".",
    legenda="Quatro sementes por rede; o traço é a média. Dígitos de 8 × 8, 300 imagens de treino, 10 épocas, 360 de teste.",
)

# %% [markdown]
# Com quase os mesmos parâmetros, a densa errou **3,5 %** e a residual estreita **8,0 %**, e com mais variação entre sementes. A residual larga chegou a **4,1 %**, dentro da variação da densa, com quase **sete vezes** os parâmetros e mais
# de quatro vezes as contas. E a densa é a que mais guarda para a volta, como na ImageNet.
#
# Um cuidado: a estreita faz menos contas que a densa (0,73 contra 1,12 milhão por imagem).

# %% [markdown]
# ## As camadas usam o que foi guardado?
#
# Quem lê o que se guardou é a convolução 1×1: cada peso dela diz quanto se toma de um canal. Huang et al. (2017) desenharam, para cada origem e
# cada leitora, a média de $|w|$, viram os pesos espalhados por todas as origens e concluíram que os mapas antigos são reaproveitados.
#
# No primeiro bloco das suas redes densas há cinco leitoras, as quatro camadas e a transição. Cada mapa ocupa sempre os mesmos canais:

# %% tags=["skip-execution"]
FAIXAS = [slice(0, C0)] + [slice(C0 + i * K, C0 + (i + 1) * K) for i in range(CAMADAS)]
ORIGENS = ["x₀", "x₁", "x₂", "x₃", "x₄"]
LEITORAS = ["1", "2", "3", "4", "trans."]
PARES = [(i, j) for j in range(CAMADAS + 1) for i in range(j + 1)]  # (origem, leitora): a leitora j recebe as origens de 0 a j
for j, leitora in enumerate(LEITORAS):
    lidos = [f"{ORIGENS[i]} ({FAIXAS[i].start} a {FAIXAS[i].stop - 1})" for i in range(j + 1)]
    print(f"leitora {leitora:7} recebe, nos canais: {', '.join(lidos)}")

# %% [markdown]
# Façamos como no artigo com as quatro redes treinadas e, ao lado, com as mesmas redes **antes do treino**.
#
# > **Seu palpite.** Nas redes recém-sorteadas, o mapa será muito diferente?


# %% tags=["skip-execution"]
def leitoras(rede):
    """As convoluções 1×1 do primeiro bloco e a da transição que o segue."""
    return [m for m in rede.modules() if isinstance(m, nn.Conv2d) and m.kernel_size == (1, 1)][: CAMADAS + 1]


def peso_medio(rede):
    """A média de |w| por origem (linha) e leitora (coluna)."""
    mapa = torch.full((CAMADAS + 1, CAMADAS + 1), math.nan)
    for i, j in PARES:
        mapa[i, j] = leitoras(rede)[j].weight[:, FAIXAS[i]].abs().mean().item()
    return mapa


def erro_sem(rede, pares):
    """O erro de teste quando, em cada par (origem, leitora), a leitora recebe a origem calculada para outra imagem."""

    def troca(faixa):
        def gancho(modulo, entradas):
            h = entradas[0].clone()
            h[:, faixa] = h[:, faixa].roll(1, dims=0)
            return (h,)

        return gancho

    ganchos = [leitoras(rede)[j].register_forward_pre_hook(troca(FAIXAS[i])) for i, j in pares]
    try:
        return erro(rede, X_teste, y_teste)
    finally:
        for gancho in ganchos:
            gancho.remove()


def sorteada(s):
    semente(s)
    return densa()


# %% tags=["skip-execution"]
NADA = math.nan
MAPAS = {
    "antes do treino": [
        [0.126, 0.100, 0.088, 0.079, 0.072],
        [NADA, 0.103, 0.089, 0.077, 0.072],
        [NADA, NADA, 0.091, 0.080, 0.072],
        [NADA, NADA, NADA, 0.078, 0.073],
        [NADA, NADA, NADA, NADA, 0.072],
    ],
    "depois do treino": [
        [0.128, 0.102, 0.089, 0.078, 0.072],
        [NADA, 0.105, 0.090, 0.078, 0.075],
        [NADA, NADA, 0.092, 0.081, 0.077],
        [NADA, NADA, NADA, 0.080, 0.080],
        [NADA, NADA, NADA, NADA, 0.084],
    ],
}
if densas and respondeu(lambda: [leitora.in_channels for leitora in leitoras(densas[0])] == [16, 24, 32, 40, 48]):
    mapas = {
        "antes do treino": torch.stack([peso_medio(sorteada(s)) for s in range(4)]).mean(0),
        "depois do treino": torch.stack([peso_medio(rede) for rede in densas]).mean(0),
    }
else:
    mapas = {nome: torch.tensor(valores) for nome, valores in MAPAS.items()}
    print("Mapas gravados pela aula: resolva 7.1, 7.2 e 7.3 para medir você mesmo.")


def desenha_matriz(eixo, mapa, titulo, casas, maior):
    eixo.imshow(mapa, cmap="Blues", vmin=0, vmax=maior)
    for i, j in PARES:
        valor = mapa[i, j].item()
        eixo.text(j, i, numero(valor, casas), ha="center", va="center", fontsize=10, color="white" if valor > 0.6 * maior else cores.PRETO)
    eixo.set_xticks(range(CAMADAS + 1), LEITORAS)
    eixo.set_yticks(range(CAMADAS + 1), ORIGENS)
    eixo.set(title=titulo, xlabel="camada que lê")


figura, eixos = plt.subplots(1, 2, figsize=(8.5, 3.9))
for eixo, (nome, mapa) in zip(eixos, mapas.items(), strict=True):
    desenha_matriz(eixo, mapa, f"média de |w|, {nome}", 3, 0.16)
eixos[0].set_ylabel("mapa lido")
figura.tight_layout()
mostrar(
    figura,
    alt="Duas tabelas triangulares da média do valor absoluto dos pesos, por mapa lido e camada que lê, antes e depois do treino. São quase iguais: de 0,13 na primeira coluna a 0,07 na última, e parecidas dentro de cada coluna.",
    legenda="Primeiro bloco de quatro redes densas. x₀ é a entrada do bloco; x₁ a x₄, o que cada camada acrescentou.",
)

# %% [markdown]
# Quase iguais. Depois de um treino curto, o tamanho dos pesos ainda é o do sorteio, que só depende de quantos canais a 1×1 recebe; só no canto de baixo, os mapas recentes que a transição lê, ele cresceu um pouco. Os pesos se
# espalham por todas as origens, mas já se espalhavam antes de a rede aprender qualquer coisa. **Este mapa, sozinho, não prova que os mapas antigos são usados.**
#
# Um teste melhor é estragar a leitura. Para cada par de mapa lido e camada leitora, troque nas imagens de teste aquele mapa pelo de **outra imagem**, só para aquela leitora, e meça quanto o erro sobe. Os números
# continuam do mesmo tamanho; só deixam de dizer algo sobre a imagem.
#
# > **Seu palpite.** A camada 4 recebe $x_0, \dots, x_3$. Qual lhe faz mais falta? E se forem estragadas, de uma vez, todas as leituras que **não** são do vizinho, isto é, todas as que uma rede em fila não teria?

# %% tags=["skip-execution"]
VIZINHAS = [(j, j) for j in range(1, CAMADAS + 1)]  # o mapa que a camada anterior acabou de fazer
DISTANTES = [(i, j) for i, j in PARES if i < j]
GRAVADO = {
    "nenhuma": [3.89, 2.78, 4.44, 3.06],
    "as distantes": [89.17, 91.94, 91.39, 90.28],
    "as do vizinho": [59.72, 68.33, 51.67, 49.72],
    "cada par": [60.5, 15.1, 5.0, 1.6, 1.9, 15.9, 3.3, 2.3, 3.1, 4.6, 2.6, 8.7, 3.7, 12.6, 34.2],
}


def estraga():
    """O erro de cada rede sem nada estragado, sem as leituras distantes e sem as vizinhas; e quanto sobe, em média, cada par."""
    medido = {
        nome: [erro_sem(rede, pares) for rede in densas]
        for nome, pares in (("nenhuma", []), ("as distantes", DISTANTES), ("as do vizinho", VIZINHAS))
    }
    inteira = sum(medido["nenhuma"]) / 4
    return medido | {"cada par": [sum(erro_sem(rede, [(i, j)]) for rede in densas) / 4 - inteira for i, j in sorted(PARES)]}


if densas and respondeu(lambda: erro_sem(densas[0], []) < 50):
    estragos = estraga()
else:
    estragos = GRAVADO
    print("Números gravados pela aula: resolva 7.1, 7.2 e 7.3 para medir você mesmo.")
for nome in ("nenhuma", "as do vizinho", "as distantes"):
    valores = estragos[nome]
    print(f"leituras estragadas: {nome:14} erro {numero(sum(valores) / 4, 1):>4} % ({numero(min(valores), 1)} a {numero(max(valores), 1)})")

# %% tags=["skip-execution"]
sobe = torch.full((CAMADAS + 1, CAMADAS + 1), math.nan)
for (i, j), pontos in zip(sorted(PARES), estragos["cada par"], strict=True):
    sobe[i, j] = pontos
figura, eixo = plt.subplots(figsize=(5, 4))
desenha_matriz(eixo, sobe, "erro a mais (pontos)", 1, 40)
eixo.set_ylabel("mapa estragado")
mostrar(
    figura,
    alt="Tabela triangular: quanto o erro de teste sobe quando uma camada recebe um mapa de outra imagem. "
    + " ".join(
        f"A leitora {LEITORAS[j]}: " + ", ".join(f"{ORIGENS[i]} {numero(sobe[i, j].item(), 1)}" for i in range(j + 1)) + "."
        for j in range(5)
    ),
    legenda="Média de quatro redes. Cada casa estraga uma só leitura: a do mapa da linha pela camada da coluna. Na diagonal, o vizinho.",
)

# %% [markdown]
# A diagonal é a mais escura: o vizinho é, quase sempre, o mais usado. Mas não é o único. À camada 2, perder $x_0$ (**15,1** pontos) custa quase o mesmo que perder $x_1$ (**15,9**), que acabou de ser feito. A transição
# lê sobretudo $x_4$, e também $x_3$ e $x_2$.
#
# Nas camadas 3 e 4, uma leitura antiga estragada custa poucos pontos: as outras quase a suprem. Juntas elas pesam. Estragar todas as distantes leva o erro a **90,7 %**, o do acaso; estragar só as do vizinho, a **57,4 %**.
# As ligações que uma rede em fila não tem são usadas. Este teste mostra isso; o mapa dos pesos não mostrava.

# %% [markdown]
# ## Questão aberta (1,5 ponto · 15 min)
#
# Um colega treinava uma ResNet-50 e a memória da placa acabou. Ele troca a rede por uma DenseNet-121, "que tem um terço dos parâmetros", mantém as imagens e o lote, e a memória acaba antes ainda.
#
# Explique, em até 15 linhas, usando o que você contou e mediu nesta aula:
#
# 1. de onde vem o gasto de memória que a conta de parâmetros não vê, como ele cresce com o número de camadas de um bloco, e um modo de reduzi-lo **sem mudar o que a rede calcula**, dizendo o que ele custa;
# 2. por que se diz que a concatenação contém a soma, e o que, então, a DenseNet paga e a ResNet não;
# 3. o que o teste das leituras estragadas permite concluir sobre as ligações distantes, e uma conclusão que ele **não** permite.

# %% [markdown] nbgrader={"grade": true, "grade_id": "aberta-7", "locked": false, "points": 1.5, "schema_version": 3, "solution": true, "task": false}
# **Resposta de referência e critérios (1,5 ponto)**
#
# 1. *Memória (0,6).* O que ocupa a placa no treino são sobretudo as ativações guardadas para a volta, que não são parâmetros (0,2). Cada camada recebe uma concatenação que copia tudo o que veio antes: com $n$ camadas,
#    da ordem de $n^2$ mapas, contra $n$ se cada um fosse guardado uma vez (0,2). Refazer na volta as concatenações e as BN, em vez de guardá-las (*checkpointing*), dá o mesmo resultado com menos memória e mais
#    contas (0,2). Lote ou imagem menor reduzem o gasto, mas mudam o que é calculado ou treinado: dar 0,1.
# 2. *Conter a soma (0,4).* Uma 1×1 com duas identidades lado a lado faz, da concatenação, a soma: esta é um caso particular, com os pesos já escolhidos (0,2). O preço é a largura: os canais crescem com a profundidade, e
#    cada camada precisa ler todos; na soma a largura é a mesma do começo ao fim do estágio (0,2).
# 3. *Leituras estragadas (0,5).* Permite: **nesta** rede treinada, as leituras distantes são usadas, pois sem elas o erro vai ao do acaso (0,25). Não permite, por exemplo: que uma rede treinada sem elas seria pior (ela
#    teria aprendido outra coisa); que cada uma é indispensável (várias, uma a uma, custam pouco); que valha para outros dados ou tamanhos; que distantes importem mais que vizinhas, já que eram dez leituras contra quatro (0,25).
#
# Respostas que só dizem "concatenar gasta mais memória", sem dizer o que se guarda nem como cresce, recebem no máximo 0,5 no total.

# %% [markdown]
# ## Teste a sua leitura
#
# Não vale nota. Cada opção diz por que está certa ou errada.

# %% tags=["skip-execution"]
quiz(
    "Um bloco denso recebe 48 canais e tem 5 camadas com k = 12. Quantos canais entram na última camada, e quantos saem do bloco?",
    [
        ("96 e 108.", True, "Antes da última houve quatro: 48 + 4 · 12 = 96. Ela acrescenta mais 12."),
        ("108 e 108.", False, "108 é o que sai; a última ainda não tinha acrescentado os seus 12."),
        ("12 e 60.", False, "Cada camada recebe tudo o que veio antes, e não só o que a vizinha fez; e a entrada do bloco também sai."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Por que uma DenseNet não concatena os mapas de um bloco aos do seguinte?",
    [
        ("Porque têm números diferentes de canais.", False, "Canais diferentes se concatenam bem; é o que toda camada densa faz."),
        ("Porque têm altura e largura diferentes.", True, "A transição reduz o lado à metade. Lado a lado, só mapas do mesmo tamanho."),
        ("Porque o gradiente não passaria.", False, "O gradiente passa por uma concatenação sem conta nenhuma."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "O que, na transição, reduz o número de canais?",
    [
        ("A média 2×2.", False, "Ela reduz a altura e a largura, canal por canal; os canais continuam tantos quantos eram."),
        ("A convolução 1×1.", True, "Na DenseNet-121 ela os leva à metade: compressão 0,5."),
        ("A normalização.", False, "Ela muda a escala de cada canal; não tira nenhum."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Com k = 12, a partir de quantos canais de entrada o gargalo economiza pesos?",
    [
        ("Sempre economiza.", False, "Com poucos canais, as duas convoluções do gargalo custam mais do que a 3×3 sozinha."),
        ("A partir de 48, que é 4k.", False, "4k é o que sai da 1×1. Ainda falta pagar a 3×3, de 4k para k."),
        ("Acima de 86,4, que é 7,2k.", True, "É onde 4ck + 36k² fica abaixo de 9ck."),
    ],
)

# %% [markdown]
# ## Resumo
#
# - A soma mistura o antigo com o novo; a concatenação os põe em canais vizinhos, de onde se leem por inteiro. Uma 1×1 depois dela pode fazer a soma, e muitas outras coisas.
# - Num bloco denso cada camada recebe os mapas de todas as anteriores e acrescenta $k$: $n(n+1)/2$ ligações, $c_0 + nk$ canais na saída.
# - O gargalo economiza pesos quando entram mais de $7{,}2\,k$ canais.
# - Onde o lado diminui nada se concatena: a transição passa tudo por uma 1×1, que contém os canais, e por uma média, que divide o lado.
# - Com acurácia semelhante na ImageNet, a DenseNet tem menos parâmetros que a ResNet e guarda mais números no treino. Eficiência em parâmetros não é eficiência em memória.
# - Com 300 imagens, a densa empatou com uma residual quase sete vezes maior. Sem as ligações distantes, a rede treinada responde ao acaso.
#
# | termo | em inglês | o que é |
# |---|---|---|
# | concatenação | *concatenation* | pôr mapas lado a lado, no eixo dos canais |
# | bloco denso | *dense block* | camadas em que cada uma recebe os mapas de todas as anteriores |
# | taxa de crescimento | *growth rate* | $k$: os canais que cada camada acrescenta |
# | transição | *transition layer* | o que liga dois blocos densos: BN, ReLU, 1×1 e média 2×2 |
# | compressão | *compression* | a fração dos canais que a transição deixa passar |
# | ativações guardadas | *saved activations* | os números da passagem para a frente que a volta vai precisar |
#
# Os termos de todas as aulas: **[glossário](glossario.md)**.

# %% [markdown]
# ## Referências
#
# - G. Huang, Z. Liu, L. van der Maaten e K. Q. Weinberger, [*Densely connected convolutional networks*](https://arxiv.org/abs/1608.06993), CVPR 2017: a DenseNet; a figura 5 é o mapa dos pesos.
# - G. Pleiss et al., [*Memory-efficient implementation of DenseNets*](https://arxiv.org/abs/1707.06990), 2017: refazer as concatenações em vez de guardá-las.
# - K. He, X. Zhang, S. Ren e J. Sun, [*Deep residual learning for image recognition*](https://arxiv.org/abs/1512.03385), CVPR 2016: as ResNets da comparação.
# - torchvision, [*Models and pre-trained weights*](https://docs.pytorch.org/vision/stable/models.html): as acurácias citadas, dos pesos IMAGENET1K_V1.
# - S. J. D. Prince, [*Understanding Deep Learning*](https://udlbook.github.io/udlbook/), capítulo 11, seção 11.5.
#
# **Créditos.** A aula parte da apresentação *Conexões Residuais*, do Professor Lucas Silveira Kupssinskü, e do artigo *Entendendo o bloco residual*, de Dalisson Figueiredo.
# Figuras e experimentos foram feitos para este curso.
#
# **A seguir.** Concatenar junta mapas vizinhos. E se juntasse mapas que estão longe: o detalhe do começo com o sentido do fim? A **aula 08** é a U-Net.

# %% [markdown]
# ## Antes de entregar
#
# Salve o caderno. `painel()` mostra o que já foi respondido; `entrega()` lê o arquivo salvo como a correção o lerá.

# %% tags=["skip-execution"]
painel()
entrega()
