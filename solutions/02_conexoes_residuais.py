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
# # 02 · Conexões residuais
#
# Uma rede funda contém a rasa: bastaria que as camadas a mais não fizessem nada. Por que, então, "não fazer nada" é tão difícil de aprender?
# E o que muda quando cada camada deixa de *substituir* a entrada e passa a *somar* algo a ela?
#
# **Ao final você saberá**
#
# - escrever uma sequência de blocos residuais, $h \leftarrow h + f[h]$, sem estragar a entrada;
# - contar os caminhos que uma rede residual abre da entrada até a saída, e dizer quantos blocos cada um atravessa;
# - escrever, termo a termo, o gradiente que chega a um bloco, e mostrar que um deles nunca depende dos pesos;
# - montar uma rede residual completa em PyTorch.
#
# **Antes de começar:** a aula 01 (processamento sequencial), funções e laços em Python, `nn.Module` e a regra da cadeia.
#
# **Tempo:** cerca de 75 minutos. **Nota:** 10,0 pontos (seis exercícios e uma questão aberta).

# %%
import math

import torch
from torch import nn
from trilha import Caso, verifica

# %% [markdown]
# ## De compor a somar
#
# Até aqui cada camada recebeu a saída da anterior e devolveu outra coisa em seu lugar:
#
# $$h_1 = f_1[x, \theta_1], \qquad h_2 = f_2[h_1, \theta_2], \qquad \dots \qquad h_n = f_n[h_{n-1}, \theta_n].$$
#
# Escrita por inteiro, a rede é uma composição, $h_n = f_n[\dots f_2[f_1[x, \theta_1], \theta_2] \dots, \theta_n]$. Tudo o que $f_n$ sabe da entrada
# passou por todas as outras camadas. Se uma delas perde informação, ninguém depois a recupera.
#
# > **Seu palpite.** Uma camada $h \leftarrow \mathrm{ReLU}(Wh)$ precisa de que $W$ para devolver a própria entrada? E a camada $h \leftarrow h + f[h]$?

# %% [markdown]
# Na primeira forma, devolver a entrada é um caso especial: exige $W = I$ e uma entrada sem valores negativos. Na segunda, é o caso mais fácil: basta $f = 0$.
#
# Essa segunda forma é a **conexão residual** (*residual connection* ou *skip connection*). Um atalho leva a entrada adiante, intacta, e o bloco $f_i$
# só precisa aprender a **mudança** a somar a ela:
#
# $$h_1 = x + f_1[x, \theta_1], \qquad h_2 = h_1 + f_2[h_1, \theta_2], \qquad h_3 = h_2 + f_3[h_2, \theta_3], \qquad h_4 = h_3 + f_4[h_3, \theta_4].$$
#
# Cada uma dessas mudanças aditivas é um **bloco residual** (*residual block*). A soma cobra um preço: a saída de $f_i$ precisa ter a forma da sua entrada.

# %% [markdown]
# ### Exercício 2.1 — Somar, em ordem (1,5 ponto · 5 min)
#
# Escreva `residual(x, funcoes)`: para cada função da lista, na ordem, $h \leftarrow h + f[h]$, a partir de $h = x$. Com a lista vazia, o resultado vale o próprio $x$.
#
# `x` e `funcoes` pertencem a quem chamou: deixe-os como estavam. O resultado tem a forma e o tipo (`dtype`) de `x`, e o gradiente passa por ele.

# %% nbgrader={"grade": false, "grade_id": "ex-2.1", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 2.1


def residual(x: torch.Tensor, funcoes: list) -> torch.Tensor:
    """h ← h + f(h), para cada f de `funcoes`, em ordem, a partir de h = x.

    x: tensor de qualquer forma. Devolve um tensor da mesma forma; `x` fica como estava.
    """
    ### BEGIN SOLUTION
    h = x.clone()
    for f in funcoes:
        h = h + f(h)
    return h
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-2.1", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 2.1
vetor = torch.tensor([1.0, -2.0])


def dez_vezes(h):
    return 10 * h


def mais_um(h):
    return h + 1


def entrada_depois():
    entrada = vetor.clone()
    residual(entrada, [dez_vezes, mais_um])
    return entrada


def gradiente_na_entrada():
    entrada = vetor.clone().requires_grad_()
    residual(entrada, [dez_vezes, mais_um]).sum().backward()
    return entrada.grad


