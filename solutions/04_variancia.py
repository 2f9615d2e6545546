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
# # 04 · Variância
#
# {{colab}}
#
# A cada bloco residual a saída cresce. Quanto, por quê, e onde isso para? A conta é a variância de uma soma; a consequência, um número que não cabe no computador.
#
# **Ao final você saberá**
#
# - deduzir $\mathrm{Var}[X + Y]$ linha por linha, e dizer quando a covariância pode ser esquecida;
# - dizer o que a inicialização He conserva, exatamente, e escrevê-la;
# - medir $E[h^2]$ dentro de uma rede com ganchos que não deixam rastro;
# - prever em que bloco cada tipo de ponto flutuante estoura, e distinguir alcance de precisão;
# - montar um bloco que parte da identidade, e medir o que ele muda no treino.
#
# **Antes de começar:** as aulas 02 (conexões residuais) e 03 (o bloco residual), média e variância, e `nn.Module`.
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
# ## Uma rede que não chega ao fim
#
# Somar a entrada permitiu empilhar mais camadas. Então empilhemos: 40 blocos $h \leftarrow h + W\,\mathrm{ReLU}(h)$, recém-inicializados, em float16, o tipo de
# 16 bits com que muitas redes são treinadas. Ninguém treinou nada ainda; é uma só passagem para a frente.
#
# > **Seu palpite.** A entrada tem números perto de 1. De que tamanho são os números na saída do bloco 40?

# %% tags=["skip-execution"]
from functools import cache

import matplotlib.pyplot as plt

torch.set_num_threads(1)  # matrizes pequenas: repartir a conta entre núcleos custa mais do que rende
lugar = dispositivo()


def sorteia(largura, ganho=2.0):
    """Uma matriz (largura, largura) de pesos normais, com média 0 e variância ganho/largura."""
    return (math.sqrt(ganho / largura) * torch.randn(largura, largura)).to(lugar)


def numero(valor, casas=2):
    """O número com vírgula decimal."""
    return f"{valor:.{casas}f}".replace(".", ",").replace("-", "−")