verifica(
    "2.1",
    "residual",
    [
        Caso(
            "um bloco", lambda: residual(vetor.clone(), [dez_vezes]), torch.tensor([11.0, -22.0]), dica="O atalho soma a entrada: x + f(x)."
        ),
        Caso(
            "dois blocos, em ordem",
            lambda: residual(vetor.clone(), [dez_vezes, mais_um]),
            torch.tensor([23.0, -43.0]),
            dica="Que valor entra na segunda função: x, ou o que sobrou depois da primeira?",
        ),
        Caso("nenhum bloco", lambda: residual(vetor.clone(), []), vetor, dica="Com a lista vazia, nada se soma a x."),
        Caso(
            "a entrada fica como estava",
            entrada_depois,
            vetor,
            fato="A entrada foi modificada.",
            dica="`h += f(h)` escreve dentro de x quando h é x. O que `h = h + f(h)` faz de diferente?",
        ),
        Caso(
            "o gradiente atravessa os blocos",
            gradiente_na_entrada,
            torch.tensor([22.0, 22.0]),
            dica="`.detach()`, `.data` e `torch.tensor(...)` cortam o grafo por onde o gradiente volta.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
linhas = observe.given("linhas", lambda: int(torch.randint(2, 6, ())))
largura = observe.given("largura", lambda: int(torch.randint(3, 8, ())))
blocos = observe.given("blocos", lambda: int(torch.randint(6, 9, ())))
x = observe.given("x", lambda: torch.randn(linhas, largura, device=observe.device))
v = observe.given("v", lambda: torch.randn(linhas, largura, device=observe.device))
pesos = observe.given("pesos", lambda: [torch.randn(largura, largura, device=observe.device) / 2 for _ in range(blocos)])
imagem = observe.given("imagem", lambda: torch.randn(2, 3, 4, linhas, device=observe.device))
x64 = observe.given("x64", lambda: torch.randn(linhas, dtype=torch.float64, device=observe.device))


def ramos(matrizes):
    return [lambda h, W=W: torch.tanh(h @ W) for W in matrizes]


def gradientes():
    folha = x.clone().requires_grad_()
    folhas = [W.clone().requires_grad_() for W in pesos]
    (residual(folha, ramos(folhas)) * v).sum().backward()
    return [folha.grad, *[W.grad for W in folhas]]


def modulos():
    camada, ramo = nn.Linear(largura, largura), nn.Sequential(nn.Linear(largura, largura), nn.Tanh())
    lista = [camada.to(observe.device), ramo.to(observe.device)]
    for modulo in lista:
        observe.fill(modulo)
        for parametro in modulo.parameters():
            parametro.grad = parametro.detach().clone()
    return [lista[0], lista[1], lista[0]]


def modulos_depois_da_chamada():
    lista = modulos()
    residual(x.clone(), lista)
    ganchos = [[m.training, len(m._forward_hooks), len(m._forward_pre_hooks), len(m._backward_hooks)] for m in lista]
    return [ganchos, [[p.grad, p.requires_grad] for m in lista for p in m.parameters()]]


def entrada_depois_da_chamada():
    entrada = x.clone()
    residual(entrada, ramos(pesos))
    return [entrada, entrada.requires_grad]


def lista_depois_da_chamada():
    lista = ramos(pesos)
    residual(x.clone(), lista)
    return [f(x) for f in lista]


observe(
    "um bloco", lambda: residual(x.clone(), ramos(pesos[:1])), hint="Com um bloco só, a saída é x + f(x): o atalho soma a entrada intacta."
)
observe(
    "vários blocos",
    lambda: residual(x.clone(), ramos(pesos)),
    hint="Cada função recebe o h que a anterior deixou, e o que ela devolve se soma a esse mesmo h.",
    weight=2,
)
observe(
    "módulos na lista, um deles repetido",
    lambda: residual(x.clone(), modulos()),
    hint="Cada item da lista é chamado uma vez, na ordem, ainda que seja um nn.Module ou apareça de novo.",
)
observe(
    "entrada com quatro eixos",
    lambda: residual(imagem.clone(), [torch.sin, lambda h: 2 * h.flip(-1), torch.cos]),
    hint="A conta é a mesma para um tensor de qualquer forma.",
)
observe(
    "float64",
    lambda: residual(x64.clone(), [torch.sin, torch.cos, torch.tanh]),
    hint="Com uma entrada float64, a conta inteira fica em float64.",
    gate=True,
)
observe(
    "gradiente",
    gradientes,
    hint="O gradiente precisa atravessar cada soma: não use .detach(), .data nem operações que escrevem no lugar.",
    gate=True,
)
observe(
    "os módulos depois da chamada",
    modulos_depois_da_chamada,
    hint="As funções pertencem a quem chamou: modo, ganchos e gradientes delas ficam como estavam.",
    gate=True,
)
observe("lista vazia", lambda: residual(x.clone(), []), hint="Sem nenhum bloco, a saída vale a própria entrada.", gate=True)
observe(
    "a entrada depois da chamada",
    entrada_depois_da_chamada,
    hint="Compare x antes e depois da chamada: quem é dono dessa memória?",
    gate=True,
)
observe(
    "a lista depois da chamada",
    lista_depois_da_chamada,
    hint="A lista de funções pertence a quem chamou: percorra-a sem mudá-la.",
    gate=True,
)
### END HIDDEN TESTS

# %% [markdown]
# ## Quantos caminhos da entrada até a saída?
#
# Substitua cada $h_i$ pela sua expressão, e a rede de quatro blocos se abre numa soma:
#
# $$
# \begin{aligned}
# y = x &+ f_1[x] \\
#       &+ f_2\big[x + f_1[x]\big] \\
#       &+ f_3\big[x + f_1[x] + f_2[x + f_1[x]]\big] \\
#       &+ f_4\big[x + f_1[x] + f_2[x + f_1[x]] + f_3[x + f_1[x] + f_2[x + f_1[x]]]\big].
# \end{aligned}
# $$
#
# Em cada soma o sinal tem duas opções: **atravessar** o bloco ou **contorná-lo** pelo atalho. Um **caminho** (*path*) é uma escolha para cada bloco.
#
# > **Seu palpite.** Com quatro blocos, quantos caminhos ligam a entrada à saída? E a maioria deles é longa, curta ou fica no meio?

# %% tags=["skip-execution"]
from itertools import product

import matplotlib.pyplot as plt

escolhas = sorted(product([0, 1], repeat=4), key=lambda escolha: (sum(escolha), escolha))
figura, eixo = plt.subplots(figsize=(5, 5))
for linha, escolha in enumerate(escolhas):
    for bloco, atravessa in enumerate(escolha, start=1):
        eixo.plot(bloco, linha, marker="s" if atravessa else "_", color="tab:blue" if atravessa else "gray", markersize=9, linestyle="none")
eixo.set_xticks([1, 2, 3, 4], ["$f_1$", "$f_2$", "$f_3$", "$f_4$"])
eixo.set_yticks(range(len(escolhas)), [str(sum(escolha)) for escolha in escolhas])
eixo.set_ylabel("blocos atravessados pelo caminho")
eixo.set_title("Cada linha é um caminho: ■ atravessa o bloco, – usa o atalho")
plt.show()

# %% [markdown]
# São 16 linhas. De baixo para cima: uma em que o sinal só usa atalhos, quatro que atravessam um bloco, seis que atravessam dois, quatro que atravessam três, e
# uma única que atravessa todos. Essa última é a única que a rede sequencial teria. As redes residuais se comportam como um conjunto de redes,
# a maior parte delas bem mais rasa do que a rede inteira (Veit, Wilber e Belongie, 2016).

# %% [markdown]
# ### Exercício 2.2 — Contar caminhos (1,5 ponto · 5 min)
#
# Uma rede tem $n$ blocos residuais, numerados de 1 a $n$. Escreva três funções, cada uma devolvendo um `int`:
#
# - `numero_de_caminhos(n)`: quantos caminhos vão da entrada até a saída da rede;
# - `caminhos_a_partir_de(i, n)`: quantos caminhos vão da saída do bloco $i$ até a saída da rede;
# - `caminhos_por(i, n)`: quantos caminhos, da entrada até a saída, atravessam o bloco $i$.
#
# Aqui $1 \le i \le n \le 60$. Com 60 blocos há mais de $10^{18}$ caminhos: enumerá-los levaria anos, e um número decimal (`float`) não guarda todos os algarismos.

# %% nbgrader={"grade": false, "grade_id": "ex-2.2", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 2.2


def numero_de_caminhos(n: int) -> int:
    """Quantos caminhos vão da entrada até a saída de uma rede de n blocos residuais."""
    ### BEGIN SOLUTION
    return 2**n
    ### END SOLUTION


def caminhos_a_partir_de(i: int, n: int) -> int:
    """Quantos caminhos vão da saída do bloco i (de 1 a n) até a saída da rede."""
    ### BEGIN SOLUTION
    return 2 ** (n - i)
    ### END SOLUTION


def caminhos_por(i: int, n: int) -> int:
    """Quantos caminhos, da entrada até a saída, atravessam o bloco i (de 1 a n)."""
    ### BEGIN SOLUTION
    # antes do bloco, 2^(i − 1) maneiras de chegar; depois dele, 2^(n − i) de sair: o produto não depende de i
    return 2 ** (n - 1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-2.2", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 2.2
verifica(
    "2.2",
    ("numero_de_caminhos", "caminhos_a_partir_de", "caminhos_por"),
    [
        Caso(
            "caminhos com 4 blocos",
            lambda: numero_de_caminhos(4),
            16,
            dica="Cada bloco oferece duas opções, e as escolhas são independentes.",
        ),
        Caso(
            "caminhos com 60 blocos",
            lambda: numero_de_caminhos(60),
            1152921504606846976,
            dica="A mesma regra vale para uma rede grande; o resultado é um int exato.",
        ),
        Caso(
            "a partir dos blocos 1, 2, 3 e 4",
            lambda: [caminhos_a_partir_de(i, 4) for i in (1, 2, 3, 4)],
            [8, 4, 2, 1],
            dica="Quantos blocos ainda faltam depois do bloco i? Depois do último não falta nenhum.",
        ),
        Caso(
            "pelos blocos 1, 2, 3 e 4",
            lambda: [caminhos_por(i, 4) for i in (1, 2, 3, 4)],
            [8, 8, 8, 8],
            dica="O caminho já escolheu atravessar o bloco i. Quantas escolhas restam, antes e depois dele?",
        ),
    ],
)
### BEGIN HIDDEN TESTS
tamanhos = observe.given("tamanhos", lambda: [*torch.randint(30, 61, (4,)).tolist(), int(torch.randint(5, 12, ())), 60])
pares = observe.given("pares", lambda: [(int(torch.randint(2, n - 20, ())), n) for n in torch.randint(40, 61, (5,)).tolist()])
outros = observe.given("outros", lambda: [(int(torch.randint(2, n - 20, ())), n) for n in torch.randint(40, 61, (3,)).tolist()])

observe(
    "da entrada até a saída",
    lambda: [numero_de_caminhos(n) for n in tamanhos],
    hint="numero_de_caminhos: cada bloco novo dobra o número de caminhos.",
)
observe(
    "a partir do bloco",
    lambda: [caminhos_a_partir_de(i, n) for i, n in [*pares, (1, tamanhos[0]), (tamanhos[1], tamanhos[1]), (3, tamanhos[4]), (1, 60)]],
    hint="caminhos_a_partir_de: só os blocos depois do bloco i ainda oferecem escolha.",
)
observe(
    "pelo bloco",
    lambda: [caminhos_por(i, n) for i, n in [*pares, (1, tamanhos[2]), (tamanhos[3], tamanhos[3]), (3, tamanhos[4]), (1, 1), (7, 60)]],
    hint="caminhos_por: multiplique as maneiras de chegar ao bloco i pelas de sair dele.",
)
observe(
    "as três contagens juntas",
    lambda: [[numero_de_caminhos(n), caminhos_a_partir_de(i, n), caminhos_por(i, n)] for i, n in outros],
    hint="As três contagens falam da mesma rede: em alguma rede grande, uma delas não fecha com as outras.",
    weight=2,
)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercício 2.3 — O comprimento dos caminhos (1,0 ponto · 10 min)
#
# O **comprimento** de um caminho é quantos blocos ele atravessa. Na figura, os comprimentos 0, 1, 2, 3 e 4 aparecem 1, 4, 6, 4 e 1 vezes.
#
# Escreva `comprimentos(n)`: um dicionário que leva cada comprimento $k$ ao número de caminhos que atravessam exatamente $k$ blocos, o caminho que não atravessa
# nenhum inclusive. A ordem das chaves não importa; as chaves e os valores são `int`, e $n$ vai de 1 a 60.

# %% nbgrader={"grade": false, "grade_id": "ex-2.3", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 2.3


def comprimentos(n: int) -> dict[int, int]:
    """Quantos caminhos de uma rede de n blocos atravessam exatamente k blocos: {k: quantos}."""
    ### BEGIN SOLUTION
    return {k: math.comb(n, k) for k in range(n + 1)}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-2.3", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 2.3
verifica(
    "2.3",
    "comprimentos",
    [
        Caso(
            "um bloco só",
            lambda: comprimentos(1),
            {0: 1, 1: 1},
            dica="Com um bloco há dois caminhos: um o atravessa, o outro usa o atalho.",
        ),
        Caso(
            "quatro blocos, como na figura",
            lambda: comprimentos(4),
            {0: 1, 1: 4, 2: 6, 3: 4, 4: 1},
            dica="De quantas maneiras se escolhem k blocos entre n?",
        ),
        Caso(
            "o total com dez blocos",
            lambda: sum(comprimentos(10).values()),
            1024,
            dica="Somados, os comprimentos contam todos os caminhos do exercício 2.2.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
tamanhos = observe.given(
    "tamanhos", lambda: [1, int(torch.randint(2, 12, ())), *torch.randint(30, 57, (2,)).tolist(), int(torch.randint(58, 60, ())), 60]
)

observe(
    "todos os comprimentos",
    lambda: [comprimentos(n) for n in tamanhos],
    hint="Cada comprimento de 0 a n é uma chave, e o valor conta de quantas maneiras se escolhem os blocos atravessados.",
    weight=2,
)
observe(
    "caminhos com pelo menos um bloco",
    lambda: [sorted((k, quantos) for k, quantos in comprimentos(n).items() if k > 0) for n in tamanhos],
    hint="Reveja as contagens dos caminhos que atravessam ao menos um bloco: são números exatos, do tipo int.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## O que o gradiente encontra no caminho
#
# Na rede sequencial, o gradiente que chega à primeira camada é um único produto:
#
# $$\frac{\partial f_4}{\partial f_1} = \frac{\partial f_4}{\partial f_3}\,\frac{\partial f_3}{\partial f_2}\,\frac{\partial f_2}{\partial f_1}.$$
#
# Se os fatores são pequenos, o produto some; e uma mudança em $f_1$ altera todas as funções seguintes.
#
# > **Seu palpite.** Na rede residual de quatro blocos, quantos termos tem $\partial y / \partial f_1$? Algum deles sobrevive se todos os fatores forem quase zero?

# %% [markdown]
# A saída do bloco 1 chega a $y$ por 8 caminhos, e cada caminho contribui com um termo:
#
# $$
# \frac{\partial y}{\partial f_1} = I
# + \frac{\partial f_2}{\partial f_1}
# + \left(\frac{\partial f_3}{\partial f_1} + \frac{\partial f_3}{\partial f_2}\frac{\partial f_2}{\partial f_1}\right)
# + \left(\frac{\partial f_4}{\partial f_1} + \frac{\partial f_4}{\partial f_2}\frac{\partial f_2}{\partial f_1}
# + \frac{\partial f_4}{\partial f_3}\frac{\partial f_3}{\partial f_1}
# + \frac{\partial f_4}{\partial f_3}\frac{\partial f_3}{\partial f_2}\frac{\partial f_2}{\partial f_1}\right).
# $$
#
# O primeiro termo é a identidade $I$: o caminho feito só de atalhos. Ele não contém peso nenhum, por isso não diminui com a profundidade.
#
# Cada termo fica determinado pelos blocos que atravessa depois do bloco 1. Nessa escrita, $\frac{\partial f_4}{\partial f_2}\frac{\partial f_2}{\partial f_1}$ é `(2, 4)`, e $I$ é `()`.

# %% [markdown]
# ### Exercício 2.4 — Os termos do gradiente (1,5 ponto · 15 min)
#
# Escreva `termos_do_gradiente(i, n)`: o conjunto (`set`) dos termos de $\partial y / \partial f_i$ numa rede de $n$ blocos. Cada termo é uma tupla com os números dos
# blocos atravessados depois do bloco $i$, em ordem crescente; a identidade é a tupla vazia `()`.
#
# Aqui $n$ pode ser grande, mas $n - i$ é no máximo 8.

# %% nbgrader={"grade": false, "grade_id": "ex-2.4", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 2.4


def termos_do_gradiente(i: int, n: int) -> set[tuple[int, ...]]:
    """Os termos de ∂y/∂f_i numa rede de n blocos: cada um, os blocos atravessados depois de i, em ordem crescente."""
    ### BEGIN SOLUTION
    from itertools import combinations

    seguintes = range(i + 1, n + 1)
    return {termo for k in range(len(seguintes) + 1) for termo in combinations(seguintes, k)}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-2.4", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 2.4
verifica(
    "2.4",
    "termos_do_gradiente",
    [
        Caso(
            "o último bloco", lambda: termos_do_gradiente(4, 4), {()}, dica="Depois do último bloco só resta o atalho: a identidade, `()`."
        ),
        Caso("o penúltimo bloco", lambda: termos_do_gradiente(3, 4), {(), (4,)}, dica="Uma tupla de um elemento leva vírgula: `(4,)`."),
        Caso(
            "o bloco 2 de 4",
            lambda: termos_do_gradiente(2, 4),
            {(), (3,), (4,), (3, 4)},
            dica="Cada bloco depois de i entra no termo ou fica de fora; o próprio i não entra.",
        ),
        Caso(
            "quantos termos tem o bloco 1 de 4", lambda: len(termos_do_gradiente(1, 4)), 8, dica="Um termo por caminho a partir do bloco 1."
        ),
    ],
)
### BEGIN HIDDEN TESTS
poucos = observe.given("poucos", lambda: [(n - int(torch.randint(3, 5, ())), n) for n in torch.randint(30, 100, (3,)).tolist()])
muitos = observe.given("muitos", lambda: [(n - int(torch.randint(6, 9, ())), n) for n in torch.randint(30, 100, (3,)).tolist()])
ultimo = observe.given("ultimo", lambda: int(torch.randint(30, 100, ())))

observe(
    "poucos blocos depois",
    lambda: [termos_do_gradiente(i, n) for i, n in poucos],
    hint="Todo subconjunto dos blocos depois de i é um termo, com os números em ordem crescente; o próprio i não entra.",
)
observe(
    "muitos blocos depois",
    lambda: [termos_do_gradiente(i, n) for i, n in muitos],
    hint="Com muitos blocos depois de i há termos de todos os comprimentos, e os blocos de um termo podem saltar números.",
    weight=2,
)
observe("o último bloco", lambda: termos_do_gradiente(ultimo, ultimo), hint="Depois do último bloco só resta a identidade.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## A conta com números
#
# Troque cada bloco por uma transformação linear, $f_i[h] = W_i h$. Então $h_i = h_{i-1} + W_i h_{i-1} = (I + W_i)\,h_{i-1}$, e a derivada da saída em relação à
# entrada, a matriz **jacobiana**, deixa de ser um símbolo e vira uma conta com matrizes. Produtos de matrizes não comutam: a ordem dos fatores conta a história da rede.

# %% [markdown]
# ### Exercício 2.5 — O jacobiano de uma rede residual (1,5 ponto · 10 min)
#
# Escreva `jacobiano_residual(pesos)`: dada a lista $W_1, \dots, W_n$ (pelo menos uma matriz, todas de forma $(d, d)$), devolva a matriz $(d, d)$
#
# $$\frac{\partial y}{\partial x}, \qquad h_0 = x, \quad h_i = h_{i-1} + W_i\,h_{i-1}, \quad y = h_n,$$
#
# com a componente $a$ de $y$ na linha $a$ e a componente $b$ de $x$ na coluna $b$, como faz o autograd. O resultado tem o `dtype` das matrizes, o gradiente passa
# por ele até cada $W_i$, e a lista fica como estava.

# %% nbgrader={"grade": false, "grade_id": "ex-2.5", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 2.5


def jacobiano_residual(pesos: list[torch.Tensor]) -> torch.Tensor:
    """∂y/∂x da rede residual com blocos f_i(h) = W_i h.

    pesos: lista não vazia de tensores (d, d), na ordem em que a rede os aplica. Devolve um tensor (d, d).
    """
    ### BEGIN SOLUTION
    jacobiano = torch.eye(len(pesos[0]), dtype=pesos[0].dtype, device=pesos[0].device)
    for W in pesos:
        jacobiano = jacobiano + W @ jacobiano
    return jacobiano
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-2.5", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 2.5
primeira = torch.tensor([[0.0, 1.0], [0.0, 0.0]])
segunda = torch.tensor([[0.0, 0.0], [1.0, 0.0]])

verifica(
    "2.5",
    "jacobiano_residual",
    [
        Caso(
            "um bloco",
            lambda: jacobiano_residual([primeira.clone()]),
            torch.tensor([[1.0, 1.0], [0.0, 1.0]]),
            dica="Um bloco: y = x + W₁x.",
        ),
        Caso(
            "dois blocos, na ordem da rede",
            lambda: jacobiano_residual([primeira.clone(), segunda.clone()]),
            torch.tensor([[1.0, 1.0], [1.0, 2.0]]),
            dica="Escreva y = (I + W₂)(I + W₁)x no papel: de que lado entra cada bloco novo?",
        ),
        Caso(
            "o tipo das matrizes",
            lambda: jacobiano_residual([segunda.double(), primeira.double()]),
            torch.tensor([[2.0, 1.0], [1.0, 1.0]], dtype=torch.float64),
            dica="Crie a identidade com o dtype de `pesos[0]`.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
d = observe.given("d", lambda: int(torch.randint(3, 7, ())))
n = observe.given("n", lambda: int(torch.randint(4, 7, ())))
pesos = observe.given("pesos", lambda: [torch.randn(d, d, device=observe.device) / 2 for _ in range(n)])
pesos64 = observe.given("pesos64", lambda: [torch.randn(d + 1, d + 1, dtype=torch.float64, device=observe.device) / 2 for _ in range(n)])
v = observe.given("v", lambda: torch.randn(d, d, device=observe.device))
numeros = observe.given("numeros", lambda: [torch.randn(1, 1, device=observe.device) for _ in range(3)])


def copias(matrizes):
    return [W.clone() for W in matrizes]


def gradientes():
    folhas = [W.clone().requires_grad_() for W in pesos]
    (jacobiano_residual(folhas) * v).sum().backward()
    return [W.grad for W in folhas]


def pesos_depois_da_chamada():
    lista = copias(pesos)
    jacobiano_residual(lista)
    return [lista, [W.requires_grad for W in lista]]


observe("um bloco", lambda: jacobiano_residual(copias(pesos[:1])), hint="Com um bloco, y = x + W x: a identidade faz parte da derivada.")
observe(
    "dois blocos",
    lambda: jacobiano_residual(copias(pesos[1:3])),
    hint="O último bloco é o último a agir sobre x: de que lado do produto ele fica?",
    weight=2,
)
observe(
    "vários blocos",
    lambda: [jacobiano_residual(copias(pesos[:k])) for k in range(3, n + 1)] + [jacobiano_residual(copias(numeros))],
    hint="Cada bloco novo multiplica tudo o que veio antes dele; nenhum termo cruzado pode faltar.",
    weight=3,
)
observe(
    "float64",
    lambda: jacobiano_residual(copias(pesos64)),
    hint="O resultado tem o dtype das matrizes, e a conta inteira fica nele.",
    gate=True,
)
observe(
    "gradiente",
    gradientes,
    hint="O resultado é diferenciável em relação a cada W: nada de .detach() nem .item(); com o autograd, create_graph=True.",
    gate=True,
)
observe(
    "os pesos depois da chamada",
    pesos_depois_da_chamada,
    hint="A lista e as matrizes pertencem a quem chamou: compare-as antes e depois da chamada.",
    gate=True,
)
### END HIDDEN TESTS

# %% [markdown]
# ## Uma rede inteira
#
# Um bloco só sabe somar se entrada e saída têm a mesma forma. Por isso a rede começa com uma transformação linear que leva a entrada à largura dos blocos, e termina
# com outra que leva dessa largura às classes. Dentro do bloco, a ReLU vem **antes** da transformação linear: assim o bloco pode somar valores positivos e negativos.
# A aula 03 compara essa ordem com a outra.

# %% [markdown]
# ### Exercício 2.6 — Uma rede residual (1,5 ponto · 15 min)
#
# Complete `RedeResidual(d_in, largura, d_out, n_blocos=2)`, com exatamente estas camadas, todas com viés:
#
# - `entrada`: `nn.Linear` de `d_in` para `largura`;
# - `blocos`: um `nn.ModuleList` com `n_blocos` camadas `nn.Linear` de `largura` para `largura`;
# - `saida`: `nn.Linear` de `largura` para `d_out`.
#
# A passagem para a frente:
#
# $$h = \mathrm{entrada}(x), \qquad h \leftarrow h + \mathrm{bloco}(\mathrm{ReLU}(h)) \ \text{ para cada bloco}, \qquad y = \mathrm{saida}(\mathrm{ReLU}(h)).$$
#
# A rede de tamanhos (40, 100, 10), com dois blocos, tem 25.310 parâmetros.

# %% nbgrader={"grade": false, "grade_id": "ex-2.6", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 2.6


class RedeResidual(nn.Module):
    """Rede residual: `entrada`, depois h ← h + bloco(ReLU(h)) para cada um dos `blocos`, depois `saida`(ReLU(h))."""

    def __init__(self, d_in: int, largura: int, d_out: int, n_blocos: int = 2) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.entrada = nn.Linear(d_in, largura)
        self.blocos = nn.ModuleList(nn.Linear(largura, largura) for _ in range(n_blocos))
        self.saida = nn.Linear(largura, d_out)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x: (N, d_in). Devolve (N, d_out)."""
        ### BEGIN SOLUTION
        h = self.entrada(x)
        for bloco in self.blocos:
            h = h + bloco(torch.relu(h))
        return self.saida(torch.relu(h))
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-2.6", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 2.6
def saida_com_pesos_escolhidos():
    rede = RedeResidual(2, 3, 1)
    with torch.no_grad():
        for k, (nome, parametro) in enumerate(sorted(rede.named_parameters())):
            valores = (torch.arange(parametro.numel()) + k) % 3 - 1
            parametro.copy_(0.5 * valores.reshape(parametro.shape))
        return rede(torch.tensor([[1.0, 2.0], [-3.0, -2.0]]))


verifica(
    "2.6",
    "RedeResidual",
    [
        Caso(
            "número de parâmetros",
            lambda: sum(parametro.numel() for parametro in RedeResidual(40, 100, 10).parameters()),
            25310,
            dica="Cada camada tem o seu viés. Uma lista comum esconde as camadas do PyTorch; `nn.ModuleList` as registra.",
        ),
        Caso(
            "nomes das camadas, com um bloco só",
            lambda: sorted(nome for nome, parametro in RedeResidual(2, 3, 1, 1).named_parameters()),
            ["blocos.0.bias", "blocos.0.weight", "entrada.bias", "entrada.weight", "saida.bias", "saida.weight"],
            dica="Os atributos se chamam `entrada`, `blocos` e `saida`; `n_blocos` diz quantas camadas há em `blocos`.",
        ),
        Caso(
            "pesos e vieses escolhidos, todos −0,5, 0 ou 0,5",
            saida_com_pesos_escolhidos,
            torch.tensor([[0.25], [-1.25]]),
            dica="Siga a fórmula com uma entrada por vez. A ReLU aparece dentro do bloco e, mais uma vez, antes de `saida`.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
tamanhos = observe.given("tamanhos", lambda: [int(torch.randint(2, 40, ())), int(torch.randint(5, 60, ())), int(torch.randint(2, 20, ()))])
n_blocos = observe.given("n_blocos", lambda: int(torch.randint(3, 6, ())))
quantias = observe.given("quantias", lambda: [torch.randint(2, 30, (4,)).tolist() for _ in range(3)])
x = observe.given("x", lambda: torch.randn(7, tamanhos[0], device=observe.device))
v = observe.given("v", lambda: torch.randn(7, tamanhos[2], device=observe.device))


def rede_preenchida(*extras):
    rede = RedeResidual(*tamanhos, *extras).to(observe.device)
    observe.fill(rede)
    return rede


def saida_em_float64():
    rede = RedeResidual(*tamanhos, n_blocos).to(observe.device).double()
    observe.fill(rede)
    return rede(x.double())


def gradientes():
    rede = rede_preenchida(n_blocos)
    folha = x.clone().requires_grad_()
    (rede(folha) * v).sum().backward()
    return [folha.grad, rede.entrada.weight.grad, rede.blocos[0].weight.grad, rede.blocos[n_blocos - 1].bias.grad, rede.saida.weight.grad]


def duas_chamadas():
    rede = rede_preenchida(n_blocos)
    return [rede(x.clone()), rede(2 * x)]


def modo_depois_da_chamada():
    rede = rede_preenchida(n_blocos)
    modos = []
    for treino in (True, False):
        rede.train(treino)(x.clone())
        modos.append([rede.training, rede.entrada.training, rede.blocos[0].training, rede.saida.training])
    return modos


def uma_saida_e_um_bloco():
    rede = RedeResidual(tamanhos[0], tamanhos[1], 1, 1).to(observe.device)
    observe.fill(rede)
    return rede(x.clone())


def entrada_depois_da_chamada():
    entrada = x.clone()
    rede_preenchida(n_blocos)(entrada)
    return [entrada, entrada.requires_grad]


observe(
    "nomes e formas dos parâmetros",
    lambda: sorted([nome, list(p.shape), p.requires_grad] for nome, p in RedeResidual(*tamanhos, n_blocos).named_parameters()),
    hint="As camadas se chamam entrada, blocos (um nn.ModuleList com n_blocos camadas) e saida, e todas são treináveis.",
    gate=True,
)
observe(
    "saída",
    lambda: rede_preenchida(n_blocos)(x.clone()),
    hint="Compare com a fórmula: onde entra cada ReLU, e o que se soma a h?",
    weight=3,
)
observe("uma saída e um bloco", uma_saida_e_um_bloco, hint="Com d_out = 1 e um bloco só, a saída ainda tem a forma (N, 1).")
observe("duas chamadas seguidas", duas_chamadas, hint="A rede não guarda nada de uma chamada para a outra.", gate=True)
observe(
    "saída em modo de avaliação",
    lambda: rede_preenchida(n_blocos).eval()(x.clone()),
    hint="Sem dropout nem normalização, treino e avaliação fazem a mesma conta.",
    gate=True,
)
observe("o modo depois da chamada", modo_depois_da_chamada, hint="forward não muda o modo (train ou eval) da rede.", gate=True)
observe("saída com o número padrão de blocos", lambda: rede_preenchida()(x.clone()), hint="Sem dizer n_blocos, a rede tem dois blocos.")
observe("float64", saida_em_float64, hint="Depois de rede.double(), a conta inteira fica em float64.", gate=True)
observe("gradiente", gradientes, hint="O gradiente precisa chegar à entrada e a todas as camadas, pelos blocos e pelos atalhos.", gate=True)
observe(
    "quantidade de parâmetros",
    lambda: [sum(p.numel() for p in RedeResidual(*quantia).parameters()) for quantia in quantias],
    hint="A rede tem só as camadas pedidas, cada uma com o seu viés: conte os parâmetros.",
    gate=True,
)
observe("a entrada depois da chamada", entrada_depois_da_chamada, hint="A entrada pertence a quem chamou: não escreva nela.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## Questão aberta (1,5 ponto · 15 min)
#
# Veit, Wilber e Belongie (2016) treinaram redes e, **depois** do treino, removeram um bloco do meio, sem treinar de novo. Na VGG o erro foi ao do acaso;
# na rede residual ele quase não mudou.
#
# Explique, em até 15 linhas, usando o que você contou nesta aula:
#
# 1. que fração dos caminhos sobrevive à remoção de um bloco, na rede residual de $n$ blocos e na sequencial;
# 2. por que, na rede residual, $\partial y / \partial f_1$ não some mesmo que todos os fatores $\partial f_j / \partial f_i$ sejam muito pequenos, e o que acontece com $\partial f_n / \partial f_1$ na sequencial;
# 3. uma limitação do argumento: algo que contar caminhos **não** permite concluir.

# %% [markdown] nbgrader={"grade": true, "grade_id": "aberta-2", "locked": false, "points": 1.5, "schema_version": 3, "solution": true, "task": false}
# **Resposta de referência e critérios (1,5 ponto)**
#
# 1. *Caminhos que sobrevivem (0,5).* Na rede residual, os caminhos que contornam o bloco removido continuam inteiros: $2^{n-1}$ de $2^n$, metade.
#    Na sequencial o único caminho passa pelo bloco: não sobra nenhum. Dar 0,25 se só um dos dois casos estiver certo; não exigir a palavra "metade" se as potências estiverem escritas.
# 2. *Gradiente (0,6).* $\partial y/\partial f_1$ é uma soma com um termo por caminho, e um deles é a identidade $I$, que não depende de peso algum: com fatores
#    pequenos a soma tende a $I$, e não a zero (0,4). Na sequencial há um só termo, o produto de $n-1$ fatores, que tende a zero com a profundidade (0,2).
# 3. *Limitação (0,4).* Vale qualquer uma, com justificativa: nem todos os caminhos contribuem igualmente (os longos têm gradiente pequeno); os blocos não são lineares, e
#    a soma sobre caminhos não é uma soma de redes independentes; remover vários blocos degrada aos poucos; contar não diz que a rede treina melhor. Dar 0,2 sem justificativa.
#
# Respostas que só repetem "o gradiente flui pelo atalho", sem contar nem escrever o termo $I$, recebem no máximo 0,4 no total.

# %% [markdown]
# ## Resumo
#
# - Uma conexão residual troca $h \leftarrow f[h]$ por $h \leftarrow h + f[h]$: não fazer nada passa a ser o caso mais fácil, $f = 0$.
# - $n$ blocos abrem $2^n$ caminhos; a maioria atravessa cerca de metade dos blocos, e cada bloco está em metade deles.
# - O gradiente de um bloco é uma soma com um termo por caminho. Um desses termos é $I$, que não depende da profundidade.
# - Com blocos lineares, $\partial y / \partial x = (I + W_n) \cdots (I + W_1)$: a ordem importa.
#
# **Termos:** conexão residual ou de atalho (*residual connection*, *skip connection*), bloco residual (*residual block*), caminho (*path*), jacobiano (*Jacobian*).
#
# **Referências**
#
# - S. J. D. Prince, [*Understanding Deep Learning*](https://udlbook.github.io/udlbook/), capítulo 11.
# - K. He, X. Zhang, S. Ren e J. Sun, [*Deep residual learning for image recognition*](https://arxiv.org/abs/1512.03385), CVPR 2016.
# - A. Veit, M. Wilber e S. Belongie, [*Residual networks behave like ensembles of relatively shallow networks*](https://arxiv.org/abs/1605.06431), NeurIPS 2016.