def potencia(valor, casas=0):
    """O número em notação científica, como 7·10³."""
    mantissa, expoente = f"{valor:.{casas}e}".replace(".", ",").split("e")
    return f"{mantissa}·10" + str(int(expoente)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


# %% tags=["skip-execution"]
semente(0)
h = torch.randn(64, 64).to(lugar).half()  # 64 exemplos, 64 unidades
print("bloco   tamanho típico   maior valor")
for k in range(41):
    if k:
        h = h + torch.relu(h) @ sorteia(64).half()
    if k % 4 == 0 or k == 29:
        print(f"{k:5d}{h.double().pow(2).mean().sqrt().item():17.0f}{h.abs().max().item():14.0f}")

# %% [markdown]
# O tamanho típico (a raiz da média de $h^2$) quadruplica a cada quatro blocos. No bloco 29 o primeiro número passa do maior float16, 65.504, e vira `inf`; logo
# depois vem `nan`, que é o que dá $\infty - \infty$. A rede inteira se perdeu antes do primeiro passo de treino.
#
# A aula 02 já tinha visto a saída se afastar da entrada, 55 vezes o tamanho dela em 50 blocos, com pesos menores. Três perguntas organizam esta aula. Quanto a saída cresce por bloco?
# Por que esse tanto? E o que fazer?

# %% [markdown]
# ## De volta ao básico: a variância de uma soma
#
# Um bloco residual soma duas coisas, o atalho e o ramo. Chame-as $X$ e $Y$. A variância mede o quanto um valor se afasta da sua média:
#
# $$\mathrm{Var}[X] = E\big[(X - E[X])^2\big].$$
#
# > **Seu palpite.** Se $\mathrm{Var}[X] = \mathrm{Var}[Y] = 1$, quanto vale $\mathrm{Var}[X + Y]$? Entre que extremos ela pode ficar?

# %% tags=["skip-execution"]
semente(0)
amostra, outra = torch.randn(2, 400)
amostra = (amostra - amostra.mean()) / amostra.std(correction=0)
outra = outra - outra.mean() - (amostra * outra).mean() * amostra  # nenhuma covariância entre as duas, nem a do acaso
outra = outra / outra.std(correction=0)


def parcelas(rho):
    """X e Y de variância 1 e covariância `rho`: Var[X], Var[Y], 2 Cov[X, Y] e Var[X + Y]."""
    X, Y = amostra, rho * amostra + math.sqrt(1 - rho**2) * outra
    return Y, [v.item() for v in (X.var(correction=0), Y.var(correction=0), 2 * (X * Y).mean(), (X + Y).var(correction=0))]


def desenha_soma(rho):
    Y, alturas = parcelas(rho)
    figura, (nuvem, barras) = plt.subplots(1, 2, figsize=(8, 3.4))
    nuvem.plot(amostra, Y, "o", color=cores.AZUL, markersize=3, alpha=0.6)
    nuvem.set(xlabel="$X$", ylabel="$Y$", xlim=(-3.6, 3.6), ylim=(-3.6, 3.6), aspect="equal")
    nomes = ["Var[X]", "Var[Y]", "2 Cov[X,Y]", "Var[X+Y]"]
    desenhadas = barras.bar(
        nomes, alturas, color=[cores.AZUL, cores.VERDE, cores.VERMELHO, cores.PRETO], hatch=["", "//", "xx", ""], edgecolor="white"
    )
    barras.bar_label(desenhadas, [numero(abs(a) if abs(a) < 0.005 else a) for a in alturas], padding=2)
    barras.axhline(0, color=cores.PRETO, linewidth=0.8)
    barras.set(ylim=(-2.4, 4.5))
    barras.tick_params(axis="x", labelsize=9)
    figura.tight_layout()
    return figura


explora(
    desenha_soma,
    rho=("Covariância entre X e Y", -1.0, 1.0, 0.1, 0.0),
    parados=[{"rho": -0.9}, {"rho": 0.0}, {"rho": 0.9}],
    alt=lambda rho: (
        "À esquerda, nuvem de pontos de X contra Y. À direita, barras: Var[X] e Var[Y] valem 1; "
        f"2 Cov vale {numero(parcelas(rho)[1][2])} e Var[X+Y] vale {numero(parcelas(rho)[1][3])}."
    ),
    legenda="X e Y têm sempre variância 1; o controle muda só o quanto sobem e descem juntos.",
)

# %% [markdown]
# As duas variâncias não bastam. Com covariância −1, $Y = -X$ e a soma não varia: 0. Com covariância 1, $Y = X$ e a soma é $2X$, de variância 4. No meio, com covariância zero, 2.
# A conta diz por quê. Linha por linha:
#
# $$
# \begin{aligned}
# \mathrm{Var}[X + Y] &= E\Big[\big((X + Y) - E[X + Y]\big)^2\Big] && \text{a definição} \\
# &= E\Big[\big(X + Y - E[X] - E[Y]\big)^2\Big] && \text{a esperança da soma é a soma das esperanças} \\
# &= E\Big[\big((X - E[X]) + (Y - E[Y])\big)^2\Big] && \text{cada um com a sua média} \\
# &= E\Big[(X - E[X])^2 + 2\,(X - E[X])(Y - E[Y]) + (Y - E[Y])^2\Big] && (a + b)^2 = a^2 + 2ab + b^2 \\
# &= E\big[(X - E[X])^2\big] + 2\,E\big[(X - E[X])(Y - E[Y])\big] + E\big[(Y - E[Y])^2\big] && \text{de novo, a esperança da soma} \\
# &= \mathrm{Var}[X] + 2\,\mathrm{Cov}[X, Y] + \mathrm{Var}[Y] && \text{a definição de covariância.}
# \end{aligned}
# $$

# %% [markdown]
# ### Exercício 4.1 — A variância da soma (1,0 ponto · 10 min)
#
# Escreva `var_soma(x, y)`: a partir de $n$ pares de valores $(x_i, y_i)$, devolva
#
# $$\mathrm{Var}[X] + 2\,\mathrm{Cov}[X, Y] + \mathrm{Var}[Y],$$
#
# em que toda esperança é uma média: soma-se e divide-se por $n$ (não por $n - 1$). `x` e `y` são tensores de forma $(n,)$ e ficam como estavam; o resultado é um tensor sem
# eixos (forma `()`), do mesmo `dtype`, e o gradiente passa por ele.

# %% tags=["skip-execution"]
dicas(
    "4.1",
    "As três parcelas são médias de alguma coisa. De quê? Escreva cada uma como E[…] antes de programar.",
    "Comece por centrar: `dx = x - x.mean()` e `dy = y - y.mean()`. Var[X] é a média de dx². E a covariância?",
    "Com dx e dy, as parcelas são `(dx * dx).mean()`, `2 * (dx * dy).mean()` e `(dy * dy).mean()`. `Tensor.mean` divide por n; `torch.var`, se nada se disser, por n − 1.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-4.1", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 4.1


def var_soma(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Var[X] + 2 Cov[X, Y] + Var[Y], com médias que dividem por n.

    x, y: tensores (n,). Devolve um tensor sem eixos, do mesmo dtype.
    """
    ### BEGIN SOLUTION
    dx, dy = x - x.mean(), y - y.mean()
    return (dx * dx).mean() + 2 * (dx * dy).mean() + (dy * dy).mean()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-4.1", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 4.1
exemplo = torch.tensor([2.0, 2.0, 5.0])


def gradiente_em_x():
    folha = exemplo.clone().requires_grad_()
    var_soma(folha, torch.tensor([0.0, 3.0, 0.0])).backward()
    return folha.grad


verifica(
    "4.1",
    "var_soma",
    [
        Caso(
            "y igual a x",
            lambda: var_soma(exemplo.clone(), exemplo.clone()),
            torch.tensor(8.0),
            dica="Var[X] = Var[Y] = Cov[X, Y] = 2: quanto dá 2 + 2·2 + 2?",
            enganos=[
                Engano(torch.tensor(12.0), "A divisão foi por n − 1. O que é a esperança de uma lista de n valores igualmente prováveis?"),
                Engano(torch.tensor(4.0), "Só as duas variâncias foram somadas. Quanto varia x + y quando y = −x?"),
                Engano(torch.tensor(6.0), "A covariância entrou uma vez só. Quantas vezes o produto misto aparece em (a + b)²?"),
                Engano(
                    torch.tensor(44.0),
                    "As médias não foram descontadas: isso é E[(X + Y)²]. O que a variância faz com uma constante somada a todos os valores?",
                ),
                Engano(
                    torch.tensor(8.0).sqrt(), "O resultado é a raiz do que se pede. Qual é a relação entre o desvio padrão e a variância?"
                ),
                Engano(torch.tensor(24.0), "Os quadrados foram somados, e não há média. Por quanto se divide uma esperança de n valores?"),
            ],
        ),
        Caso(
            "y oposto a x",
            lambda: var_soma(exemplo.clone(), 7 - exemplo),
            torch.tensor(0.0),
            dica="A soma é sempre 7: não varia. A covariância aqui é −2; o sinal conta.",
            enganos=[
                Engano(torch.tensor(8.0), "A covariância entrou sem o seu sinal. O que acontece com x + y quando um sobe e o outro desce?"),
            ],
        ),
        Caso(
            "covariância zero",
            lambda: var_soma(torch.tensor([0.0, 0.0, 2.0, 2.0]), torch.tensor([0.0, 6.0, 0.0, 6.0])),
            torch.tensor(10.0),
            dica="Var[X] = 1 e Var[Y] = 9, e cada valor de x aparece com os dois de y.",
        ),
        Caso(
            "o gradiente chega a x",
            gradiente_em_x,
            torch.tensor([-4.0, 2.0, 2.0]) / 3,
            dica="`.item()`, `.detach()` e `float(...)` cortam o grafo por onde o gradiente volta.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
n = observe.given("n", lambda: int(torch.randint(5, 10, ())))
x = observe.given("x", lambda: torch.randn(n, device=observe.device) + torch.randn((), device=observe.device))
ruido = observe.given("ruido", lambda: torch.randn(n, device=observe.device))
outro = observe.given("outro", lambda: 2 * torch.randn(n, device=observe.device) - 1)
x64 = observe.given("x64", lambda: torch.randn(n + 3, dtype=torch.float64, device=observe.device))


def gradientes():
    folhas = [x.clone().requires_grad_(), outro.clone().requires_grad_()]
    var_soma(*folhas).backward()
    return [folha.grad for folha in folhas]


def entradas_depois_da_chamada():
    entradas = [x.clone(), outro.clone()]
    var_soma(*entradas)
    return [*entradas, [entrada.requires_grad for entrada in entradas]]


observe("dois sorteios", lambda: var_soma(x.clone(), outro.clone()), hint="Três parcelas, e cada média divide por n.", weight=2)
observe(
    "covariância positiva",
    lambda: var_soma(x.clone(), 2 * x + 0.3 * ruido),
    hint="Quando x e y sobem juntos, a soma varia mais que a soma das variâncias.",
)
observe(
    "covariância negativa",
    lambda: var_soma(x.clone(), 0.4 * ruido - x),
    hint="Quando um sobe e o outro desce, a covariância é negativa, e o sinal dela conta.",
    gate=True,
)
observe(
    "longe de zero", lambda: var_soma(x + 5, outro - 3), hint="Somar uma constante a todos os valores não muda a variância: centre antes."
)
observe("float64", lambda: var_soma(x64.clone(), x64.flip(0)), hint="A conta inteira fica no dtype de x e y.", gate=True)
observe("um par só", lambda: var_soma(x[:1].clone(), outro[:1].clone()), hint="Com um par só nada varia, e n = 1 divide bem.", gate=True)
observe("gradiente", gradientes, hint="O resultado é um tensor ligado a x e a y: nada de .item() nem .detach().", gate=True)
observe(
    "as entradas depois da chamada",
    entradas_depois_da_chamada,
    hint="x e y pertencem a quem chamou: centre uma cópia, e não os próprios tensores.",
    gate=True,
)
### END HIDDEN TESTS

# %% [markdown]
# ## O que o ramo devolve?
#
# Para usar a fórmula falta $\mathrm{Var}[Y]$, a do ramo. Ela depende de quanto valem os pesos no sorteio. Seja $z = Wa$, com $n$ entradas por unidade e pesos
# sorteados, cada um por si, com média 0 e variância $g/n$. Na média sobre os sorteios de $W$ os produtos cruzados somem, e
#
# $$E[z_i^2] = \sum_j E[w_{ij}^2]\,a_j^2 = \frac{g}{n}\sum_j a_j^2 = g\,E[a^2].$$
#
# Depois vem a ReLU. Se $z$ e $-z$ são igualmente prováveis, metade dos quadrados se perde: $E[\mathrm{ReLU}(z)^2] = \tfrac12 E[z^2]$. Uma transformação linear seguida de ReLU
# multiplica $E[a^2]$ por $g/2$.
#
# > **Seu palpite.** Em 30 camadas sem atalho, o que acontece com $g = 1$? E com $g = 2{,}4$? Mova o ganho antes de ler adiante.

# %% tags=["skip-execution"]
semente(0)
pesos_sem_ganho = [sorteia(256, ganho=1.0) for _ in range(30)]
lote = torch.randn(128, 256).to(lugar)


def sem_atalho(g):
    """E[a²] depois de cada camada linear + ReLU, a partir de uma entrada com E[a²] = 1."""
    a, resultado = lote, [lote.pow(2).mean().item()]
    for W in pesos_sem_ganho:
        a = torch.relu(a @ (math.sqrt(g) * W))
        resultado.append(a.pow(2).mean().item())
    return resultado


def desenha_ganho(g):
    figura, eixo = plt.subplots(figsize=(7, 3.4))
    eixo.plot(range(31), sem_atalho(g), markevery=5, label=f"medido, g = {numero(g, 1)}", **cores.estilo(0))
    eixo.plot(range(31), [(g / 2) ** k for k in range(31)], label="(g/2)ᵏ", **cores.estilo(1, marcador=False))
    eixo.axhline(1, color=cores.CINZA, linewidth=0.8)
    eixo.set(xlabel="camada k", ylabel="E[a²]", ylim=(1e-17, 1e11))
    eixo.set_yscale("log")
    eixo.legend(loc="lower left")
    return figura


explora(
    desenha_ganho,
    g=("Ganho g: Var[w] = g/n", 0.6, 4.0, 0.2, 1.0),
    parados=[{"g": 1.0}, {"g": 2.0}, {"g": 3.0}],
    alt=lambda g: (
        f"E[a²] por camada, de 0 a 30, em escala logarítmica, com ganho {numero(g, 1)}: começa em 1 e termina em {potencia(sem_atalho(g)[-1])}. A reta prevista termina em {potencia((g / 2) ** 30)}."
    ),
    legenda="Trinta camadas lineares com ReLU, sem atalho, largura 256. O eixo vertical é logarítmico.",
)

# %% [markdown]
# Só $g = 2$ não apaga nem explode o sinal. É a **inicialização He** (He et al., 2015): $\mathrm{Var}[w] = 2/\mathrm{fan\_in}$. O 2 paga a metade que a ReLU joga fora. O padrão do
# PyTorch para `nn.Linear` equivale a $g = 1/3$: sem atalho, $E[a^2]$ cai a um sexto por camada. Foi por isso que a aula 02 usou He na rede sequencial.
#
# Costuma-se dizer: *a inicialização He garante que a variância não muda depois de uma transformação linear + ReLU*, $\sigma_{in}^2 = \sigma_{out}^2$. A dedução falou de
# $E[a^2]$. É a mesma coisa?

# %% tags=["skip-execution"]
semente(1)
tabela_he = []
for _ in range(20):
    a, linha = torch.randn(256, 256).to(lugar), []
    for k in range(11):
        if k:
            a = torch.relu(a @ sorteia(256))
        linha.append([a.pow(2).mean(), a.var(correction=0), a.var(0, correction=0).mean()])
    tabela_he.append(torch.tensor(linha))
tabela_he = torch.stack(tabela_he).mean(0)  # (camada, medida)
print("camada   E[a²]   variância   variância entre exemplos")
for k in (0, 1, 2, 5, 10):
    print(f"{k:6d}{tabela_he[k, 0]:8.2f}{tabela_he[k, 1]:12.2f}{tabela_he[k, 2]:16.2f}".replace(".", ","))

# %% [markdown]
# Não é. $E[a^2]$ fica em 1. A **variância** cai já na primeira camada, de 1 para 0,68: depois da ReLU tudo é positivo, a média deixa de ser zero, e
# $\mathrm{Var}[a] = E[a^2] - E[a]^2 = 1 - 1/\pi$. A terceira coluna toma cada unidade e mede quanto ela varia **de um exemplo para outro**: essa segue caindo, camada após camada.
#
# Quem diz "variância", aqui, quer dizer o **segundo momento** $E[h^2]$. Ele é igual à variância quando a média é zero, o que vale logo depois da transformação linear, na
# média dos sorteios. He conserva o segundo momento. A diferença parece miúda; ela volta duas vezes nesta aula.

# %% [markdown]
# ### Exercício 4.2 — A inicialização He (1,5 ponto · 10 min)
#
# Escreva `init_he_(camada)`, que reinicializa uma `nn.Linear` ou uma `nn.Conv2d`:
#
# - os pesos são sorteados, cada um por si, da normal de média 0 e variância $2/\mathrm{fan\_in}$, em que $\mathrm{fan\_in}$ é quantos números entram em cada unidade de saída:
#   `camada.weight[0].numel()`, o que conta também a área do filtro e os grupos de uma convolução;
# - o viés, se a camada tem um, fica em zero.
#
# O sublinhado no nome é o costume do PyTorch para o que escreve **no lugar**: `camada.weight` e `camada.bias` continuam sendo os mesmos objetos `nn.Parameter`, com outros números dentro.
# Um otimizador criado antes continua a treiná-los. A função não precisa devolver nada.

# %% tags=["skip-execution"]
dicas(
    "4.2",
    "A fórmula dá a variância. O que `normal_` e `torch.randn` pedem, a variância ou o desvio padrão?",
    "Escrever num parâmetro que o autograd acompanha dá erro, a não ser dentro de `with torch.no_grad():`. E `camada.bias` pode ser `None`.",
    "Dentro do `no_grad`: `camada.weight.normal_(0, desvio)`, com desvio igual à raiz de 2 dividido por `camada.weight[0].numel()`; depois, se houver viés, `camada.bias.zero_()`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-4.2", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 4.2


def init_he_(camada: nn.Module) -> None:
    """Reinicializa no lugar uma nn.Linear ou nn.Conv2d: pesos normais de variância 2/fan_in, viés zero se houver."""
    ### BEGIN SOLUTION
    with torch.no_grad():
        camada.weight.normal_(0, math.sqrt(2 / camada.weight[0].numel()))
        if camada.bias is not None:
            camada.bias.zero_()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-4.2", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 4.2
def desvio_relativo(camada, fan_in):
    """O desvio padrão dos pesos, dividido pelo que a inicialização He pede, com uma casa."""
    pesos = camada.weight
    init_he_(camada)
    return round(pesos.detach().std().item() / math.sqrt(2 / fan_in), 1)


def forma_da_distribuicao():
    camada = nn.Linear(400, 200)
    init_he_(camada)
    pesos = camada.weight.detach()
    return round((pesos**4).mean().item() / pesos.var().item() ** 2)


def vies_depois():
    camada = nn.Linear(5, 3)
    vies = camada.bias
    init_he_(camada)
    return vies.detach()


def sem_vies():
    camada = nn.Linear(5, 3, bias=False)
    init_he_(camada)
    return camada.bias is None


verifica(
    "4.2",
    "init_he_",
    [
        Caso(
            "desvio dos pesos de `nn.Linear(400, 100)`, dividido por √(2/400)",
            lambda: desvio_relativo(nn.Linear(400, 100), 400),
            1.0,
            dica="Leia os pesos por uma referência guardada antes da chamada: a função precisa escrever neles.",
            enganos=[
                Engano(0.7, "A variância saiu 1/fan_in. O que a ReLU faz com metade dos valores?"),
                Engano(0.1, "O desvio padrão saiu 2/fan_in. A fórmula dá a variância: como se passa dela ao desvio?"),
                Engano(2.0, "A variância usou quantos números saem da camada. Quantos entram em cada unidade?"),
                Engano(
                    0.4, "Os parâmetros de antes ficaram com os números antigos: há outros no lugar. O que veria um otimizador já criado?"
                ),
                Engano(0.9, "A variância saiu 2/(fan_in + fan_out), a de Glorot, feita para ativações simétricas. Qual é a da ReLU?"),
            ],
        ),
        Caso(
            "desvio dos pesos de `nn.Conv2d(16, 256, 5)`, dividido por √(2/400)",
            lambda: desvio_relativo(nn.Conv2d(16, 256, 5), 400),
            1.0,
            dica="Em cada saída da convolução entram 16 canais de 5 × 5 números.",
            enganos=[
                Engano(5.0, "Na convolução a variância só contou os canais. Quantos números um filtro de 3 × 5 lê em cada canal?"),
            ],
        ),
        Caso(
            "desvio dos pesos de `nn.Conv2d(32, 256, 5, groups=2)`, dividido por √(2/400)",
            lambda: desvio_relativo(nn.Conv2d(32, 256, 5, groups=2), 400),
            1.0,
            dica="Com dois grupos, cada saída só vê metade dos canais.",
        ),
        Caso(
            "quarto momento dividido pelo quadrado da variância (3 na normal)",
            forma_da_distribuicao,
            3,
            dica="Os pesos vêm da distribuição normal; na uniforme esta razão é 1,8.",
            enganos=[
                Engano(2, "Os pesos têm a variância certa, mas vêm de uma distribuição uniforme. Qual o enunciado pede?"),
            ],
        ),
        Caso("o viés", vies_depois, torch.zeros(3), dica="O viés passa a zero, escrito no mesmo objeto."),
        Caso("uma camada sem viés", sem_vies, True, dica="Numa camada com bias=False, `camada.bias` é None."),
    ],
)
### BEGIN HIDDEN TESTS
entram = observe.given("entram", lambda: int(torch.randint(300, 500, ())))
saem = observe.given("saem", lambda: int(torch.randint(600, 800, ())))
canais = observe.given("canais", lambda: torch.randint(10, 40, (3,)).tolist())
mapas = observe.given("mapas", lambda: 4 * int(torch.randint(100, 130, ())))
x = observe.given("x", lambda: torch.randn(3, entram, device=observe.device))
pequeno = observe.given("pequeno", lambda: torch.randn(7, 5, device=observe.device))
vies = observe.given("vies", lambda: torch.randn(7, device=observe.device))


def pesos_de(camada):
    """Os pesos, lidos pela referência que existia antes da chamada."""
    camada = camada.to(observe.device)
    pesos = camada.weight
    init_he_(camada)
    return pesos.detach().flatten(1)


def desvio(camada):
    return pesos_de(camada).double().pow(2).mean().sqrt().item()


def desvios_das_convolucoes():
    return [
        desvio(nn.Conv2d(canais[0], mapas, (3, 5))),
        desvio(nn.Conv2d(canais[1], mapas, (5, 3))),
        desvio(nn.Conv2d(2 * canais[2], mapas, 3, stride=2, padding=1, bias=False)),
    ]


def grupos():
    return desvio(nn.Conv2d(4 * canais[0], mapas, 5, groups=4))


def forma():
    """Média em unidades de desvio, quarto momento, e como variam a média de cada coluna e a norma de cada linha."""
    pesos = pesos_de(nn.Linear(entram, saem)).double()
    pesos = pesos / pesos.pow(2).mean().sqrt()
    normas = pesos.norm(dim=1)
    linhas, colunas = pesos.shape
    return [
        pesos.mean().item(),
        pesos.pow(2).pow(2).mean().item() / 3,
        pesos.mean(0).std().item() * linhas**0.5,
        pesos.mean(1).std().item() * colunas**0.5,
        normas.std().item() / normas.mean().item() * (2 * colunas) ** 0.5,
    ]


def duas_chamadas():
    """A correlação entre os pesos de duas chamadas, com a mesma camada e com outra igual."""
    camada = nn.Linear(entram, saem).to(observe.device)
    primeira = pesos_de(camada).double().clone()
    segunda = pesos_de(camada).double().clone()
    terceira = pesos_de(nn.Linear(entram, saem)).double()
    return [((primeira * outra).mean() * entram / 2).item() for outra in (segunda, terceira)]


def pelas_referencias_antigas():
    """Quem escreve nos objetos de antes da chamada muda a camada de agora."""
    camada = nn.Linear(5, 7).to(observe.device)
    antigos = [camada.weight, camada.bias]
    init_he_(camada)
    with torch.no_grad():
        antigos[0].copy_(pequeno)
        antigos[1].copy_(vies)
    saida = camada(pequeno[:4])
    saida.sum().backward()
    return [saida, antigos[0].grad, antigos[1].grad, [nome for nome, _ in camada.named_parameters()]]


def vies_depois():
    camadas = [nn.Linear(5, 7).to(observe.device), nn.Conv2d(2, 7, 3).to(observe.device)]
    vieses = [camada.bias for camada in camadas]
    with torch.no_grad():
        for um in vieses:
            um.copy_(vies)
    for camada in camadas:
        init_he_(camada)
    return [[um, um.requires_grad] for um in vieses]


def sem_vies():
    camada = nn.Linear(entram, 4, bias=False).to(observe.device)
    init_he_(camada)
    return [camada.bias, [list(p.shape) for p in camada.parameters()]]


def em_float64():
    camada = nn.Linear(entram, saem).to(observe.device).double()
    init_he_(camada)
    return [str(camada.weight.dtype), camada.weight.detach().pow(2).mean().sqrt().item()]


observe(
    "desvio dos pesos, nn.Linear",
    lambda: [desvio(nn.Linear(entram, saem)), desvio(nn.Linear(saem, entram))],
    hint="A variância é 2/fan_in; o desvio padrão é a raiz dela. E fan_in é quantos números entram, não quantos saem.",
    rtol=0.015,
    weight=2,
)
observe(
    "desvio dos pesos, nn.Conv2d",
    desvios_das_convolucoes,
    hint="Numa convolução entram em cada saída os canais vezes a área do filtro.",
    rtol=0.025,
    weight=2,
)
observe("desvio dos pesos, em grupos", grupos, hint="Com grupos, cada saída só vê os canais do seu grupo.", rtol=0.025, gate=True)
observe(
    "a distribuição dos pesos",
    forma,
    hint="Os pesos são normais, de média zero, e cada um é sorteado por si.",
    rtol=0,
    atol=0.35,
    gate=True,
)
observe(
    "o quarto momento",
    lambda: forma()[1],
    hint="A distribuição pedida é a normal, e não a uniforme nem a normal truncada.",
    rtol=0,
    atol=0.04,
    gate=True,
)
observe("a média dos pesos", lambda: forma()[0], hint="A média dos pesos é zero.", rtol=0, atol=0.02, gate=True)
observe("duas chamadas", duas_chamadas, hint="Cada chamada sorteia de novo: não fixe a semente.", rtol=0, atol=0.02, gate=True)
observe(
    "os mesmos objetos",
    pelas_referencias_antigas,
    hint="Escreva dentro de `camada.weight` e `camada.bias`: um `nn.Parameter` novo no lugar deles escapa ao otimizador.",
    gate=True,
)
observe("o viés", vies_depois, hint="O viés fica em zero, no mesmo objeto, e continua treinável.", gate=True)
observe("sem viés", sem_vies, hint="Uma camada sem viés continua sem viés.", gate=True)
observe("float64", em_float64, hint="A camada continua no dtype que tinha.", rtol=0.015, gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## E quando se soma?
#
# Agora o bloco, $h \leftarrow h + f$ com $f = W\,\mathrm{ReLU}(h)$ e inicialização He. O ramo devolve $E[f^2] = 2\cdot\tfrac12 E[h^2] = E[h^2]$: tanto quanto o atalho traz. Resta o
# termo do meio, que com médias zero é $2\,E[h f]$. Como $f$ foi calculado **a partir** de $h$, não é óbvio que a covariância seja zero.
#
# > **Seu palpite.** Sorteie uma rede e meça $2\,\mathrm{Cov}[h, f]$: dá zero? E se sortear outra?

# %% tags=["skip-execution"]
semente(0)
razoes, covariancias = {}, {}
for largura, sorteios in [(16, 1000), (64, 1000), (256, 300)]:
    entradas = torch.randn(sorteios, largura).to(lugar)
    entradas = entradas / entradas.pow(2).mean(1, keepdim=True).sqrt()  # cada h com E[h²] = 1
    ramos = torch.stack([sorteia(largura) @ torch.relu(h) for h in entradas])
    covariancias[largura] = 2 * (entradas * ramos).mean(1).cpu()
    razoes[largura] = (entradas + ramos).pow(2).mean(1).cpu()

figura, eixos = plt.subplots(1, 3, figsize=(9, 2.8), sharex=True)
for eixo, (largura, valores) in zip(eixos, razoes.items(), strict=True):
    eixo.hist(valores, bins=[0.2 * i for i in range(26)], color=cores.AZUL, edgecolor="white")
    eixo.axvline(valores.mean(), color=cores.VERMELHO, linestyle="--")
    eixo.set(title=f"largura {largura}", xlabel="E[h²] depois / antes", yticks=[])
eixos[0].set_ylabel("sorteios")
figura.tight_layout()
mostrar(
    figura,
    alt="Três histogramas da razão entre E[h²] depois e antes de um bloco, com larguras 16, 64 e 256. Todos têm média perto de 2; o da largura 16 é largo, o da largura 256 é estreito.",
    legenda="Em cada sorteio, uma entrada h e uma matriz W novas. Tracejado: a média dos sorteios.",
)
for largura, valores in covariancias.items():
    print(
        f"largura {largura:3d}: 2 Cov tem média {numero(valores.mean())} e desvio {numero(valores.std())}; razão média {numero(razoes[largura].mean())}"
    )

# %% [markdown]
# Numa rede dada a covariância **não** é zero: com largura 64, $2\,\mathrm{Cov}$ tem desvio 0,24. Zero é a média **sobre os sorteios de $W$**: com $h$ fixo,
# $E_W[h_i f_i] = h_i \sum_j E[w_{ij}]\,\mathrm{ReLU}(h_j) = 0$. Quanto mais larga a rede, mais perto da média fica cada sorteio. Nesse sentido, e só nele,
#
# $$E[h_{out}^2] = E[h_{in}^2] + \underbrace{2\,\mathrm{Cov}[h, f]}_{0} + E[f^2] = 2\,E[h_{in}^2], \qquad \text{ou, como se costuma escrever,} \quad \sigma_{out}^2 = 2\,\sigma_{in}^2.$$
#
# **A variância dobra a cada bloco residual.** Dez blocos: mil vezes. Vinte: um milhão. Antes de acreditar, meça numa rede.
#
# ## Espiar sem estragar
#
# Como ver o que passa dentro de uma rede sem reescrever o `forward`? Um **gancho** (*hook*) é uma função que o PyTorch chama logo depois de um módulo, com a entrada e a saída dele.

# %% tags=["skip-execution"]
camada = nn.Linear(3, 2)


def espia(modulo, entradas, saida):
    print(f"{type(modulo).__name__} recebeu {tuple(entradas[0].shape)} e devolveu {tuple(saida.shape)}")


gancho = camada.register_forward_hook(espia)
camada(torch.ones(5, 3))
gancho.remove()
camada(torch.ones(5, 3))  # sem gancho: nada se escreve
print("ganchos que sobraram:", len(camada._forward_hooks))

# %% [markdown]
# O que `register_forward_hook` devolve serve para retirar o gancho. Um gancho esquecido continua a rodar em cada passagem, guarda memória e mistura medidas. E se a rede falha no meio,
# a linha do `.remove()` nunca é alcançada.

# %% [markdown]
# ### Exercício 4.3 — Medir dentro da rede (2,0 pontos · 20 min)
#
# Escreva `segundo_momento(rede, x)`: passe `x` uma vez pela rede e devolva a lista com $E[h^2]$ da saída de cada bloco de `rede.blocos`, na ordem, um `float` por bloco. A média é sobre todos
# os números da saída: exemplos, unidades, pixels.
#
# - Cada bloco devolve $h$, já com o atalho somado. O que a rede faz antes, depois e **entre** os blocos é assunto dela: passe `x` pela rede inteira e observe com ganchos.
# - A rede fica no modo em que estava, treino ou avaliação, e a medida é feita nele.
# - Ao final, os seus ganchos foram retirados, **mesmo que a rede levante um erro** no meio (o erro segue para quem chamou). Ganchos de outras pessoas ficam.

# %% tags=["skip-execution"]
dicas(
    "4.3",
    "Um gancho por bloco, uma passagem da rede, e depois a retirada. Onde o gancho pode deixar o que viu?",
    "Dentro do gancho, acrescente a uma lista a média de `saida ** 2`, como número: `.item()`. Guarde o que `register_forward_hook` devolve, para retirar depois. E se a rede levantar um erro, que construção do Python garante a retirada?",
    "A lista de ganchos nasce de um laço sobre `rede.blocos`; a chamada `rede(x)` fica dentro de um `try:`, sob `torch.no_grad()`; no `finally:`, um laço chama `.remove()` de cada um. Elevar ao quadrado em float64 (`saida.double()`) adia o estouro da própria medida.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-4.3", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 4.3


def segundo_momento(rede: nn.Module, x: torch.Tensor) -> list[float]:
    """E[h²] da saída de cada bloco de `rede.blocos` quando a rede recebe x, no modo em que ela está.

    Os ganchos são retirados ao final, mesmo que a rede levante um erro.
    """
    ### BEGIN SOLUTION
    momentos = []

    def anota(modulo, entradas, saida):
        momentos.append(saida.double().pow(2).mean().item())

    ganchos = [bloco.register_forward_hook(anota) for bloco in rede.blocos]
    try:
        with torch.no_grad():
            rede(x)
    finally:
        for gancho in ganchos:
            gancho.remove()
    return momentos
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-4.3", "locked": true, "points": 2.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 4.3
class Triplica(nn.Module):
    """h + 2h no treino; na avaliação, h + 3h."""

    def forward(self, h):
        return h + (2 if self.training else 3) * h


class Defeito(nn.Module):
    def forward(self, h):
        raise ZeroDivisionError("um bloco com defeito")


class RedeDeTeste(nn.Module):
    """Multiplica a entrada por 10 e passa pelos blocos; de um para o outro, soma 1."""

    def __init__(self, *blocos):
        super().__init__()
        self.blocos = nn.ModuleList(blocos)

    def forward(self, x):
        h = 10 * x
        for bloco in self.blocos:
            h = bloco(h) + 1
        return h


def ganchos_que_sobram(rede):
    with torch.no_grad():
        try:
            segundo_momento(rede, torch.ones(1, 2))
        except ZeroDivisionError:
            rede.falhou = True
    return [len(bloco._forward_hooks) for bloco in rede.blocos]


um_e_menos_dois = torch.tensor([[1.0, -2.0]])

verifica(
    "4.3",
    "segundo_momento",
    [
        Caso(
            "um bloco, h ← h + 2h, em modo de treino",
            lambda: segundo_momento(RedeDeTeste(Triplica()), um_e_menos_dois),
            [2250.0],
            dica="A rede multiplica a entrada por 10: do bloco saem 30 e −60. Qual é a média dos quadrados?",
            enganos=[
                Engano([250.0], "Esses são os momentos do que entra em cada bloco. Qual dos argumentos do gancho é a saída?"),
                Engano([2025.0], "Essa é a variância, que desconta a média. O que o segundo momento faz com a média de h?"),
                Engano([1000.0], "Essa é a parte que o bloco somou. O enunciado pede o momento de h, antes ou depois da soma?"),
                Engano([2250.0**0.5], "A lista traz a raiz de E[h²]. O que se pede está ao quadrado ou não?"),
                Engano([4500.0], "Os quadrados foram somados, e não há média. Por quantos números se divide?"),
                Engano([4000.0], "A medida foi feita em modo de avaliação. Em que modo a rede estava quando você a recebeu?"),
                Engano([22.5], "Os blocos foram encadeados sem a rede. O que ela faz com x antes do primeiro, e entre um e outro?"),
            ],
        ),
        Caso(
            "dois blocos",
            lambda: segundo_momento(RedeDeTeste(Triplica(), Triplica()), um_e_menos_dois),
            [2250.0, 19989.0],
            dica="Entre um bloco e o outro a rede soma 1: só passando por ela se mede o que o segundo recebe.",
            enganos=[
                Engano([19989.0], "A lista tem um valor só, o do último bloco. Quantos blocos a rede tem?"),
            ],
        ),
        Caso(
            "ganchos que sobram depois da medida",
            lambda: ganchos_que_sobram(RedeDeTeste(Triplica(), Triplica())),
            [0, 0],
            dica="`register_forward_hook` devolve um objeto com o método `.remove()`.",
            enganos=[
                Engano(
                    [1, 1], "Depois da medida, a lista devolvida continua a crescer a cada passagem da rede. O que ficou preso aos blocos?"
                ),
            ],
        ),
        Caso(
            "ganchos que sobram se um bloco falha",
            lambda: ganchos_que_sobram(RedeDeTeste(Triplica(), Defeito())),
            [0, 0],
            dica="Um erro em `rede(x)` salta as linhas seguintes. O que o Python executa de qualquer modo?",
        ),
        Caso(
            "o modo depois da medida",
            lambda: [
                (rede := RedeDeTeste(Triplica()).train(modo), segundo_momento(rede, um_e_menos_dois))[0].training for modo in (True, False)
            ],
            [True, False],
            dica="A medida não chama `.train()` nem `.eval()`.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
largura = observe.given("largura", lambda: int(torch.randint(3, 8, ())))
n = observe.given("n", lambda: int(torch.randint(3, 7, ())))
x = observe.given("x", lambda: torch.randn(5, largura, device=observe.device))
outro = observe.given("outro", lambda: torch.randn(2, largura, device=observe.device))
pesos = observe.given("pesos", lambda: [torch.randn(largura, largura, device=observe.device) for _ in range(n)])
imagem = observe.given("imagem", lambda: torch.randn(2, 3, 5, 4, device=observe.device))
filtros = observe.given("filtros", lambda: [torch.randn(3, 3, 3, 3, device=observe.device) / 3 for _ in range(2)])


class BlocoLinear(nn.Module):
    def __init__(self, W):
        super().__init__()
        self.register_buffer("W", W.clone())
        self.ativa = nn.ReLU()
        self.defeito = False

    def forward(self, h):
        if self.defeito:
            raise ZeroDivisionError("bloco com defeito")
        return h + (1.0 if self.training else 2.0) * (self.ativa(h) @ self.W)


class BlocoDeImagem(nn.Module):
    def __init__(self, W):
        super().__init__()
        self.register_buffer("W", W.clone())

    def forward(self, h):
        return h + nn.functional.conv2d(torch.relu(h), self.W, padding=1)


class RedeQualquer(nn.Module):
    """Um passo antes dos blocos, outro depois do primeiro, e uma saída que não é a do último."""

    def __init__(self, blocos):
        super().__init__()
        self.blocos = blocos
        self.passagens = 0

    def forward(self, x):
        self.passagens += 1
        h = 1.5 * x
        for i, bloco in enumerate(self.blocos):
            h = bloco(h)
            h = torch.tanh(h) - 0.5 if i == 0 else h
        return h.flatten(1).sum(1)


def rede_nova():
    return RedeQualquer(nn.ModuleList([BlocoLinear(W) for W in pesos]))


def rede_em_sequencia():
    return RedeQualquer(nn.Sequential(*[BlocoLinear(W) for W in pesos]))


def ganchos(rede):
    contados = [[len(m._forward_hooks), len(m._forward_pre_hooks), len(m._backward_hooks)] for m in rede.modules()]
    return [contados, len(nn.modules.module._global_forward_hooks), len(nn.modules.module._global_forward_pre_hooks)]


def lista_depois_de_outra_passagem():
    rede = rede_nova()
    lista = segundo_momento(rede, x.clone())
    rede(outro.clone())
    return [lista, segundo_momento(rede, outro.clone())]


def depois_de_uma_falha():
    rede = rede_nova()
    rede.blocos[1].defeito = True
    try:
        terminou = segundo_momento(rede, x.clone())
    except ZeroDivisionError as erro:
        terminou = type(erro).__name__
    sobram = ganchos(rede)
    rede.blocos[1].defeito = False
    return [terminou, sobram, segundo_momento(rede, x.clone())]


def ganchos_de_outra_pessoa():
    rede, vistos = rede_nova(), []
    for bloco in rede.blocos:
        bloco.register_forward_hook(lambda modulo, entradas, saida: vistos.append(saida.sum()))
        bloco.ativa.register_forward_pre_hook(lambda modulo, entradas: vistos.append(entradas[0].sum()))
    medida = segundo_momento(rede, x.clone())
    vistos.clear()
    rede(outro.clone())
    return [medida, list(vistos), ganchos(rede)]


def modos_misturados():
    rede = rede_nova()
    rede.blocos[1].eval()
    medida = segundo_momento(rede, x.clone())
    return [medida, [m.training for m in rede.modules()], torch.is_grad_enabled()]


def entrada_depois_da_chamada():
    entrada = x.clone()
    segundo_momento(rede_nova(), entrada)
    return [entrada, entrada.requires_grad]


observe(
    "um valor por bloco",
    lambda: segundo_momento(rede_nova(), x.clone()),
    hint="Passe x pela rede inteira e tome, na saída de cada bloco, a média de h².",
    weight=3,
    rtol=1e-4,
)
observe(
    "em modo de avaliação",
    lambda: segundo_momento(rede_nova().eval(), x.clone()),
    hint="A medida é feita no modo em que a rede está, seja ele qual for.",
    rtol=1e-4,
)
observe(
    "blocos convolucionais",
    lambda: segundo_momento(RedeQualquer(nn.ModuleList([BlocoDeImagem(W) for W in filtros])), imagem.clone()),
    hint="A média é sobre todos os números da saída: exemplos, canais e pixels.",
    rtol=1e-4,
)
observe(
    "blocos num nn.Sequential, em float64",
    lambda: segundo_momento(rede_em_sequencia().double(), x.double()),
    hint="rede.blocos se percorre como uma lista, seja um nn.ModuleList ou um nn.Sequential.",
    rtol=1e-4,
)
observe(
    "a lista depois de outra passagem",
    lista_depois_de_outra_passagem,
    hint="Um gancho esquecido continua a anotar: retire-os, e comece cada medida do zero.",
    gate=True,
    rtol=1e-4,
)
observe(
    "a rede depois da chamada",
    lambda: [segundo_momento(rede := rede_nova(), x.clone()), ganchos(rede), rede.passagens],
    hint="Uma passagem só, e cada gancho posto é retirado ao final.",
    gate=True,
    rtol=1e-4,
)
observe(
    "depois de uma falha",
    depois_de_uma_falha,
    hint="Se a rede levanta um erro, os ganchos saem do mesmo jeito e o erro segue para quem chamou.",
    gate=True,
    rtol=1e-4,
)
observe(
    "ganchos de outra pessoa",
    ganchos_de_outra_pessoa,
    hint="Retire só os ganchos que você pôs.",
    gate=True,
    rtol=1e-4,
)
observe(
    "modos misturados",
    modos_misturados,
    hint="Cada submódulo fica no modo em que estava, e o autograd também.",
    gate=True,
    rtol=1e-4,
)
observe("a entrada depois da chamada", entrada_depois_da_chamada, hint="x pertence a quem chamou: não escreva nele.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## A dobra, medida
#
# Vinte redes de 12 blocos, largura 256. Duas ordens de bloco, as da aula 03: pré-ativação, $h + W\,\mathrm{ReLU}(h)$, e pós-ativação, $h + \mathrm{ReLU}(Wh)$.
# As camadas recebem a sua `init_he_`; a medida é a sua `segundo_momento`. Ao lado dela, a outra medida da tabela anterior: a variância de cada unidade entre os exemplos do lote.
#
# > **Seu palpite.** As três curvas, $E[h^2]$ na pré-ativação, a variância entre exemplos na pré-ativação e $E[h^2]$ na pós-ativação, crescem no mesmo ritmo?


# %% tags=["skip-execution"]
class Pre(nn.Module):
    """h + linear(ReLU(h))"""

    def __init__(self, linear):
        super().__init__()
        self.linear = linear

    def forward(self, h):
        return h + self.linear(torch.relu(h))


class Pos(Pre):
    """h + ReLU(linear(h))"""

    def forward(self, h):
        return h + torch.relu(self.linear(h))


class Rede(nn.Module):
    """saida(ReLU(h)), com h = entrada(x) e depois cada bloco em fila; sem `entrada` e `saida`, só os blocos."""

    def __init__(self, blocos, entrada=None, saida=None):
        super().__init__()
        self.entrada, self.blocos, self.saida = entrada or nn.Identity(), nn.ModuleList(blocos), saida or nn.Identity()

    def forward(self, x):
        h = self.entrada(x)
        for bloco in self.blocos:
            h = bloco(h)
        return self.saida(torch.relu(h))


# %% tags=["skip-execution"]
def camada_he(largura):
    camada = nn.Linear(largura, largura)
    init_he_(camada)
    return camada


@torch.no_grad()
def entre_exemplos(rede, x):
    """A variância de cada unidade entre os exemplos, em média, na saída de cada bloco."""
    h, resultado = rede.entrada(x), []
    for bloco in rede.blocos:
        h = bloco(h)
        resultado.append(h.var(0, correction=0).mean().item())
    return resultado


def cresce(n_redes=20, n_blocos=12, largura=256):
    """Três medidas por bloco, média das redes, e as razões de E[h²] entre blocos vizinhos na pré-ativação."""
    semente(0)
    curvas = {"pré-ativação: E[h²]": [], "pré-ativação: variância entre exemplos": [], "pós-ativação: E[h²]": []}
    for _ in range(n_redes):
        x = torch.randn(256, largura).to(lugar)
        pre, pos = (Rede([Bloco(camada_he(largura)) for _ in range(n_blocos)]).to(lugar) for Bloco in (Pre, Pos))
        for nome, valores in zip(curvas, (segundo_momento(pre, x), entre_exemplos(pre, x), segundo_momento(pos, x)), strict=True):
            curvas[nome].append([1.0, *valores])
    return {nome: torch.tensor(valores).double() for nome, valores in curvas.items()}


# %% tags=["skip-execution"]
GRAVADAS = {
    "pré-ativação: E[h²]": [1.0, 1.992, 4.01, 7.834, 15.36, 30.39, 59.62, 118.9, 235.1, 472.4, 957.7, 1880.0, 3857.0],
    "pré-ativação: variância entre exemplos": [1.0, 1.672, 2.852, 4.915, 8.586, 15.15, 26.94, 48.72, 87.8, 160.4, 294.3, 541.6, 1018.0],
    "pós-ativação: E[h²]": [1.0, 1.997, 4.866, 13.27, 36.9, 106.3, 299.5, 876.3, 2551.0, 7340.0, 21350.0, 62210.0, 189000.0],
}


def respondeu(prova):
    """Se a resposta do aluno dá o que a prova pede; um erro conta como não."""
    try:
        return bool(prova())
    except Exception:
        return False


@torch.no_grad()
def mede():
    camada = nn.Linear(200, 200)
    init_he_(camada)
    certa = camada.weight.var() * 200 < 3 and camada.weight.var() * 200 > 1.5
    return certa and len(segundo_momento(Rede([Pre(camada)]), torch.ones(2, 200))) == 1


if respondeu(mede):
    curvas = cresce()
    razoes_por_bloco = {nome: valores[:, 1:] / valores[:, :-1] for nome, valores in curvas.items()}
    medias = {nome: valores.mean(0).tolist() for nome, valores in curvas.items()}
    for nome, razao in razoes_por_bloco.items():
        de_cada_bloco = razao.mean(0)
        de_cada_rede = razao.mean(1)
        print(
            f"{nome:40} primeiro bloco {de_cada_bloco[0]:.2f}, último {de_cada_bloco[-1]:.2f}, em média {razao.mean():.2f} ".replace(
                ".", ","
            ),
            end="",
        )
        print(f"(redes: {de_cada_rede.min():.2f} a {de_cada_rede.max():.2f})".replace(".", ","))
else:
    medias = GRAVADAS
    print("Figura com os números gravados pela aula: resolva 4.2 e 4.3 para medir você mesmo.")

# %% tags=["skip-execution"]
figura, eixo = plt.subplots(figsize=(7.5, 4))
for k, (nome, valores) in enumerate(medias.items()):
    eixo.plot(range(len(valores)), valores, label=nome, **cores.estilo(k))
eixo.plot(range(13), [2.0**k for k in range(13)], color=cores.CINZA, linewidth=4, alpha=0.5, zorder=0, label="2ᵏ")
eixo.set_yscale("log", base=2)
eixo.set_yticks([2**p for p in range(0, 21, 4)], [f"{2**p:,}".replace(",", ".") for p in range(0, 21, 4)])
eixo.set(xlabel="bloco k", ylabel="valor (começa em 1)")
eixo.legend()
mostrar(
    figura,
    alt="Três retas em escala logarítmica, por bloco, de 0 a 12. "
    + "; ".join(f"{nome} termina em {valores[-1]:.0f}" for nome, valores in medias.items())
    + ". A primeira coincide com 2 elevado a k.",
    legenda="Média de vinte redes recém-inicializadas com He, largura 256. Faixa cinza: 2 elevado a k.",
)

# %% [markdown]
# Três medidas, três inclinações:
#
# | o que se mede | razão por bloco | por quê |
# |---|---|---|
# | $E[h^2]$, pré-ativação | 1,99 | a dobra, exata na média dos sorteios |
# | variância entre exemplos, pré-ativação | 1,67 no primeiro bloco, 1,78 em média | só conta o que difere entre exemplos |
# | $E[h^2]$, pós-ativação | 2,00 no primeiro bloco, 2,77 em média | o ramo, positivo, empurra $h$ sempre para o mesmo lado |
#
# Por isso os gráficos dos livros parecem discordar: um escreve "variância" e desenha uma curva, outro desenha outra. A da pré-ativação com $E[h^2]$ é a que dobra.

# %% [markdown]
# As outras duas têm a sua explicação. Duas colunas a mostram: quanto vale a média de $h$, em unidades do seu tamanho típico, e que fração de $E[h^2]$ difere de um exemplo para outro.

# %% tags=["skip-execution"]
semente(0)
pre = pos = torch.randn(256, 256).to(lugar)
print("        média de h / tamanho típico    fração que difere entre exemplos")
print("bloco   pré-ativação  pós-ativação     pré-ativação  pós-ativação")
for k in range(1, 13):
    W = sorteia(256)
    pre, pos = pre + torch.relu(pre) @ W, pos + torch.relu(pos @ W)
    if k in (1, 2, 4, 12):
        colunas = [h.mean() / h.pow(2).mean().sqrt() for h in (pre, pos)] + [h.var(0).mean() / h.pow(2).mean() for h in (pre, pos)]
        print(f"{k:5d}" + "".join(f"{numero(coluna.item()):>{largura}}" for coluna, largura in zip(colunas, (15, 14, 17, 14), strict=True)))

# %% [markdown]
# **Entre exemplos.** $\mathrm{ReLU}(h)$ tem média positiva, e essa parte do ramo é igual para todos os exemplos. No primeiro bloco ela é uma fração $1/\pi$ do total: o ramo traz $1 - 1/\pi$ do que
# varia, e a razão é $2 - 1/\pi \approx 1{,}68$. Como $E[h^2]$ dobra, a parte de $h$ que **distingue** um exemplo de outro encolhe a cada bloco. Isto volta no laboratório.
#
# **Pós-ativação.** Cada ramo soma algo positivo: $h$ ganha média positiva, e o bloco seguinte soma no mesmo sentido. A covariância deixa de ser zero mesmo na média dos
# sorteios, e do segundo bloco em diante o crescimento passa de 2. Com doze, quase nada distingue um exemplo do outro: 0,02.
#
# ## Prever sem medir
#
# Dividir o resultado de um bloco por $\sqrt 2$ divide $E[h^2]$ por 2. Um ramo que começa por uma **normalização em lote** (*batch norm*, a próxima aula) recebe sempre algo
# com $E[\cdot^2] = 1$, por maior que seja $h$.
#
# > **Seu palpite.** Com a normalização no ramo, $E[h^2]$ para de crescer, ainda dobra, ou faz outra coisa?

# %% [markdown]
# ### Exercício 4.4 — A previsão (1,0 ponto · 5 min)
#
# Escreva `previsao(k, modo)`: o $E[h^2]$ esperado depois de $k \ge 0$ blocos com inicialização He, a partir de $E[h^2] = 1$. O resultado é um `float`. Os modos:
#
# - `"sequencial"`: $h \leftarrow W\,\mathrm{ReLU}(h)$, sem atalho;
# - `"residual"`: $h \leftarrow h + W\,\mathrm{ReLU}(h)$;
# - `"escalado"`: $h \leftarrow \big(h + W\,\mathrm{ReLU}(h)\big)/\sqrt 2$;
# - `"batchnorm"`: $h \leftarrow h + W\,\mathrm{ReLU}(\mathrm{BN}(h))$, em que $\mathrm{BN}$ devolve o que recebe com $E[\cdot^2] = 1$.

# %% tags=["skip-execution"]
dicas(
    "4.4",
    "Para cada modo, o que um bloco faz com E[h²]: mantém, multiplica ou soma?",
    "O ramo devolve o E[·²] do que recebeu. No modo residual ele recebe h; no modo `batchnorm`, recebe sempre algo com E[·²] = 1, quer h seja grande, quer pequeno.",
    "Dois modos ficam em 1. O residual multiplica por 2 a cada bloco; o `batchnorm` soma 1 a cada bloco, a partir de 1. Confira com k = 0: os quatro dão 1.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-4.4", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 4.4


def previsao(k: int, modo: str) -> float:
    """E[h²] depois de k blocos, a partir de 1. modo: `"sequencial"`, `"residual"`, `"escalado"` ou `"batchnorm"`."""
    ### BEGIN SOLUTION
    return {"sequencial": 1.0, "residual": 2.0**k, "escalado": 1.0, "batchnorm": k + 1.0}[modo]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-4.4", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 4.4
MODOS = ("sequencial", "residual", "escalado", "batchnorm")

verifica(
    "4.4",
    "previsao",
    [
        Caso(
            "antes do primeiro bloco",
            lambda: [previsao(0, modo) for modo in MODOS],
            [1.0, 1.0, 1.0, 1.0],
            dica="Com k = 0 nada aconteceu ainda: E[h²] = 1 em todos os modos.",
        ),
        Caso(
            "um bloco",
            lambda: [previsao(1, modo) for modo in MODOS],
            [1.0, 2.0, 1.0, 2.0],
            dica="O ramo contribui com 1 nos dois que somam sem dividir.",
        ),
        Caso(
            "cinco blocos",
            lambda: [previsao(5, modo) for modo in MODOS],
            [1.0, 32.0, 1.0, 6.0],
            dica="No residual, o ramo contribui com tanto quanto já há; no `batchnorm`, sempre com 1.",
            enganos=[
                Engano(
                    [1.0, 32.0, 1.0, 32.0],
                    "Com a normalização o resultado também dobrou a cada bloco. Que E[·²] entra no ramo, depois dela?",
                ),
                Engano(
                    [1.0, 32.0, 1.0, 5.0],
                    "Com a normalização, o ponto de partida ficou de fora. Quanto vale E[h²] antes do primeiro bloco?",
                ),
                Engano([1.0, 32.0, 1.0, 1.0], "Com a normalização no ramo, E[h²] ficou parado em 1. O atalho passa pela normalização?"),
                Engano([1.0, 6.0, 1.0, 6.0], "No residual cada bloco somou 1. O ramo recebe h, que já cresceu: com quanto ele contribui?"),
                Engano(
                    [1.0, 32.0**0.5, 1.0, 6.0], "No residual saiu 2^(k/2), a raiz do que se pede. Qual das duas coisas dobra a cada bloco?"
                ),
                Engano([1.0, 10.0, 1.0, 6.0], "No residual saiu 2·k. Se cada bloco dobra o que recebe, quanto dá depois de três?"),
                Engano([1.0, 32.0, 32.0**0.5, 6.0], "No escalado, E[h²] ainda cresceu. Se h é dividido por √2, por quanto se divide h²?"),
                Engano([1 / 32, 32.0, 1.0, 6.0], "No sequencial, E[h²] caiu à metade por bloco. O que o 2 de 2/fan_in compensa?"),
            ],
        ),
    ],
)
### BEGIN HIDDEN TESTS
poucos = observe.given("poucos", lambda: torch.randint(2, 12, (4,)).tolist())
muitos = observe.given("muitos", lambda: torch.randint(30, 900, (5,)).tolist())
outros = observe.given("outros", lambda: torch.randint(12, 300, (4,)).tolist())
modos = ["sequencial", "residual", "escalado", "batchnorm"]

observe("poucos blocos", lambda: [previsao(k, m) for k in poucos for m in modos], hint="Pense no que um bloco faz com E[h²] em cada modo.")
observe(
    "residual", lambda: [previsao(k, "residual") for k in muitos], hint="Sem nada que o contenha, o ramo contribui com tanto quanto já há."
)
observe(
    "batchnorm",
    lambda: [previsao(k, "batchnorm") for k in muitos],
    hint="Depois da normalização, o ramo contribui sempre com o mesmo tanto.",
)
observe(
    "todos os modos",
    lambda: [[previsao(k, m) for m in modos] for k in outros],
    hint="Dois modos não crescem; dos outros dois, um dobra e o outro soma 1.",
    weight=2,
)
observe(
    "os modos que não crescem",
    lambda: [[previsao(k, m) for k in (0, 1, *muitos)] for m in ("sequencial", "escalado")],
    hint="Com He, sem atalho ou com a divisão por √2, E[h²] fica onde estava.",
    gate=True,
)
observe("nenhum bloco", lambda: [previsao(0, m) for m in modos], hint="Com k = 0, E[h²] = 1 em todos os modos.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# A sua previsão contra a medida, nos quatro modos. A normalização aqui é `nn.BatchNorm1d`, tal como sai da caixa.

# %% tags=["skip-execution"]
normaliza = nn.BatchNorm1d(256).to(lugar)


def um_bloco(h, W, modo):
    if modo == "sequencial":
        return torch.relu(h) @ W
    if modo == "batchnorm":
        return h + torch.relu(normaliza(h)) @ W
    h = h + torch.relu(h) @ W
    return h / math.sqrt(2) if modo == "escalado" else h


@torch.no_grad()
def mede_modos(n_blocos=20, redes=30):
    """E[h²] depois de cada bloco, em cada modo: média de redes de largura 256, com as mesmas matrizes nos quatro modos."""
    semente(0)
    momentos = torch.ones(redes, n_blocos + 1, len(MODOS))
    for rede in range(redes):
        estados = dict.fromkeys(MODOS, torch.randn(128, 256).to(lugar))
        for k in range(1, n_blocos + 1):
            W = sorteia(256)
            estados = {modo: um_bloco(h, W, modo) for modo, h in estados.items()}
            momentos[rede, k] = torch.stack([h.pow(2).mean() for h in estados.values()])
    return dict(zip(MODOS, momentos.mean(0).T.tolist(), strict=True))


figura, eixo = plt.subplots(figsize=(7.5, 4))
medido_por_modo = mede_modos()
for j, (modo, valores) in enumerate(medido_por_modo.items()):
    eixo.plot(range(21), valores, cores.MARCADORES[j], color=cores.CORES[j], label=f"{modo}, medido")
    if respondeu(lambda modo=modo: previsao(1, modo) > 0):
        eixo.plot(range(21), [previsao(k, modo) for k in range(21)], color=cores.CORES[j], linestyle=cores.TRACOS[j])
eixo.set_yscale("log", base=2)
eixo.set_yticks([2**p for p in range(0, 21, 4)], [f"{2**p:,}".replace(",", ".") for p in range(0, 21, 4)])
eixo.set(xlabel="bloco k", ylabel="E[h²]", ylim=(0.4, 2**21.5), xticks=range(0, 21, 5))
eixo.legend(loc="upper left")
mostrar(
    figura,
    alt="E[h²] por bloco, de 0 a 20, em escala logarítmica. "
    + "; ".join(f"{modo}: termina em {numero(valores[-1], 1)}" for modo, valores in medido_por_modo.items())
    + ".",
    legenda="Marcadores: medido, média de trinta redes de largura 256. Linhas: a sua previsão, depois de resolvido o 4.4.",
)

# %% [markdown]
# Em vinte blocos, um milhão contra vinte e um. Com a normalização a rede ainda cresce, mas **linearmente**: cada ramo contribui com 1, quer $h$ seja pequeno, quer grande.
#
# ## Onde isso para?
#
# Um número de ponto flutuante guarda um sinal, um expoente e alguns dígitos. O expoente decide o **alcance** (*range*): o maior número que cabe. Os dígitos decidem a **precisão**
# (*precision*): a distância até o número vizinho. São coisas diferentes, e cada tipo reparte os seus bits de um modo.
#
# > **Seu palpite.** float16 e bfloat16 têm 16 bits cada um. Qual guarda mais dígitos, e qual alcança números maiores?

# %% tags=["skip-execution"]
print("tipo             bits    maior número   vizinho de 1")
for tipo in (torch.float64, torch.float32, torch.bfloat16, torch.float16, torch.float8_e5m2, torch.float8_e4m3fn):
    ficha = torch.finfo(tipo)
    print(f"{str(tipo)[6:]:15}{ficha.bits:6d}{potencia(ficha.max, 1):>16}   1 + {potencia(ficha.eps, 1)}")

print()
for tipo in (torch.float16, torch.bfloat16):
    tamanho = torch.tensor(2 / torch.finfo(tipo).eps, dtype=tipo)
    print(
        f"{str(tipo)[6:]:9} {tamanho.item():5.0f} + 1 = {(tamanho + 1).item():5.0f}      60000 + 60000 = {(torch.tensor(60000.0, dtype=tipo) * 2).item():.0f}"
    )

# %% [markdown]
# O bfloat16 tem o expoente do float32, logo o mesmo alcance, e paga com dígitos: depois de 256, somar 1 não muda nada. O float16 guarda mais dígitos e para em 65.504.
#
# Os textos dizem que a rede funda *excede a precisão de ponto flutuante*. Dito com rigor, o que se excede é o **alcance**: o resultado é `inf`. A precisão é o outro perigo, e também
# aparece numa rede residual: quando $h$ fica grande, um ramo pequeno se perde na soma, como o 1 acima. O bloco vira identidade sem que ninguém veja.

# %% [markdown]
# ### Exercício 4.5 — Blocos até estourar (1,5 ponto · 10 min)
#
# Depois de $k$ blocos que dobram $E[h^2]$, a partir de 1, o tamanho típico de $h$ é $2^{k/2}$. Escreva `blocos_ate_estourar(dtype)`: o menor $k$ inteiro com
# $2^{k/2}$ **acima** do maior número do tipo, `torch.finfo(dtype).max`. Vale para qualquer tipo que `torch.finfo` conheça, também os de 8 bits.
#
# O resultado é um `int`. Cuidado com a própria conta: ela não pode estourar (o maior float64, ao quadrado, não cabe num float64), nem errar por arredondamento perto do limite.

# %% tags=["skip-execution"]
dicas(
    "4.5",
    "Eleve os dois lados ao quadrado: 2^(k/2) > M é o mesmo que 2^k > M². Assim some a raiz.",
    "Os inteiros do Python não têm limite de tamanho nem arredondam: `int(torch.finfo(dtype).max)` é exato. Com ele, um laço que aumenta k até passar basta.",
    "Com `maior = int(torch.finfo(dtype).max)`, comece em k = 0 e some 1 enquanto `2**k <= maior**2`. Há um atalho: o método `.bit_length()` de um inteiro diz quantos dígitos binários ele tem.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-4.5", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 4.5


def blocos_ate_estourar(dtype: torch.dtype) -> int:
    """O menor k com 2^(k/2) acima do maior número que o tipo representa."""
    ### BEGIN SOLUTION
    maior = int(torch.finfo(dtype).max)
    return (maior**2).bit_length()  # o menor k com 2^k > maior²
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-4.5", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 4.5
verifica(
    "4.5",
    "blocos_ate_estourar",
    [
        Caso(
            "float16, cujo maior número é 65.504",
            lambda: blocos_ate_estourar(torch.float16),
            32,
            dica="2^16 = 65.536 é a primeira potência acima de 65.504. Que k dá 2^(k/2) = 2^16?",
            enganos=[
                Engano(16, "A conta comparou E[h²] com o limite. O que a rede guarda no tipo, h ou h²?"),
                Engano(31, "Depois desses blocos o número ainda cabe. Qual é o primeiro que não cabe mais?"),
                Engano(20, "A conta usou `eps`, a distância até o vizinho de 1. O estouro é questão de precisão ou de alcance?"),
                Engano(33, "Um bloco antes desse o número já não cabia. Qual é o menor k que passa do limite?"),
                Engano(8, "Na sua conta h quadruplica a cada bloco. Se E[h²] dobra, por quanto se multiplica h?"),
            ],
        ),
        Caso(
            "float32",
            lambda: blocos_ate_estourar(torch.float32),
            256,
            dica="O maior float32 fica um pouco abaixo de 2^128.",
            enganos=[
                Engano(64, "O resultado é o dobro do número de bits do tipo. Quais bits decidem o alcance: todos, ou os do expoente?"),
            ],
        ),
        Caso("bfloat16", lambda: blocos_ate_estourar(torch.bfloat16), 256, dica="O maior bfloat16 também fica um pouco abaixo de 2^128."),
        Caso(
            "float64",
            lambda: blocos_ate_estourar(torch.float64),
            2048,
            dica="O maior float64 fica um pouco abaixo de 2^1024; em decimais a conta estoura ou arredonda, em inteiros não.",
        ),
        Caso(
            "float8_e4m3fn, cujo maior número é 448",
            lambda: blocos_ate_estourar(torch.float8_e4m3fn),
            18,
            dica="2^9 = 512 passa de 448; 2^(17/2) = 362 não.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
comuns = observe.given("comuns", lambda: [*torch.randperm(4).tolist(), *torch.randint(0, 4, (8,)).tolist()])
raros = observe.given("raros", lambda: [*torch.randperm(5).tolist(), *torch.randint(0, 5, (8,)).tolist()])
juntos = observe.given("juntos", lambda: [*torch.randperm(9).tolist(), *torch.randint(0, 9, (6,)).tolist()])
nomes = ["float16", "float32", "bfloat16", "float64", "float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "complex64", "float8_e5m2fnuz"]
tipos = [getattr(torch, nome) for nome in nomes]

observe(
    "float16, float32, bfloat16 e float64",
    lambda: [blocos_ate_estourar(tipos[k]) for k in comuns],
    hint="Compare 2^k com o quadrado do maior número, em inteiros: o menor k que passa.",
)
observe(
    "tipos de 8 bits e complexos",
    lambda: [blocos_ate_estourar(tipos[4 + k]) for k in raros],
    hint="A regra é a mesma para qualquer tipo que torch.finfo conheça: leia dele o maior número.",
)
observe(
    "todos os tipos",
    lambda: [blocos_ate_estourar(tipos[k]) for k in juntos],
    hint="Um int por tipo: o menor k com 2^(k/2) acima do maior número.",
    weight=2,
)
observe(
    "um tipo cujo maior número é potência de 2",
    lambda: blocos_ate_estourar(torch.float8_e8m0fnu),
    hint="Acima quer dizer maior: quando 2^(k/2) é igual ao maior número, ele ainda cabe.",
    gate=True,
)
### END HIDDEN TESTS

# %% [markdown]
# A regra diz 32 blocos em float16; a rede do começo da aula estourou no bloco 29. Mova o número de blocos e troque o tipo: em que bloco cada um estoura de fato? E
# o que muda com a divisão por $\sqrt 2$?


# %% tags=["skip-execution"]
@cache
@torch.no_grad()
def percurso(tipo, modo, n_blocos=300):
    """O tamanho típico e o maior valor de h depois de cada bloco, com a conta toda feita no tipo; largura 64."""
    semente(0)
    h = torch.randn(64, 64).to(lugar, getattr(torch, tipo))
    linhas = []
    for k in range(n_blocos + 1):
        if k:
            h = h + torch.relu(h) @ sorteia(64).to(h.dtype)
            h = h / math.sqrt(2) if modo == "dividir por √2" else h
        exato = h.double()
        if not torch.isfinite(exato).all():
            break
        linhas.append((exato.pow(2).mean().sqrt().item(), exato.abs().max().item()))
    return torch.tensor(linhas).double().T


def resume_percurso(tipo, modo, blocos):
    tipico, maior = percurso(tipo, modo)
    feitos = len(tipico) - 1
    if feitos < blocos:
        return (
            f"Em {tipo}, o primeiro número passa do alcance no bloco {feitos + 1}; no anterior o tamanho típico era {potencia(tipico[-1])}."
        )
    return f"Em {tipo}, depois de {blocos} blocos o tamanho típico é {potencia(tipico[blocos])} e o maior valor, {potencia(maior[blocos])}: nada estourou."


def desenha_percurso(tipo, modo, blocos):
    tipico, maior = percurso(tipo, modo)[:, : blocos + 1]
    limite = math.log2(torch.finfo(getattr(torch, tipo)).max)
    figura, eixo = plt.subplots(figsize=(7.5, 3.8))
    eixo.plot(tipico.log2(), label="tamanho típico, √E[h²]", markevery=max(1, blocos // 10), **cores.estilo(0))
    eixo.plot(maior.log2(), label="maior valor", markevery=max(1, blocos // 10), **cores.estilo(1))
    eixo.axhline(limite, color=cores.PRETO, linewidth=1)
    eixo.text(0, limite, f"maior {tipo}: 2^{limite:.0f}", va="bottom")
    if len(tipico) <= blocos:
        eixo.axvline(len(tipico), color=cores.ROXO, linestyle=":", linewidth=2)
        lado = "left" if len(tipico) < 0.7 * blocos else "right"
        eixo.text(len(tipico), limite / 2, f" inf no bloco {len(tipico)} ", color=cores.ROXO, ha=lado)
    eixo.set(xlabel="bloco k", ylabel="expoente: log₂ do valor", xlim=(0, blocos), ylim=(-8, min(limite * 1.2, max(20, 0.62 * blocos))))
    eixo.legend(loc="lower right" if modo == "h + f(h)" else "center right")
    return figura


explora(
    desenha_percurso,
    tipo=("Tipo", ["float16", "bfloat16", "float32", "float64"]),
    modo=("Soma", ["h + f(h)", "dividir por √2"]),
    blocos=("Número de blocos", 10, 300, 10, 40),
    parados=[{"tipo": "float16"}, {"tipo": "float32", "blocos": 300}, {"tipo": "float16", "modo": "dividir por √2", "blocos": 300}],
    alt=lambda tipo, modo, blocos: (
        f"O expoente do tamanho típico e o do maior valor, por bloco, até {blocos} ({modo}), e uma linha no maior número do tipo. "
        + resume_percurso(tipo, modo, blocos)
    ),
    legenda=resume_percurso,
)

# %% tags=["skip-execution"]
print("tipo       bloco em que estoura: pela regra   medido")
estouros = {tipo: percurso(tipo, "h + f(h)").shape[1] for tipo in ("float16", "bfloat16", "float32")}
for tipo, medido in estouros.items():
    regra = blocos_ate_estourar(getattr(torch, tipo))
    print(f"{tipo:9}{regra if regra else '(4.5)':>35}{medido:9d}")

# %% [markdown]
# O float16 estourou no bloco 29 e o float32 no 260, contra 32 e 256 da regra. Duas correções explicam os dois desvios:
#
# - **antes**: a regra fala do tamanho típico, e quem estoura é o maior dos 4.096 números, umas quatro vezes maior. Isso adianta o estouro uns quatro blocos;
# - **depois**: 2 é a razão média entre sorteios, mas o produto de muitas razões sorteadas fica, quase sempre, abaixo do produto das médias. É a folga que se vê descer, sozinha, na curva dividida por $\sqrt 2$, e em 250 blocos ela soma vários.
#
# O bfloat16, de 16 bits, vai até o bloco 260: o alcance do float32. E com a divisão por $\sqrt 2$ nenhum estoura.
#
# A mesma rede, com os mesmos pesos, mostra o outro lado. Compare a saída do bloco 20 com a que se obtém em float64.


# %% tags=["skip-execution"]
@torch.no_grad()
def saida_do_bloco(n_blocos, tipo):
    semente(0)
    h = torch.randn(64, 64).to(lugar, tipo)
    for _ in range(n_blocos):
        h = h + torch.relu(h) @ sorteia(64).to(tipo)
    return h.double()


exata = saida_do_bloco(20, torch.float64)
desvios = {
    tipo: ((saida_do_bloco(20, tipo) - exata).norm() / exata.norm()).item() for tipo in (torch.float32, torch.float16, torch.bfloat16)
}
for tipo, desvio in desvios.items():
    print(f"{str(tipo)[6:]:9} erro relativo no bloco 20: {potencia(desvio, 1)}")

# %% [markdown]
# O bfloat16 chega longe e erra 8 vezes mais que o float16, que para cedo. Trocar de tipo compra alcance ou precisão; não muda o crescimento.
#
# ## O gradiente cresce também
#
# Na volta, o gradiente atravessa cada bloco pela transposta: $g \leftarrow g + \mathrm{D}\,W^{\mathsf T} g$, em que $\mathrm{D}$ zera o que a ReLU zerou. A conta é a mesma: duas parcelas do mesmo tamanho, de covariância
# zero na média dos sorteios.
#
# > **Seu palpite.** $E[h^2]$ dobra a cada bloco para a frente, $E[g^2]$ dobra a cada bloco para trás. Então que bloco recebe o maior gradiente **nos pesos**: o primeiro, o do meio ou o último?


# %% tags=["skip-execution"]
def ida_e_volta(n_blocos, redes=5, largura=128):
    """E[h²] e E[g²] na saída de cada bloco, e E[(∂L/∂W)²] em cada bloco, média das redes. L = v·y, com v sorteado."""
    tabelas = []
    for s in range(redes):
        semente(s)
        estados, matrizes = [torch.randn(128, largura).to(lugar).requires_grad_()], []
        for _ in range(n_blocos):
            matrizes.append(sorteia(largura).requires_grad_())
            estados.append(estados[-1] + torch.relu(estados[-1]) @ matrizes[-1])
        v = torch.randn(128, largura).to(lugar)
        derivadas = torch.autograd.grad((estados[-1] * v).sum(), [*estados, *matrizes])
        momentos = [d.detach().pow(2).mean().cpu() for d in (*estados, *derivadas)]
        tabelas.append(torch.stack(momentos))
    media = torch.stack(tabelas).mean(0)
    return media[: n_blocos + 1], media[n_blocos + 1 : 2 * n_blocos + 2], media[2 * n_blocos + 2 :]


figura, (esquerda, direita) = plt.subplots(1, 2, figsize=(9, 3.6))
ida, volta, _ = ida_e_volta(20)
esquerda.plot(ida, markevery=4, label="E[h²]", **cores.estilo(0))
esquerda.plot(volta, markevery=4, label="E[g²], g = ∂L/∂h", **cores.estilo(1))
esquerda.set(xlabel="bloco", title="rede de 20 blocos", xticks=range(0, 21, 5))
nos_pesos = {n: ida_e_volta(n)[2] for n in (5, 10, 20)}
for j, (n, valores) in enumerate(nos_pesos.items()):
    direita.plot(range(1, n + 1), valores, label=f"{n} blocos", markevery=max(1, n // 5), **cores.estilo(j))
direita.set(xlabel="bloco", title="E[(∂L/∂W)²]", xticks=range(0, 21, 5))
for eixo in (esquerda, direita):
    eixo.set_yscale("log")
    eixo.legend()
figura.tight_layout()
mostrar(
    figura,
    alt=f"À esquerda, duas retas que se cruzam: E[h²] sobe de 1 a {potencia(ida[-1])} do bloco 0 ao 20, e E[g²] desce de {potencia(volta[0])} a 1. À direita, o gradiente dos pesos é quase o mesmo em todos os blocos de uma rede, e muito maior na de 20 que na de 5.",
    legenda="Média de cinco redes de largura 128, recém-inicializadas com He. Eixos verticais logarítmicos.",
)
print("gradiente dos pesos, média dos blocos: " + "; ".join(f"{n} blocos {potencia(valores.mean())}" for n, valores in nos_pesos.items()))

# %% [markdown]
# Nenhum: recebem todos quase o mesmo. O gradiente de $W_k$ é o produto do que entra no bloco, $2^{k-1}$, pelo que volta a ele, $2^{n-k}$: sempre $2^{n-1}$. O que muda é a
# profundidade da rede: cada bloco a mais **dobra** $E[(\partial L/\partial W)^2]$ em todos os blocos. Com a mesma taxa de aprendizado, o primeiro passo de uma rede de 40 blocos é mil vezes maior que o de uma de 20.
#
# ## Três remédios
#
# **Dividir por $\sqrt 2$**, $h \leftarrow (h + f(h))/\sqrt 2$. Simples, e $E[h^2]$ fica em 1. O preço: o atalho deixa de ser a identidade. O que vai só por atalhos chega ao fim de 40 blocos
# multiplicado por $2^{-20}$, um milionésimo. A célula mede quanto da entrada ainda se reconhece na saída: o cosseno do ângulo entre as duas.

# %% tags=["skip-execution"]
semente(0)
entrada = h = torch.randn(256, 1024).to(lugar)
for k in range(1, 21):
    h = (h + torch.relu(h) @ sorteia(1024)) / math.sqrt(2)
    if k in (1, 5, 10, 20):
        cosseno = nn.functional.cosine_similarity(entrada, h).mean().item()
        print(f"blocos: {k:2d}   cosseno entre a entrada e a saída {numero(cosseno, 3)}; só o atalho daria {numero(2 ** (-k / 2), 3)}")

# %% [markdown]
# **Começar pela identidade**, $h \leftarrow h + \alpha f(h)$, com $\alpha$ treinável a partir de 0. No começo a rede inteira é a entrada e a saída, qualquer que seja a profundidade; cada bloco entra
# quando o treino o chama. É o SkipInit, de De e Smith (2020), e o ReZero, de Bachlechner et al. (2020).
#
# **Normalizar em lote**, o remédio clássico. Fica para a próxima aula.

# %% [markdown]
# ### Exercício 4.6 — Um bloco que parte da identidade (1,5 ponto · 10 min)
#
# Complete `BlocoEscalado(f)`, que calcula $x + \alpha\, f(x)$:
#
# - `f`, um `nn.Module` que devolve a forma que recebe, é guardado no atributo `f`, de modo que os parâmetros dele apareçam em `parameters()`;
# - `alfa` é um `nn.Parameter` com um só número, que começa em 0 e treina junto com o resto. Em 0 o bloco é a identidade, e mesmo ali chega gradiente a `alfa`.
#
# `f` fica como veio: só o $\alpha$ é zero. O bloco não tem outros parâmetros, e não escreve na entrada.

# %% tags=["skip-execution"]
dicas(
    "4.6",
    "O que faz um tensor aparecer em `parameters()` e receber gradiente? E um módulo guardado em `self`?",
    "`nn.Parameter(torch.zeros(()))` é um número treinável que começa em 0. Ele multiplica a saída de f; o atalho fica de fora do produto.",
    "No `__init__`: `self.f = f` e `self.alfa = nn.Parameter(...)`. No `forward`, devolva x mais alfa vezes f(x), sem `if`: se você pular a conta quando alfa é 0, o gradiente não chega a ele.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-4.6", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 4.6


class BlocoEscalado(nn.Module):
    """x + alfa·f(x), com `alfa` treinável a partir de 0."""

    def __init__(self, f: nn.Module) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.f = f
        self.alfa = nn.Parameter(torch.zeros(()))
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: qualquer forma que f aceite. Devolve a mesma forma."""
        ### BEGIN SOLUTION
        return x + self.alfa * self.f(x)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-4.6", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 4.6
def triplo_mais_um():
    """Uma camada que calcula 3x + 1."""
    camada = nn.Linear(2, 2)
    with torch.no_grad():
        camada.weight.copy_(3 * torch.eye(2))
        camada.bias.fill_(1.0)
    return camada


par = torch.tensor([[1.0, -2.0]])


def saida_com_alfa(valor):
    bloco = BlocoEscalado(triplo_mais_um())
    with torch.no_grad():
        bloco.alfa.fill_(valor)
    return bloco(par.clone())


def gradiente_de_alfa():
    bloco = BlocoEscalado(triplo_mais_um())
    bloco(par.clone()).sum().backward()
    return bloco.alfa.grad.reshape(())


verifica(
    "4.6",
    "BlocoEscalado",
    [
        Caso(
            "recém-criado, o bloco é a identidade",
            lambda: BlocoEscalado(triplo_mais_um())(par.clone()),
            par,
            dica="alfa começa em 0: do ramo não vem nada; do atalho vem x.",
            enganos=[
                Engano(torch.tensor([[5.0, -7.0]]), "alfa começou em 1, e o bloco não parte da identidade. Com que alfa a saída é x?"),
            ],
        ),
        Caso(
            "com alfa = 2 e f(x) = 3x + 1",
            lambda: saida_com_alfa(2.0),
            torch.tensor([[9.0, -12.0]]),
            dica="x + 2·(3x + 1) = 7x + 2.",
            enganos=[
                Engano(torch.tensor([[6.0, -9.0]]), "alfa multiplicou o atalho. Com alfa = 0, o que deveria sair: x ou f(x)?"),
                Engano(torch.tensor([[8.0, -10.0]]), "Com alfa = 0 sai zero: o atalho não está na conta. O que se soma ao ramo?"),
                Engano(torch.tensor([[7.0, -8.0]]), "O atalho foi multiplicado por 1 − alfa. Na fórmula, o que multiplica x?"),
                Engano(
                    torch.tensor([[10.0, -14.0]]),
                    "alfa multiplicou a soma inteira, atalho incluído. Até onde vai o produto em x + alfa·f(x)?",
                ),
                Engano(
                    torch.tensor([[8.0, -13.0]]),
                    "alfa multiplicou o que entra em f, e não o que sai. Com viés em f, o que sai do ramo quando alfa = 0?",
                ),
            ],
        ),
        Caso(
            "com alfa = −1",
            lambda: saida_com_alfa(-1.0),
            torch.tensor([[-3.0, 3.0]]),
            dica="x − (3x + 1) = −2x − 1.",
            enganos=[
                Engano(torch.tensor([[5.0, -7.0]]), "alfa entrou sem o seu sinal. O que o bloco faria com alfa negativo?"),
            ],
        ),
        Caso(
            "quantos números treináveis há",
            lambda: sum(p.numel() for p in BlocoEscalado(nn.Linear(10, 10)).parameters()),
            111,
            dica="Os 110 de f, que precisa estar registrado, e mais um: alfa.",
            enganos=[
                Engano(110, "alfa não está em `parameters()`, e um passo de treino não o muda. O que torna um tensor treinável?"),
            ],
        ),
        Caso(
            "o gradiente que chega a alfa = 0",
            gradiente_de_alfa,
            torch.tensor(-1.0),
            dica="A derivada de x + alfa·f(x) em relação a alfa é f(x), mesmo em alfa = 0: a conta precisa passar por f.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
d = observe.given("d", lambda: int(torch.randint(3, 9, ())))
x = observe.given("x", lambda: torch.randn(4, d, device=observe.device))
v = observe.given("v", lambda: torch.randn(4, d, device=observe.device))
valores = observe.given("valores", lambda: (2 * torch.randn(3)).tolist())
imagem = observe.given("imagem", lambda: torch.randn(2, 3, 4, d, device=observe.device))


def ramo():
    f = nn.Sequential(nn.Linear(d, 2 * d), nn.Tanh(), nn.Linear(2 * d, d)).to(observe.device)
    observe.fill(f)
    return f


def bloco_com(valor, f=None):
    bloco = BlocoEscalado(ramo() if f is None else f).to(observe.device)
    with torch.no_grad():
        bloco.alfa.fill_(valor)
    return bloco


def gradientes(valor):
    f = ramo()
    bloco = BlocoEscalado(f).to(observe.device) if valor is None else bloco_com(valor, f)
    folha = x.clone().requires_grad_()
    (bloco(folha) * v).sum().backward()
    return [bloco.alfa.grad.reshape(-1), folha.grad, [p.grad for p in f.parameters()]]


def um_passo():
    """A saída depois de um passo de descida do gradiente a partir de alfa = 0."""
    bloco = BlocoEscalado(ramo()).to(observe.device)
    (bloco(x.clone()) * v).sum().backward()
    with torch.no_grad():
        for parametro in bloco.parameters():
            if parametro.grad is not None:
                parametro.sub_(0.1 * parametro.grad)
    return [bloco(x.clone()), bloco.alfa.reshape(-1)]


def bloco_de_imagem():
    f = nn.Conv2d(3, 3, 3, padding=1).to(observe.device)
    observe.fill(f)
    return bloco_com(valores[2], f)(imagem.clone())


def parametros():
    f = ramo()
    f[0].bias.requires_grad_(False)
    f[2].bias.grad = f[2].bias.detach().clone()
    bloco = BlocoEscalado(f).to(observe.device)
    formas = sorted([p.numel(), p.requires_grad] for p in bloco.parameters())
    de_f = [[p, p.requires_grad, p.grad] for p in f.parameters()]
    return [formas, len(list(bloco.buffers())), de_f, [m.training for m in f.modules()]]


def modo_e_duas_chamadas():
    f = ramo()
    bloco, chamadas = bloco_com(valores[0], f).eval(), []
    f.register_forward_hook(lambda *_: chamadas.append(1))
    return [bloco(x.clone()), bloco(2 * x), f.training, bloco.training, len(chamadas)]


def entrada_depois_da_chamada():
    entradas = [x.clone(), x.clone()]
    bloco_com(valores[1])(entradas[0])
    bloco_com(valores[1], nn.Identity())(entradas[1])
    return [*entradas, entradas[0].requires_grad]


observe(
    "saída com outros valores de alfa",
    lambda: [bloco_com(valor)(x.clone()) for valor in valores],
    hint="x + alfa·f(x): alfa multiplica o ramo inteiro, e só ele.",
    weight=2,
)
observe(
    "gradiente em alfa = 0",
    lambda: gradientes(None),
    hint="Em alfa = 0 o gradiente chega a alfa e à entrada: nada de pular a conta.",
    weight=2,
)
observe("um passo de treino", um_passo, hint="alfa é um nn.Parameter que começa em 0 e treina junto com f.", weight=2)
observe("ramo convolucional", bloco_de_imagem, hint="alfa é um número só, e serve a uma entrada de qualquer forma.")
observe(
    "gradiente com alfa diferente de zero", lambda: gradientes(valores[0]), hint="O gradiente chega também aos parâmetros de f.", gate=True
)
observe(
    "recém-criado", lambda: BlocoEscalado(ramo()).to(observe.device)(x.clone()), hint="alfa começa em 0: o bloco é a identidade.", gate=True
)
observe(
    "os parâmetros",
    parametros,
    hint="Os parâmetros são os de f, como vieram e registrados, e alfa, um número só; nenhum buffer.",
    gate=True,
)
observe(
    "float64",
    lambda: [BlocoEscalado(ramo()).double().to(observe.device)(x.double()), bloco_com(valores[1]).double()(x.double())],
    hint="Depois de .double(), f e alfa estão em float64, e a saída também.",
    gate=True,
)
observe(
    "avaliação e duas chamadas", modo_e_duas_chamadas, hint="O modo não muda a conta; o bloco chama f uma vez e não guarda nada.", gate=True
)
observe(
    "a entrada depois da chamada",
    entrada_depois_da_chamada,
    hint="Some sem escrever na entrada, nem no que f devolve: pode ser a própria entrada.",
    gate=True,
)
### END HIDDEN TESTS

# %% [markdown]
# Em $\alpha = 0$ os pesos de $f$ não recebem gradiente: ele vem multiplicado por $\alpha$. Quem se move no primeiro passo é o próprio $\alpha$; do segundo em diante, todos. É uma diferença em relação à aula 02, em
# que os blocos nasceram em $W = 0$ e os pesos se moviam já no primeiro passo.
#
# ## Laboratório: 2, 20 e 40 blocos treinados
#
# Os dados e o treino da aula 02: MNIST-1D, largura 64, SGD com taxa 0,02 e momento 0,9, lotes de 100, dez épocas, três sementes. Três famílias, todas com blocos $W\,\mathrm{ReLU}(h)$ inicializados por He:
#
# - **He**: $h + f(h)$;
# - **dividida por √2**: $(h + f(h))/\sqrt 2$;
# - **α = 0**: $h + \alpha f(h)$, com o seu `BlocoEscalado`.
#
# > **Seu palpite.** Quais treinam com 40 blocos? Acertar a escala, como faz a segunda, basta para que 40 não fique pior que 20?

# %% tags=["skip-execution"]
X, y, X_teste, y_teste = (parte.to(lugar) for parte in dados.mnist1d())


class Dividido(Pre):
    """(h + linear(ReLU(h))) / √2"""

    def forward(self, h):
        return super().forward(h) / math.sqrt(2)


FAMILIAS = {
    "He": lambda: Pre(camada_he(64)),
    "dividida por √2": lambda: Dividido(camada_he(64)),
    "α = 0": lambda: BlocoEscalado(nn.Sequential(nn.ReLU(), camada_he(64))),
}


def rede_da_familia(familia, n):
    return Rede([FAMILIAS[familia]() for _ in range(n)], nn.Linear(40, 64), nn.Linear(64, 10)).to(lugar)


@torch.no_grad()
def erros(rede):
    """Erros de treino e de teste, em %."""
    pares = [(X, y), (X_teste, y_teste)]
    return [100 * (rede(entradas).argmax(1) != rotulos).float().mean().item() for entradas, rotulos in pares]


def treina(rede, epocas=10):
    """SGD; para se a perda deixa de ser finita. Devolve a perda do primeiro lote e em que passo parou (None: foi até o fim)."""
    otimizador = torch.optim.SGD(rede.parameters(), lr=0.02, momentum=0.9, fused=True)
    inicial, passo = None, 0
    for _ in range(epocas):
        for lote in torch.randperm(len(X)).to(lugar).split(100):
            otimizador.zero_grad()
            perda = nn.functional.cross_entropy(rede(X[lote]), y[lote])
            inicial, passo = perda.item() if inicial is None else inicial, passo + 1
            if not torch.isfinite(perda):
                return inicial, passo
            perda.backward()
            otimizador.step()
    return inicial, None


# %% tags=["skip-execution"]
MEDIDAS_GRAVADAS = {
    ("He", 2): [[34.9, 47.3], [35.6, 45.7], [35.9, 50.9]],
    ("He", 20): [[90.0, 89.8], [90.0, 89.8], [88.5, 88.0]],
    ("He", 40): [[90.0, 89.8], [90.0, 89.8], [90.0, 89.8]],
    ("dividida por √2", 2): [[45.8, 52.6], [43.9, 51.8], [44.1, 53.4]],
    ("dividida por √2", 20): [[43.1, 52.4], [44.4, 51.2], [44.0, 51.8]],
    ("dividida por √2", 40): [[50.7, 56.7], [56.0, 62.9], [48.8, 53.7]],
    ("α = 0", 2): [[44.5, 51.1], [43.8, 51.2], [46.8, 52.1]],
    ("α = 0", 20): [[40.0, 51.2], [36.6, 47.4], [38.6, 47.3]],
    ("α = 0", 40): [[41.7, 52.4], [39.8, 47.8], [38.9, 47.6]],
}

if respondeu(mede) and respondeu(lambda: BlocoEscalado(nn.Identity())(torch.ones(2)).sum() == 2):
    medidas, perdas = {}, {}  # (família, blocos) → [erro de treino, erro de teste] de cada semente; a perda antes do treino
    for familia in FAMILIAS:
        for n in (2, 20, 40):
            medidas[familia, n], relato = [], []
            for s in range(3):
                semente(s)
                rede = rede_da_familia(familia, n)
                relato.append(treina(rede))
                medidas[familia, n].append(erros(rede))
            perdas[familia, n] = relato[0][0]
            treino, teste = (f"{e.mean():.1f} % ({e.min():.1f} a {e.max():.1f})" for e in torch.tensor(medidas[familia, n]).T)
            parou = [passo for _, passo in relato if passo]
            fim = f"   a perda deixou de ser finita no passo {min(parou)}" if parou else ""
            print(
                f"{familia}, {n:2d} blocos   perda inicial {perdas[familia, n]:.2f}   treino {treino}   teste {teste}{fim}".replace(
                    ".", ","
                )
            )
else:
    medidas = MEDIDAS_GRAVADAS
    print("Figura com os números gravados pela aula: resolva 4.2, 4.3 e 4.6 para medir você mesmo.")

# %% tags=["skip-execution"]
figura, eixos = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True)
eixos[0].set(ylabel="erro (%)", title="treino", xlabel="blocos", ylim=(0, 100), xticks=(2, 20, 40))
eixos[1].set(title="teste", xlabel="blocos", xticks=(2, 20, 40))
lidas = []
for k, familia in enumerate(FAMILIAS):
    tabela = torch.tensor([medidas[familia, n] for n in (2, 20, 40)])  # (profundidade, semente, treino ou teste)
    for coluna, eixo in enumerate(eixos):
        media = tabela[..., coluna].mean(1)
        extremos = [(media - tabela[..., coluna].amin(1)).clamp(0), (tabela[..., coluna].amax(1) - media).clamp(0)]
        lidas.append(f"{familia}, {eixo.get_title()}: {', '.join(f'{erro:.0f} %' for erro in media)}")
        eixo.errorbar([2 + k / 2, 20 + k / 2, 40 + k / 2], media, yerr=extremos, capsize=4, label=familia, **cores.estilo(k))
eixos[0].axhline(90, color=cores.CINZA, linestyle=":", linewidth=1)
eixos[0].text(1, 91.5, "acaso: 90 %")
eixos[1].legend(loc="lower right")
mostrar(
    figura,
    alt="Erro médio de treino e de teste com 2, 20 e 40 blocos. " + "; ".join(lidas) + ".",
    legenda="Média de três sementes; as barras vão do menor ao maior valor. MNIST-1D, largura 64, 10 épocas.",
)

# %% [markdown]
# - **He.** Com 2 blocos treina bem: 35,4 % de erro de treino. Com 20 e 40, nada: a perda, que ao acaso seria $\ln 10 \approx 2{,}3$, já nasce na casa das centenas com 20 blocos e das dezenas de milhares com 40, e logo deixa
#   de ser finita.
# - **Dividida por √2.** Treina em qualquer profundidade, mas 40 blocos (51,8 %) ficam piores que 20 (43,9 %) e que 2 (44,6 %).
# - **α = 0.** Com 2 blocos erra 45,0 %; com 20, 38,4 %; com 40, 40,1 %, o que cabe no acaso das sementes: a profundidade não custou nada. Com 2, He aprende mais depressa: já parte com os blocos ligados.
#
# > **Seu palpite.** Na segunda família a escala está certa, e a profundidade ainda atrapalha. O que mais há de errado?

# %% [markdown]
# ## A escala não é tudo
#
# Com viés zero, a família He e a dividida por $\sqrt 2$ são, antes do treino, **a mesma rede**, a menos de um fator: se $c > 0$, $\mathrm{ReLU}(ch) = c\,\mathrm{ReLU}(h)$. Dividir conserta o tamanho
# de $h$; a **direção** continua a mesma, com o defeito que tiver.

# %% tags=["skip-execution"]
semente(0)
inicio = nn.Linear(40, 64).to(lugar)(X[:500]).detach()
inteira = dividida = inicio
for _ in range(20):
    W = sorteia(64)
    inteira, dividida = inteira + torch.relu(inteira) @ W, (dividida + torch.relu(dividida) @ W) / math.sqrt(2)
cossenos = nn.functional.cosine_similarity(inteira, dividida)
print(
    f"20 blocos: menor cosseno entre as duas saídas {numero(cossenos.min().item(), 4)}; razão dos tamanhos {(inteira.norm() / dividida.norm()).item():.0f}"
)

# %% [markdown]
# A tabela das três medidas mostrou um: a parte de $h$ que distingue um exemplo de outro encolhe em proporção. Meça-a nos dados de verdade, para as redes que o laboratório treinou e para a da aula 02, que
# usou os pesos do PyTorch.


# %% tags=["skip-execution"]
@torch.no_grad()
def fracao_que_distingue(bloco):
    """Variância entre exemplos dividida por E[h²], depois de cada bloco, média de cinco redes."""
    curvas = []
    for s in range(5):
        semente(s)
        h, curva = nn.Linear(40, 64).to(lugar)(X), []
        for k in range(41):
            h = bloco(h) if k else h
            curva.append((h.var(0, correction=0).mean() / h.pow(2).mean()).item())
        curvas.append(curva)
    return torch.tensor(curvas).mean(0)


def com_a_camada_do_pytorch(h):
    return h + nn.Linear(64, 64).to(lugar)(torch.relu(h))


fracoes = {
    "He, dividida ou não por √2": fracao_que_distingue(lambda h: (h + torch.relu(h) @ sorteia(64)) / math.sqrt(2)),
    "pesos do PyTorch (aula 02)": fracao_que_distingue(com_a_camada_do_pytorch),
    "α = 0": fracao_que_distingue(lambda h: h),
}
figura, eixo = plt.subplots(figsize=(7.5, 3.6))
for k, (nome, fracao) in enumerate(fracoes.items()):
    eixo.plot(fracao, label=nome, markevery=8, **cores.estilo(k))
eixo.set(xlabel="bloco k", ylabel="fração de E[h²]\nque difere entre exemplos", ylim=(0, 1.05))
eixo.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "0,25", "0,50", "0,75", "1"])
eixo.legend(loc="upper right", bbox_to_anchor=(1, 0.9))
mostrar(
    figura,
    alt="Fração de E[h²] que difere entre exemplos, por bloco, de 0 a 40. "
    + "; ".join(f"{nome}: de {numero(f[0])} a {numero(f[-1])}, passando por {numero(f[20])} no bloco 20" for nome, f in fracoes.items())
    + ".",
    legenda="Antes do treino, nos 4.000 exemplos do MNIST-1D; média de cinco redes.",
)
print("; ".join(f"{nome}: {numero(f[20])} no bloco 20, {numero(f[40])} no 40" for nome, f in fracoes.items()))

# %% [markdown]
# Na rede He, depois de 40 blocos só 0,27 de $E[h^2]$ difere entre exemplos; o resto é igual para todos, e não ajuda a classificar. Na que parte da identidade, nada se perde.
#
# Resta uma dívida da aula 02: por que 40 blocos com os pesos do PyTorch foram piores que 20?

# %% tags=["skip-execution"]
semente(0)
crescimento = torch.zeros(51)
with torch.no_grad():
    for _ in range(20):
        h = torch.randn(200, 64).to(lugar)
        for k in range(51):
            h = com_a_camada_do_pytorch(h) if k else h
            crescimento[k] += h.pow(2).mean().cpu() / 20
for k in (20, 40, 50):
    print(
        f"{k} blocos: E[h²] medido {crescimento[k]:5.0f}; (7/6)^{k} = {(7 / 6) ** k:5.0f}; tamanho típico previsto {(7 / 6) ** (k / 2):3.0f}"
    )

# %% [markdown]
# Com $g = 1/3$ cada ramo traz um sexto do atalho, e $E[h^2]$ cresce por $7/6$ a cada bloco, fora o viés: 22 vezes em 20 blocos,
# 476 em 40; em 50, uma saída umas 47 vezes maior que a entrada (lá se mediu 55). A saída grande demais é uma parte. A outra é a fração que distingue, que cai para 0,50 com 20 blocos e 0,40 com 40.
# O laboratório separa as duas: corrigir só a escala não bastou; partir da identidade evita ambas.
#
# Um limite do argumento: a fração acompanha o erro, mas três famílias não provam a causa.

# %% [markdown]
# ## Questão aberta (1,5 ponto · 15 min)
#
# Um colega monta uma rede residual de 100 blocos de pré-ativação, com inicialização He, e treina em float16. A perda do primeiro lote é `nan`. Ele troca o tipo para bfloat16, a perda
# passa a ser um número, e ele conclui: "era falta de precisão; está resolvido".
#
# Explique, em até 15 linhas, usando o que você mediu nesta aula:
#
# 1. por que a perda foi `nan` em float16, e por volta de que bloco o problema apareceu;
# 2. o que a troca para bfloat16 mudou e o que não mudou, e o que está errado na frase dele;
# 3. um conserto na **rede**, e não no tipo, com uma vantagem e uma limitação dele.

# %% [markdown] nbgrader={"grade": true, "grade_id": "aberta-4", "locked": false, "points": 1.5, "schema_version": 3, "solution": true, "task": false}
# **Resposta de referência e critérios (1,5 ponto)**
#
# 1. *O estouro (0,5).* $E[h^2]$ dobra a cada bloco, o tamanho típico cresce como $2^{k/2}$ e passa de 65.504 por volta do bloco 30 (aceitar de 27 a 33) (0,3). Daí vem `inf`, e operações como
#    $\infty - \infty$ ou $0 \cdot \infty$ dão `nan`, que se propaga (0,2).
# 2. *Alcance e precisão (0,5).* O bfloat16 tem o expoente do float32: alcance até cerca de $2^{128}$, que 100 blocos ($2^{50}$) não atingem (0,2). Não mudou o crescimento: saída e gradiente
#    continuam $2^{50}$ vezes maiores, e o treino diverge no primeiro passo (0,2). A frase erra porque faltou alcance; precisão o bfloat16 tem menos (0,1).
# 3. *Conserto (0,5).* Vale qualquer um, com vantagem e limitação: dividir por $\sqrt 2$ (conserva $E[h^2]$; encolhe o atalho, e a fração que distingue os exemplos continua a cair); $\alpha = 0$ (parte da identidade em
#    qualquer profundidade; com poucos blocos começa mais devagar, e nada limita o crescimento durante o treino); normalização em lote no ramo (crescimento linear; depende do lote). Dar 0,25 sem a limitação.
#
# Respostas que só dizem "os números ficam grandes", sem a taxa de crescimento, recebem no máximo 0,5 no total.

# %% [markdown]
# ## Teste a sua leitura
#
# Não vale nota. Cada opção diz por que está certa ou errada.

# %% tags=["skip-execution"]
quiz(
    "Var[X] = 3, Var[Y] = 3 e Cov[X, Y] = −1. Quanto vale Var[X + Y]?",
    [
        ("4", True, "3 + 2·(−1) + 3. A covariância entra duas vezes, com o seu sinal."),
        ("5", False, "A covariância entra duas vezes: o quadrado da soma tem o produto misto dobrado."),
        ("6", False, "Seria assim com covariância zero."),
        ("8", False, "O sinal conta: com covariância negativa a soma varia menos."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "O que a inicialização He mantém, camada após camada, numa rede sequencial com ReLU?",
    [
        ("A variância entre exemplos de cada unidade.", False, "Essa cai: parte do sinal fica igual para todos os exemplos."),
        ("O segundo momento E[h²], na média dos sorteios dos pesos.", True, "O 2 de 2/fan_in paga a metade que a ReLU zera."),
        ("O maior valor da saída.", False, "Nada na dedução fala do máximo; ela trata de uma média."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Em bfloat16, h vale 1.024 e o ramo dá 1. Quanto vale h + 1?",
    [
        ("1.025", False, "Em bfloat16, perto de 1.024, o número seguinte é 1.032."),
        ("inf", False, "O alcance do bfloat16 vai a cerca de 3 · 10³⁸; falta precisão, e não alcance."),
        ("1.024", True, "São 8 dígitos binários: a soma de um ramo pequeno se perde no arredondamento."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Numa rede residual He de n blocos, que bloco recebe o maior gradiente nos pesos, antes do treino?",
    [
        ("O primeiro.", False, "O gradiente que volta até ele é o maior, mas o h que entra nele é o menor."),
        ("O último.", False, "O h que entra nele é o maior, mas o gradiente que lhe chega é o menor."),
        (
            "Todos recebem quase o mesmo.",
            True,
            "2ᵏ⁻¹ do que entra vezes 2ⁿ⁻ᵏ do que volta: 2ⁿ⁻¹ em todos. A profundidade da rede é que decide.",
        ),
    ],
)

# %% [markdown]
# ## Resumo
#
# - $\mathrm{Var}[X + Y] = \mathrm{Var}[X] + 2\,\mathrm{Cov}[X, Y] + \mathrm{Var}[Y]$.
# - He, $\mathrm{Var}[w] = 2/\mathrm{fan\_in}$, conserva $E[h^2]$ através de linear + ReLU. Não conserva a variância entre exemplos.
# - No bloco residual de pré-ativação a covariância é zero na média dos sorteios, e $E[h^2]$ **dobra** a cada bloco. Na pós-ativação cresce mais; entre exemplos, menos.
# - O tamanho típico é $2^{k/2}$: passa do alcance do float16 em 32 blocos e do float32 em 256. Alcance é até onde se vai; precisão, a distância ao vizinho.
# - O gradiente dobra na volta, e o de cada peso cresce como $2^n$ com a profundidade.
# - Dividir por $\sqrt 2$ conserta a escala; partir de $\alpha = 0$ conserta a escala e conserva o que distingue os exemplos.
#
# | termo | em inglês | o que é |
# |---|---|---|
# | variância, covariância | *variance, covariance* | $E[(X - E[X])^2]$; $E[(X - E[X])(Y - E[Y])]$ |
# | segundo momento | *second moment* | $E[h^2]$; igual à variância quando a média é zero |
# | fan-in | *fan-in* | quantos números entram em cada unidade de saída |
# | gancho | *hook* | função que o PyTorch chama a cada passagem por um módulo |
# | alcance | *range* | o maior número que um tipo representa |
# | precisão | *precision* | a distância entre um número e o vizinho, relativa a ele |
# | estouro | *overflow* | um resultado além do alcance, que vira `inf` |
#
# Os termos de todas as aulas: **[glossário](glossario.md)**.

# %% [markdown]
# ## Referências
#
# - S. J. D. Prince, [*Understanding Deep Learning*](https://udlbook.github.io/udlbook/), capítulo 11 (e a seção 7.5, sobre inicialização).
# - K. He, X. Zhang, S. Ren e J. Sun, [*Delving deep into rectifiers*](https://arxiv.org/abs/1502.01852), ICCV 2015: a inicialização He.
# - K. He, X. Zhang, S. Ren e J. Sun, [*Identity mappings in deep residual networks*](https://arxiv.org/abs/1603.05027), ECCV 2016: o que acontece quando o atalho é multiplicado por um fator.
# - S. De e S. L. Smith, [*Batch normalization biases residual blocks towards the identity function in deep networks*](https://arxiv.org/abs/2002.10444), NeurIPS 2020: o SkipInit, e o crescimento linear com batch norm.
# - T. Bachlechner et al., [*ReZero is all you need*](https://arxiv.org/abs/2003.04887), 2020.
# - H. Zhang, Y. N. Dauphin e T. Ma, [*Fixup initialization*](https://arxiv.org/abs/1901.09321), ICLR 2019: redes residuais fundas sem normalização.
# - P. Micikevicius et al., [*Mixed precision training*](https://arxiv.org/abs/1710.03740), ICLR 2018: como se treina em float16.
# - S. Greydanus, [*Scaling down deep learning*](https://arxiv.org/abs/2011.14439), 2020: o MNIST-1D.
#
# **Créditos.** A aula parte da apresentação *Conexões Residuais*, do Professor Lucas Silveira Kupssinskü, e do artigo *Entendendo o bloco residual*, de Dalisson Figueiredo.
# Figuras e experimentos foram feitos para este curso.
#
# **A seguir.** Acertar a escala no começo não basta: os pesos mudam a cada passo, e com eles a variância. E se a rede medisse e corrigisse a si mesma? A **aula 05** é a normalização em lote.

# %% [markdown]
# ## Antes de entregar
#
# Salve o caderno. `painel()` mostra o que já foi respondido; `entrega()` lê o arquivo salvo como a correção o lerá.

# %% tags=["skip-execution"]
painel()
entrega()
