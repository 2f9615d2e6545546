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
# {{colab}}
#
# Uma rede funda contém a rasa: bastaria que as camadas a mais não fizessem nada. Por que "não fazer nada" é tão difícil de aprender?
#
# **Ao final você saberá**
#
# - escrever uma sequência de blocos residuais, $h \leftarrow h + f[h]$, sem estragar a entrada;
# - contar os caminhos que ela abre da entrada até a saída, e quantos blocos cada um atravessa;
# - escrever o gradiente que chega a um bloco, e achar nele o termo que nunca depende dos pesos;
# - montar uma rede residual em PyTorch e medir o que ela ganha da sequencial.
#
# **Antes de começar:** a aula 01, funções e laços em Python, `nn.Module` e a regra da cadeia.
#
# **Seu tempo:** cerca de 110 minutos. **Tempo de máquina:** o caderno resolvido roda em cerca de 35 s em dois núcleos, sem GPU.
# **Nota:** 10,0 pontos (seis exercícios e uma questão aberta).

# %%
import math

import torch
from torch import nn
from trilha import Caso, Engano, dica, dicas, entrega, painel, quiz, responde, verifica
from trilha import cores, dados, dispositivo, explora, mostrar, semente

# %% [markdown]
# ## Mais camadas, mais erro
#
# Três redes sequenciais, iguais em tudo menos no número de camadas entre a entrada e a saída: 2, 20 e 40. Os dados são os do MNIST-1D:
# dez dígitos desenhados como sinais de 40 números, 4.000 para treinar e 1.000 para testar.
#
# > **Seu palpite.** Depois do mesmo treino, qual delas erra menos **no próprio conjunto de treino**? A de 40 camadas tem mais parâmetros que as outras duas somadas.

# %% tags=["skip-execution"]
import copy
from collections import Counter
from itertools import product

import matplotlib.pyplot as plt

torch.set_num_threads(1)  # matrizes pequenas: repartir a conta entre núcleos custa mais do que rende
X, y, X_teste, y_teste = (parte.to(dispositivo()) for parte in dados.mnist1d())


def rede_sequencial(n):
    """Entrada, n camadas de 64 unidades e saída, com ReLU entre elas e inicialização He."""
    miolo = [camada for _ in range(n) for camada in (nn.ReLU(), nn.Linear(64, 64))]
    rede = nn.Sequential(nn.Linear(40, 64), *miolo, nn.ReLU(), nn.Linear(64, 10))
    for camada in rede[::2]:
        nn.init.kaiming_normal_(camada.weight)
        nn.init.zeros_(camada.bias)
    return rede


# %% tags=["skip-execution"]
@torch.no_grad()
def erros(rede):
    """Erros de treino e de teste, em %."""
    pares = [(X, y), (X_teste, y_teste)]
    return [100 * (rede(entradas).argmax(1) != rotulos).float().mean().item() for entradas, rotulos in pares]


def treina(rede, epocas=10):
    """SGD com taxa 0,02 e momento 0,9, em lotes de 100."""
    otimizador = torch.optim.SGD(rede.parameters(), lr=0.02, momentum=0.9, fused=True)  # fused: o mesmo passo, mais rápido
    for _ in range(epocas):
        for lote in torch.randperm(len(X)).to(X.device).split(100):
            otimizador.zero_grad()
            nn.functional.cross_entropy(rede(X[lote]), y[lote]).backward()
            otimizador.step()
    return rede


# %% tags=["skip-execution"]
redes, medidas = {}, {}  # (família, profundidade) → as redes de três sementes, e os seus erros


def experimenta(familia, constroi):
    """Treina a família com 2, 20 e 40 camadas e três sementes; escreve a média e os extremos."""
    for n in (2, 20, 40):
        redes[familia, n] = []
        for s in range(3):
            semente(s)
            redes[familia, n].append(treina(constroi(n).to(X.device)))
        medidas[familia, n] = torch.tensor([erros(rede) for rede in redes[familia, n]])
        treino, teste = (f"{e.mean():5.1f} % ({e.min():.1f} a {e.max():.1f})" for e in medidas[familia, n].T)
        print(f"{familia}, {n} camadas\n   treino {treino}\n   teste  {teste}".replace(".", ","))


experimenta("sequencial", rede_sequencial)

# %% [markdown]
# A de 2 camadas errou **32,9 %** do treino; a de 20, **50,7 %**; a de 40, **73,2 %** (médias de três sementes; a de 40 foi de 59,7 % a 89,7 %, e 90 % é o erro
# de quem responde ao acaso). Não é sobreajuste: nele o erro de treino cai. Na sua máquina os números podem diferir; a ordem, não.
#
# He et al. (2016) viram o mesmo no CIFAR-10: a rede de 56 camadas errou mais que a de 20, no treino também. É a **degradação** (*degradation*).
# Ela intriga porque a rede funda **contém** a rasa: copie a de 2 camadas para dentro da de 40, com as outras 38 devolvendo a própria entrada, e
# o erro será igual. O treino não a encontra.

# %% [markdown]
# ## Por que "não fazer nada" é difícil?
#
# Até aqui cada camada recebeu a saída da anterior e devolveu outra coisa em seu lugar:
#
# $$h_1 = f_1[x, \theta_1], \qquad h_2 = f_2[h_1, \theta_2], \qquad h_3 = f_3[h_2, \theta_3], \qquad \dots \qquad h_n = f_n[h_{n-1}, \theta_n].$$
#
# Escrita por inteiro, a rede é uma **composição**:
#
# $$h_n = f_n\big[\dots f_3\big[f_2\big[f_1[x, \theta_1], \theta_2\big], \theta_3\big] \dots, \theta_n\big].$$
#
# Tudo o que $f_n$ sabe da entrada passou por todas as outras camadas. Se uma delas perde informação, nenhuma depois a recupera.
#
# > **Seu palpite.** Uma camada $h \leftarrow \mathrm{ReLU}(Wh)$ precisa de que $W$ para devolver a própria entrada? E a camada $h \leftarrow h + W\,\mathrm{ReLU}(h)$?

# %% tags=["skip-execution"]
h = torch.tensor([2.0, -1.0, 0.5])
identidade, zero = torch.eye(3), torch.zeros(3, 3)

print("entrada              ", h.tolist())
print("ReLU(Wh),     W = I  ", torch.relu(identidade @ h).tolist())
print("h + W ReLU(h), W = 0 ", (h + zero @ torch.relu(h)).tolist())

# %% [markdown]
# Na primeira forma, devolver a entrada é um caso especial: exige $W = I$, 64 × 64 números certos por camada, e mesmo assim o valor negativo se perdeu.
# Na segunda, é o caso mais fácil: basta $f = 0$.
#
# Os pesos de uma rede nascem pequenos e sorteados em torno de zero. A pergunta passa a ser: de quão perto da identidade cada forma **parte**?
# No gráfico a seguir, o controle multiplica os pesos recém-sorteados por uma escala $s$. A altura é a distância $\lVert h_k - x\rVert / \lVert x\rVert$
# depois de $k$ camadas: 0 quer dizer que a rede devolve a entrada.

# %% tags=["skip-execution"]
semente(0)
sorteadas = [nn.Linear(64, 64) for _ in range(50)]  # a inicialização que o PyTorch usa se nada se disser
entrada = torch.randn(200, 64)


@torch.no_grad()
def distancias(s, atalho):
    """Distância relativa entre a entrada e a saída da camada k, para k de 1 a 50."""
    h, resultado = entrada, []
    for camada in sorteadas:
        h = h + s * camada(torch.relu(h)) if atalho else torch.relu(s * camada(h))
        resultado.append(((h - entrada).norm() / entrada.norm()).item())
    return resultado


def numero(valor, casas=2):
    """O número com vírgula decimal."""
    return f"{valor:.{casas}f}".replace(".", ",")


def desenha_distancias(s):
    figura, eixo = plt.subplots(figsize=(7, 3.6))
    for k, (nome, atalho) in enumerate([("sequencial: ReLU(s·camada(h))", False), ("com soma: h + s·camada(ReLU(h))", True)]):
        eixo.plot(range(1, 51), distancias(s, atalho), markevery=7, label=nome, **cores.estilo(k))
    eixo.set(xlabel="camada k", ylabel="distância até a entrada", ylim=(-0.01, 150))
    eixo.set_yscale("symlog", linthresh=0.1)
    eixo.set_yticks([0, 0.1, 1, 10, 100], ["0", "0,1", "1", "10", "100"])
    eixo.legend(loc="upper left")
    return figura


# %% tags=["skip-execution"]
explora(
    desenha_distancias,
    s=("Escala s dos pesos", 0.0, 1.0, 0.1, 1.0),
    parados=[{"s": 1.0}, {"s": 0.1}, {"s": 0.0}],
    alt=lambda s: (
        f"Distância entre a entrada e a saída, em escala logarítmica, por camada, de 1 a 50, com s = {numero(s, 1)}. "
        f"Na rede sequencial ela vai de {numero(distancias(s, False)[0])} a {numero(distancias(s, False)[-1])}; "
        f"com a soma, de {numero(distancias(s, True)[0])} a {numero(distancias(s, True)[-1])}."
    ),
    legenda="Distância relativa até a entrada, média de 200 entradas sorteadas. O eixo vertical é logarítmico acima de 0,1.",
)

# %% [markdown]
# Nenhuma escala leva a rede sequencial à identidade: com $s$ pequeno a saída encolhe até zero e a distância para em 1. Com a soma, a distância encolhe junto com $s$,
# e em $s = 0$ a rede de 50 camadas **é** a identidade.
#
# O gráfico mostra também o que a soma não resolve. Com $s = 1$, a saída da rede com soma se afasta sem parar: na camada 50 está a 55 vezes o
# tamanho da entrada. Quanto ela cresce, e por quê, é o assunto da aula 04.
#
# ## De compor a somar
#
# A segunda forma é a **conexão residual** (*residual connection* ou *skip connection*), escrita com uma função $f_i$ qualquer:
#
# $$h_1 = x + f_1[x, \theta_1], \qquad h_2 = h_1 + f_2[h_1, \theta_2], \qquad h_3 = h_2 + f_3[h_2, \theta_3], \qquad h_4 = h_3 + f_4[h_3, \theta_4].$$

# %% tags=["skip-execution"]
figura, eixo = plt.subplots(figsize=(9, 2.4))
for i in range(1, 5):
    eixo.plot([i - 0.55, i - 0.55, i + 0.3, i + 0.3], [0, 1, 1, 0], color=cores.AZUL, zorder=1)
    eixo.plot(i + 0.3, 0.24, "v", color=cores.AZUL, markersize=6)
    eixo.text(i, 1, f"$f_{i}$", ha="center", va="center", fontsize=14, bbox={"boxstyle": "square,pad=0.5", "fc": "white", "ec": cores.AZUL})
    eixo.text(
        i + 0.3, 0, "+", ha="center", va="center", fontsize=13, bbox={"boxstyle": "circle,pad=0.15", "fc": "white", "ec": cores.PRETO}
    )
    eixo.text(i + 0.45, -0.35, f"$h_{i}$" if i < 4 else "$h_4 = y$", ha="left", fontsize=12)
eixo.annotate("", (4.95, 0), (0.2, 0), arrowprops={"arrowstyle": "->", "color": cores.VERMELHO, "linestyle": "--"}, zorder=1)
eixo.text(0.15, 0, "$x$", ha="right", va="center", fontsize=14)
eixo.text(0.3, 1, "ramo", color=cores.AZUL, ha="right", va="center")
eixo.text(0.95, -0.35, "atalho", color=cores.VERMELHO, ha="center")
eixo.set(xlim=(-0.2, 5.1), ylim=(-0.6, 1.6))
eixo.axis("off")
mostrar(
    figura,
    alt="Quatro blocos residuais em fila. Uma linha tracejada, o atalho, vai reta de x até y. Antes de cada soma um ramo sai do atalho, passa pela caixa f e volta na soma.",
    legenda="Rede residual de quatro blocos. Tracejado: o atalho, que leva h adiante intacto. Linha cheia: o ramo, que calcula a mudança.",
)

# %% [markdown]
# Três nomes, que muitos textos misturam:
#
# - o **atalho**, ou conexão residual, é o fio que leva $h_{i-1}$ intacto até a soma;
# - o **ramo** $f_i$ calcula o **resíduo**: o que falta somar, $h_i - h_{i-1}$;
# - o **bloco residual** (*residual block* ou *residual layer*) é o conjunto: ramo, atalho e soma.
#
# A soma cobra um preço: a saída de $f_i$ precisa ter **a mesma forma** da sua entrada. O PyTorch só reclama em parte dos casos.

# %% tags=["skip-execution"]
h = torch.ones(4, 8)
for forma in [(4, 8), (4, 6), (4, 1)]:
    try:
        print(f"h de forma (4, 8) + ramo de forma {forma} → {tuple((h + torch.ones(forma)).shape)}")
    except RuntimeError:
        print(f"h de forma (4, 8) + ramo de forma {forma} → erro: as formas não combinam")

# %% [markdown]
# O segundo caso para o programa; o terceiro é o perigoso. Um ramo de forma (4, 1) é repetido oito vezes (*broadcasting*), a conta segue e o erro fica na rede.
# Somar exige formas iguais, e não apenas compatíveis. A aula 03 mostra o que fazer quando a largura precisa mudar.

# %% [markdown]
# ### Exercício 2.1 — Somar, em ordem (1,5 ponto · 5 min)
#
# Escreva `residual(x, funcoes)`: para cada função da lista, na ordem, $h \leftarrow h + f[h]$, a partir de $h = x$. Com a lista vazia, o resultado vale o próprio $x$.
#
# `x` e `funcoes` pertencem a quem chamou: deixe-os como estavam. O resultado tem a forma e o tipo (`dtype`) de `x`, e o gradiente passa por ele.

# %% tags=["skip-execution"]
dicas(
    "2.1",
    "Escreva no papel os dois primeiros passos para a lista `[f, g]`. Que valor entra em `g`?",
    "Um laço sobre a lista e uma variável que guarda o h mais recente bastam. Com a lista vazia, o laço não dá volta nenhuma: o que a função devolve?",
    "Comece com uma cópia de x (`x.clone()`); a cada volta, ponha em h a soma do h antigo com o que a função da vez devolve, sem usar `+=`.",
)

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


def dobro(h):
    return 2 * h


def quadrado(h):
    return h**2


def entrada_depois():
    entrada = vetor.clone()
    residual(entrada, [dobro, quadrado])
    return entrada


def saida_e_gradiente():
    entrada = vetor.clone().requires_grad_()
    saida = residual(entrada, [dobro, quadrado])
    return [saida, torch.autograd.grad(saida.sum(), entrada)[0] if saida.requires_grad else torch.zeros(2)]


verifica(
    "2.1",
    "residual",
    [
        Caso("um bloco", lambda: residual(vetor.clone(), [dobro]), torch.tensor([3.0, -6.0]), dica="O atalho soma a entrada: x + f(x)."),
        Caso(
            "dois blocos, em ordem",
            lambda: residual(vetor.clone(), [dobro, quadrado]),
            torch.tensor([12.0, 30.0]),
            dica="Que valor entra na segunda função: x, ou o que sobrou depois da primeira?",
            enganos=[
                Engano(torch.tensor([4.0, 16.0]), "Cada bloco substituiu h pela saída de f: isto é a rede sequencial. Onde entra, na sua conta, o valor que contorna o bloco?"),
                Engano(torch.tensor([6.0, 6.0]), "As funções foram aplicadas da última para a primeira. Na rede, qual delas recebe o x?"),
                Engano(torch.tensor([4.0, -2.0]), "Todas as funções receberam a mesma entrada x. Depois do primeiro bloco, que valor chega ao segundo: x, ou a soma que saiu do primeiro?"),
                Engano(torch.tensor([10.0, 34.0]), "O atalho de todos os blocos somou a entrada x. No segundo bloco, que valor contorna f: x, ou o h que acabou de chegar?"),
                Engano(torch.tensor([12.0, 0.0]), "Depois de cada soma, os valores negativos viraram zero. Em h ← h + f(h), o que acontece ao sinal negativo que vem pelo atalho?"),
                Engano(torch.tensor([3.0, -6.0]), "Só a primeira função da lista agiu; as outras não foram chamadas. Em que volta do laço a sua função termina?"),
            ],
        ),
        Caso("nenhum bloco", lambda: residual(vetor.clone(), []), vetor, dica="Com a lista vazia, nada se soma a x."),
        Caso(
            "a entrada fica como estava",
            entrada_depois,
            vetor,
            fato="A entrada foi modificada.",
            dica="`h += f(h)` escreve dentro de x quando h é x. O que `h = h + f(h)` faz de diferente?",
            enganos=[
                Engano(torch.tensor([12.0, 30.0]), "A entrada de quem chamou foi modificada. Antes do primeiro bloco, h e x são dois tensores ou dois nomes do mesmo tensor?"),
            ],
        ),
        Caso(
            "a saída e o gradiente na entrada",
            saida_e_gradiente,
            [torch.tensor([12.0, 30.0]), torch.tensor([21.0, -33.0])],
            dica="`.detach()`, `.data` e `torch.tensor(...)` cortam o grafo por onde o gradiente volta.",
            enganos=[
                Engano([torch.tensor([12.0, 30.0]), torch.zeros(2)], "Os valores estão certos, mas o gradiente não volta da saída até a entrada. Que operação do seu laço tira o resultado do grafo, ou escreve num valor de que a volta ainda precisa?"),
            ],
        ),
    ],
)  # fmt: skip
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
# Em cada soma o sinal tem duas opções: **atravessar** o bloco, pelo ramo, ou **contorná-lo**, pelo atalho. Um **caminho** (*path*) é uma escolha para cada bloco.
#
# > **Seu palpite.** Com quatro blocos, quantos caminhos ligam a entrada à saída? E a maioria deles é longa, curta ou fica no meio?


# %% tags=["skip-execution"]
def caminhos(n):
    """Todos os caminhos, do mais curto ao mais longo: em cada posição, 1 se atravessa o bloco e 0 se o contorna."""
    return sorted(product([0, 1], repeat=n), key=lambda caminho: (sum(caminho), caminho[::-1]))


figura, eixos = plt.subplots(4, 4, figsize=(6.4, 5), sharex=True, sharey=True)
for caminho, eixo in zip(caminhos(4), eixos.flat, strict=True):
    pontos = [(i + dx, altura) for i, altura in enumerate(caminho, 1) for dx in (-0.3, 0.3)]
    eixo.plot(*zip((0.3, 0), *pontos, (4.7, 0), strict=True), color=cores.PRETO, linewidth=1)
    for i, atravessa in enumerate(caminho, 1):
        if atravessa:
            eixo.text(i, 1, f"$f_{i}$", ha="center", va="center", fontsize=10, bbox={"boxstyle": "square", "fc": "white", "ec": cores.AZUL})
    eixo.set(ylim=(-0.6, 1.9), title=f"comprimento {sum(caminho)}")
    eixo.title.set_fontsize(10)
    eixo.axis("off")
figura.tight_layout()
mostrar(
    figura,
    alt="Dezesseis desenhos pequenos, um por caminho. Um contorna os quatro blocos, quatro atravessam um só, seis atravessam dois, quatro atravessam três e um atravessa os quatro.",
    legenda="Os dezesseis caminhos de uma rede de quatro blocos. Caixa: o bloco é atravessado. Onde a linha corre embaixo, ele é contornado pelo atalho.",
)

# %% [markdown]
# São **16**: um só de atalhos, quatro que atravessam um bloco, seis que atravessam dois, quatro que atravessam três e um que atravessa todos.
# Esse último é o único que a rede sequencial teria.
#
# "Caminho" se diz do desenho, e não da conta: como $f_2$ não é linear, $f_2[x + f_1[x]]$ não é $f_2[x] + f_2[f_1[x]]$. A saída tem uma parcela por bloco, e não
# uma por caminho. No **gradiente**, como se verá, a soma sobre caminhos é exata.
#
# Agora escolha um bloco e mova o número de blocos. Que fração dos caminhos o atravessa? Ela depende de onde ele está?


# %% tags=["skip-execution"]
def desenha_caminhos(n, bloco):
    bloco = min(bloco, n)
    figura, eixo = plt.subplots(figsize=(7, 1.2 + 0.17 * len(caminhos(n))))
    for linha, caminho in enumerate(caminhos(n)):
        passa = caminho[bloco - 1] == 1
        eixo.axhspan(linha - 0.5, linha + 0.5, color="#cfe6f5" if passa else "white")
        eixo.plot([i for i in range(1, n + 1) if caminho[i - 1]], [linha] * sum(caminho), "s", color=cores.AZUL, markersize=5)
        eixo.plot([i for i in range(1, n + 1) if not caminho[i - 1]], [linha] * (n - sum(caminho)), "_", color=cores.CINZA)
        eixo.text(n + 0.8, linha, "◄" if passa else "", color=cores.AZUL, va="center", ha="center", fontsize=8)
    eixo.set_xticks(range(1, n + 1), [f"$f_{i}$" for i in range(1, n + 1)])
    eixo.set(xlim=(0.3, n + 1), ylim=(-0.7, len(caminhos(n)) - 0.3), ylabel="comprimento de cada caminho")
    eixo.set_yticks(range(len(caminhos(n))), [sum(caminho) for caminho in caminhos(n)], fontsize=8)
    return figura


def conta_caminhos(n, bloco):
    bloco = min(bloco, n)
    passam = sum(caminho[bloco - 1] for caminho in caminhos(n))
    return f"{len(caminhos(n))} caminhos, do mais curto ao mais longo; atravessam o bloco {bloco}: {passam}."


explora(
    desenha_caminhos,
    n=("Número de blocos", 1, 6, 1, 4),
    bloco=("Bloco escolhido", 1, 6, 1, 1),
    parados=[{"n": 2, "bloco": 1}, {"n": 4, "bloco": 1}, {"n": 4, "bloco": 3}],
    alt=lambda n, bloco: f"Rede de {n} blocos: uma linha por caminho. " + conta_caminhos(n, bloco),
    legenda=lambda n, bloco: conta_caminhos(n, bloco) + " ■ atravessa, – contorna; fundo azul e ◄: passa pelo bloco escolhido.",
)

# %% [markdown]
# Oito dos dezesseis caminhos passam por $f_1$. E por $f_3$, também oito. Antes de contar em geral, note que há duas perguntas diferentes: quantos caminhos, da entrada à
# saída, **atravessam** um bloco; e quantos **partem** da saída dele. Para $f_1$ as duas dão 8. Para $f_3$, não.

# %% [markdown]
# ### Exercício 2.2 — Contar caminhos (1,5 ponto · 5 min)
#
# Uma rede tem $n$ blocos residuais, numerados de 1 a $n$. Escreva três funções, cada uma devolvendo um `int`:
#
# - `numero_de_caminhos(n)`: quantos caminhos vão da entrada até a saída da rede;
# - `caminhos_a_partir_de(i, n)`: quantos caminhos vão da saída do bloco $i$ até a saída da rede. A saída do bloco já passou pela sua soma: só os blocos seguintes ainda oferecem escolha;
# - `caminhos_por(i, n)`: quantos caminhos, da entrada até a saída, atravessam o bloco $i$.
#
# Aqui $1 \le i \le n \le 60$. Com 60 blocos há mais de $10^{18}$ caminhos: enumerá-los levaria anos, e um número decimal (`float`) não guarda todos os algarismos.

# %% tags=["skip-execution"]
dicas(
    "2.2",
    "Mova o controle da figura anterior de 1 a 6 blocos e anote quantos caminhos há. O que cada bloco a mais faz com esse número?",
    "Escolhas independentes se multiplicam. Da saída do bloco i em diante, quantos blocos ainda oferecem escolha? E quantos, ao todo, se o bloco i já está decidido?",
    "As três respostas são potências de 2; só o expoente muda. Em Python, `2**60` é um `int` exato. Confira com n = 4: 16; depois 8, 4, 2, 1; depois sempre 8.",
)

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
            enganos=[
                Engano(120, "As contagens crescem em soma: dois caminhos a mais por bloco. Desenhe as redes de 1, 2 e 3 blocos: o que cada bloco novo faz com o número de caminhos que já havia?"),
                Engano(16, "As respostas são as da rede de quatro blocos, qualquer que seja n. Numa rede de cinco blocos, qual delas muda?"),
                Engano(1152921504606846975, "Em cada contagem falta um caminho. Qual é o caminho que só usa atalhos, e ele liga a entrada à saída?"),
            ],
        ),
        Caso(
            "a partir dos blocos 1, 2, 3 e 4",
            lambda: [caminhos_a_partir_de(i, 4) for i in (1, 2, 3, 4)],
            [8, 4, 2, 1],
            dica="Quantos blocos ainda faltam depois do bloco i? Depois do último não falta nenhum.",
            enganos=[
                Engano([16, 8, 4, 2], "O bloco i ainda contou como uma escolha. Quem já está na saída dele, ou já decidiu atravessá-lo, quantas escolhas tem nesse bloco?"),
                Engano([4, 2, 1, 1], "A contagem a partir do bloco i saiu como se o primeiro bloco fosse o 0. Com i de 1 a n, quantos blocos restam depois do bloco 1?"),
            ],
        ),
        Caso(
            "pelos blocos 1, 2, 3 e 4",
            lambda: [caminhos_por(i, 4) for i in (1, 2, 3, 4)],
            [8, 8, 8, 8],
            dica="O caminho já escolheu atravessar o bloco i. Quantas escolhas restam, antes e depois dele?",
            enganos=[
                Engano([8, 4, 2, 1], "`caminhos_por` deu o mesmo que `caminhos_a_partir_de`. De quantas maneiras o sinal pode chegar da entrada da rede ao bloco i?"),
            ],
        ),
    ],
)  # fmt: skip
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

# %% tags=["skip-execution"]
dicas(
    "2.3",
    "De quantas maneiras se escolhem 2 blocos entre 4, sem que a ordem importe? Compare com a figura.",
    "Esse número é o coeficiente binomial, e o módulo `math`, já importado, tem uma função para ele: procure `math.comb`.",
    "Percorra os comprimentos de 0 a n, os dois inclusive, e associe a cada k o número de maneiras de escolher k entre n. Cuidado com `range(n)`, que para antes de n.",
)

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
            enganos=[
                Engano({0: 1, 1: 1, 2: 1, 3: 1, 4: 1}, "Cada comprimento recebeu um caminho só. Com quatro blocos, quantos caminhos atravessam exatamente um?"),
                Engano({0: 1, 1: 4, 2: 12, 3: 24, 4: 24}, "Os mesmos blocos, em ordens diferentes, contaram como caminhos diferentes. O sinal pode atravessar o bloco 3 antes do bloco 1?"),
                Engano({0: 1, 1: 5, 2: 11, 3: 15, 4: 16}, "Cada valor conta os caminhos de até k blocos. Quantos dos que você contou em k já tinham sido contados em k − 1?"),
                Engano({1: 4, 2: 6, 3: 4, 4: 1}, "Falta a chave 0. Existe um caminho que não atravessa bloco nenhum?"),
                Engano({0: 1, 1: 4, 2: 6, 3: 4}, "Falta a chave n: nenhum caminho atravessa todos os blocos. Em que número para o seu laço?"),
                Engano({1: 1, 2: 4, 3: 6, 4: 4, 5: 1}, "As contagens estão certas, mas todas as chaves têm 1 a mais. Quantos blocos atravessa o caminho feito só de atalhos?"),
                Engano([1, 4, 6, 4, 1], "A resposta é uma lista; o exercício pede um dicionário. Na sua lista, onde está escrito o comprimento a que cada contagem pertence?"),
            ],
        ),
        Caso(
            "o total com dez blocos",
            lambda: sum(comprimentos(10).values()),
            1024,
            dica="Somados, os comprimentos contam todos os caminhos do exercício 2.2.",
        ),
    ],
)  # fmt: skip
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
# Como se distribuem os comprimentos quando a rede cresce? Até 16 blocos ainda dá para enumerar os caminhos um a um.


# %% tags=["skip-execution"]
def milhar(inteiro):
    """O número com ponto de milhar."""
    return f"{inteiro:,}".replace(",", ".")


figura, eixos = plt.subplots(1, 3, figsize=(9, 2.6))
for eixo, n in zip(eixos, (4, 10, 16), strict=True):
    quantos = Counter(map(sum, product([0, 1], repeat=n)))
    total = sum(quantos.values())
    eixo.bar(quantos.keys(), quantos.values(), color=cores.AZUL)
    eixo.axvline(n / 2, color=cores.VERMELHO, linestyle="--")
    eixo.set(title=f"{n} blocos\n{milhar(total)} caminhos", xlabel="blocos atravessados", xticks=[0, n // 2, n])
eixos[0].set_ylabel("caminhos")
figura.tight_layout()
mostrar(
    figura,
    alt="Três histogramas do comprimento dos caminhos, com 4, 10 e 16 blocos. Todos têm forma de sino, com o máximo na metade do número de blocos.",
    legenda="Quantos caminhos têm cada comprimento. Tracejado: metade dos blocos.",
)

no_meio = sum(v for k, v in quantos.items() if 5 <= k <= 11) / total
print(f"16 blocos: {100 * no_meio:.0f} % dos caminhos atravessam de 5 a 11 blocos; 1 em {milhar(total)} atravessa todos")

# %% [markdown]
# A maioria dos caminhos atravessa cerca de metade dos blocos: com 16, 92 % atravessam de 5 a 11. O caminho que a rede sequencial teria é um em 65.536.
# Por isso Veit, Wilber e Belongie (2016) dizem que uma rede residual **se comporta como** um conjunto (*ensemble*) de redes mais rasas. É um modo de ver, e não
# uma igualdade: os caminhos compartilham os mesmos pesos e são treinados juntos.

# %% [markdown]
# ## O que o gradiente encontra no caminho
#
# Na rede sequencial, o gradiente que chega à primeira camada é um único produto:
#
# $$\frac{\partial f_4}{\partial f_1} = \frac{\partial f_4}{\partial f_3}\,\frac{\partial f_3}{\partial f_2}\,\frac{\partial f_2}{\partial f_1}.$$
#
# Se os fatores são pequenos, o produto some. E uma mudança em $f_1$ altera a entrada de todas as funções seguintes, logo altera também todos os outros fatores.
#
# > **Seu palpite.** Na rede residual de quatro blocos, quantos termos tem $\partial y / \partial f_1$? Algum deles sobrevive se todos os fatores forem quase zero?
#
# Comece no fim de $f_1$, onde o termo é só $\partial f_1/\partial f_1 = I$, e avance um bloco por vez. Cada bloco novo deixa os termos que havia passarem pelo atalho
# e cria mais um de cada, que passa por ele. Mova o passo.


# %% tags=["skip-execution"]
def termo_em_tex(blocos):
    """(2, 4) → ∂f4/∂f2 · ∂f2/∂f1; () → I."""
    visitados = (1, *blocos)
    fatores = [rf"\frac{{\partial f_{depois}}}{{\partial f_{antes}}}" for antes, depois in zip(visitados, blocos, strict=False)]
    return "$" + (" ".join(reversed(fatores)) or "I") + "$"


def desenha_arvore(passo):
    figura, eixo = plt.subplots(figsize=(8, 1.2 + passo))
    folhas = {(): 0.5}  # os blocos atravessados até aqui → posição na figura
    for nivel in range(passo + 1):
        for blocos, x0 in folhas.items():
            novo = nivel > 0 and blocos[-1:] == (nivel + 1,)
            caixa = {"boxstyle": "round,pad=0.2", "fc": "white", "ec": cores.AZUL if novo else cores.VERMELHO, "ls": "-" if novo else "--"}
            eixo.text(x0, -nivel, termo_em_tex(blocos), ha="center", va="center", fontsize=16, bbox=caixa, zorder=3)
        eixo.text(-0.02, -nivel, f"até $f_{nivel + 1}$: {len(folhas)}", ha="right", va="center")
        if nivel < passo:
            vao = 0.25 / 2**nivel
            for x0 in folhas.values():
                eixo.plot([x0, x0 - vao], [-nivel, -nivel - 1], color=cores.VERMELHO, linestyle="--")
                eixo.plot([x0, x0 + vao], [-nivel, -nivel - 1], color=cores.AZUL)
            atalhos = {blocos: x0 - vao for blocos, x0 in folhas.items()}
            folhas = atalhos | {(*blocos, nivel + 2): x0 + vao for blocos, x0 in folhas.items()}
    eixo.set(xlim=(-0.05, 1.02), ylim=(-passo - 0.5, 0.5))
    eixo.axis("off")
    return figura


explora(
    desenha_arvore,
    passo=("Blocos depois de f₁", 0, 3, 1, 1),
    parados=[{"passo": 1}, {"passo": 3}],
    alt="Árvore dos termos do gradiente. Começa em I; cada bloco depois de f₁ (aqui, {passo}) divide todo termo em dois: um não muda, o outro ganha um fator.",
    legenda="Tracejado, à esquerda: o bloco é contornado e o termo não muda. Linha cheia, à direita: o bloco é atravessado e o termo ganha um fator.",
)

# %% [markdown]
# Depois de $f_4$ há 8 folhas, uma por caminho a partir de $f_1$. Reunidas pelo último bloco que atravessam, dão
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

# %% [markdown]
# **A leitura exata.** Aqui $\partial f_3/\partial f_1$ conta só o caminho que sai de $f_1$, segue pelo atalho e entra em $f_3$. Lida como derivada *total*, ela já
# incluiria o desvio por $f_2$, e o termo seguinte o contaria outra vez. Como o atalho tem derivada $I$, todo fator $\partial f_j/\partial f_i$ da fórmula é a mesma matriz,
# venha de onde vier: a derivada do ramo $j$ em relação à **sua própria entrada**, $J_j = \partial f_j/\partial h_{j-1}$. Assim,
#
# $$\frac{\partial y}{\partial f_1} = I + J_2 + (J_3 + J_3J_2) + (J_4 + J_4J_2 + J_4J_3 + J_4J_3J_2).$$
#
# Cada termo fica determinado pelos blocos que atravessa depois do bloco 1. Na notação do exercício, $J_4J_2$, isto é, $\frac{\partial f_4}{\partial f_2}\frac{\partial f_2}{\partial f_1}$,
# é `(2, 4)`; e $I$ é `()`.

# %% [markdown]
# ### Exercício 2.4 — Os termos do gradiente (1,5 ponto · 15 min)
#
# Escreva `termos_do_gradiente(i, n)`: o conjunto (`set`) dos termos de $\partial y / \partial f_i$ numa rede de $n$ blocos. Cada termo é uma tupla com os números dos
# blocos atravessados depois do bloco $i$, em ordem crescente; a identidade é a tupla vazia `()`.
#
# Aqui $n$ pode ser grande, mas $n - i$ é no máximo 8.

# %% tags=["skip-execution"]
dicas(
    "2.4",
    "Escreva à mão os termos de i = 2, n = 4. Que blocos podem aparecer, e quais não?",
    "Cada bloco de i + 1 a n entra no termo ou fica de fora: são todos os subconjuntos desses blocos, do vazio ao completo. `itertools.combinations(blocos, k)` dá os que têm k elementos, já em ordem.",
    "Outro caminho é o da árvore: comece com o conjunto que só tem `()`; para cada bloco j de i + 1 a n, acrescente a ele uma cópia de cada termo que já estava lá, com j no fim (`termo + (j,)`).",
)

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
        Caso(
            "o penúltimo bloco",
            lambda: termos_do_gradiente(3, 4),
            {(), (4,)},
            dica="Uma tupla de um elemento leva vírgula: `(4,)`.",
            enganos=[
                Engano({(), (3,), (4,), (3, 4)}, "O próprio bloco i aparece nos termos. O gradiente que chega à saída de f_i ainda precisa atravessar f_i?"),
            ],
        ),
        Caso(
            "o bloco 2 de 4",
            lambda: termos_do_gradiente(2, 4),
            {(), (3,), (4,), (3, 4)},
            dica="Cada bloco depois de i entra no termo ou fica de fora; o próprio i não entra.",
            enganos=[
                Engano({(3,), (4,), (3, 4)}, "Falta um termo: o que não depende de peso nenhum. Que blocos atravessa o caminho feito só de atalhos, e como se escreve essa tupla?"),
                Engano({(), (3,), (4,)}, "Nenhum termo tem mais de um bloco. Que termo corresponde ao caminho que atravessa dois deles?"),
                Engano({(), (3,)}, "O bloco n não aparece em termo nenhum. Qual é o último número que o seu `range` produz?"),
                Engano({(), (3,), (4,), (4, 3)}, "Os termos têm os blocos certos, em ordem decrescente. Em que ordem o enunciado escreve os números de um termo?"),
                Engano(4, "A resposta é um número: quantos termos há. O exercício pede os próprios termos: que blocos cada um atravessa?"),
            ],
        ),
        Caso(
            "o bloco 1 de 4",
            lambda: termos_do_gradiente(1, 4),
            {(), (2,), (3,), (4,), (2, 3), (2, 4), (3, 4), (2, 3, 4)},
            dica="São 8 termos, um por caminho a partir do bloco 1.",
            enganos=[
                Engano({(), (2,), (3,), (4,), (2, 3), (3, 4), (2, 3, 4)}, "Só há termos de blocos vizinhos. Um caminho pode atravessar o bloco 2, contornar o 3 e atravessar o 4?"),
            ],
        ),
    ],
)  # fmt: skip
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
# A soma dos termos é **igual** à derivada que o autograd calcula? A célula mede numa rede de quatro blocos com ReLU, usando os termos que você escreveu.

# %% tags=["skip-execution"]
from torch.autograd.functional import jacobian

semente(0)
ramos = {j: nn.Sequential(nn.ReLU(), nn.Linear(16, 16)) for j in (1, 2, 3, 4)}
x = torch.randn(16)


def saida_a_partir_de(f1):
    """y como função da saída de f1, com x fixo."""
    h = x + f1
    for j in (2, 3, 4):
        h = h + ramos[j](h)
    return h


h, J = x, {}  # J[j]: a derivada do ramo j em relação à sua própria entrada
for j, ramo in ramos.items():
    J[j] = jacobian(ramo, h)
    h = (h + ramo(h)).detach()


# %% tags=["skip-execution"]
def produto(termo):
    matriz = torch.eye(16)
    for j in termo:
        matriz = J[j] @ matriz
    return matriz


termos = termos_do_gradiente(1, 4)
if termos:
    autograd = jacobian(saida_a_partir_de, ramos[1](x).detach())
    soma = sum(produto(termo) for termo in termos)
    for termo in sorted(termos, key=lambda termo: (len(termo), termo)):
        print(f"{termo!s:10}  norma {numero(produto(termo).norm())}")
    print(f"maior diferença entre a soma dos termos e o autograd: {(soma - autograd).abs().max():.0e}")
else:
    print("Responda ao exercício 2.4 e rode esta célula de novo.")

# %% [markdown]
# A diferença é de arredondamento: a soma sobre caminhos é exata. Repare nas normas: $I$ tem norma 4 (a raiz de 16), os termos com um fator ficam perto de
# 1,6, o de três fatores em 0,25. Cada bloco atravessado encolhe o termo; o caminho de atalhos não encolhe.
#
# ## A conta com números
#
# Troque cada ramo por uma transformação linear, $f_i[h] = W_i h$. Então $h_i = h_{i-1} + W_i h_{i-1} = (I + W_i)\,h_{i-1}$, e a derivada da saída em relação à
# entrada, a matriz **jacobiana** (*Jacobian*), deixa de ser um símbolo e vira uma conta com matrizes. Produtos de matrizes não comutam: a ordem dos fatores conta a história da rede.

# %% [markdown]
# ### Exercício 2.5 — O jacobiano de uma rede residual (1,5 ponto · 10 min)
#
# Escreva `jacobiano_residual(pesos)`: dada a lista $W_1, \dots, W_n$ (pelo menos uma matriz, todas de forma $(d, d)$), devolva a matriz $(d, d)$
#
# $$\frac{\partial y}{\partial x}, \qquad h_0 = x, \quad h_i = h_{i-1} + W_i\,h_{i-1}, \quad y = h_n,$$
#
# com a componente $a$ de $y$ na linha $a$ e a componente $b$ de $x$ na coluna $b$, como faz o autograd. O resultado tem o `dtype` das matrizes, o gradiente passa
# por ele até cada $W_i$, e a lista fica como estava.

# %% tags=["skip-execution"]
dicas(
    "2.5",
    "Com um bloco só, y = x + W₁x. Qual é a derivada de x em relação a x, e a de W₁x?",
    "Com dois blocos, y = (I + W₂)(I + W₁)x. O primeiro bloco fica à direita, colado em x; de que lado entra cada bloco novo?",
    "Comece com a identidade de tamanho d, criada com o `dtype` e o `device` de `pesos[0]`. A cada W da lista, multiplique o que já tem, pela esquerda, por I + W; use `@`, e não `*`.",
)

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
primeira = torch.tensor([[1.0, 1.0], [0.0, 0.0]])
segunda = torch.tensor([[0.0, 0.0], [2.0, 1.0]])

verifica(
    "2.5",
    "jacobiano_residual",
    [
        Caso(
            "um bloco",
            lambda: jacobiano_residual([primeira.clone()]),
            torch.tensor([[2.0, 1.0], [0.0, 1.0]]),
            dica="Um bloco: y = x + W₁x.",
            enganos=[
                Engano(torch.eye(2), "O primeiro bloco não entrou na conta. Com uma única matriz na lista, o resultado deveria depender dela?"),
            ],
        ),
        Caso(
            "dois blocos, na ordem da rede",
            lambda: jacobiano_residual([primeira.clone(), segunda.clone()]),
            torch.tensor([[2.0, 1.0], [4.0, 4.0]]),
            dica="Escreva y = (I + W₂)(I + W₁)x no papel: de que lado entra cada bloco novo?",
            enganos=[
                Engano(torch.tensor([[0.0, 0.0], [2.0, 2.0]]), "O resultado é o produto das matrizes: o jacobiano da rede sequencial. Na derivada de h + W h, que parcela vem do atalho?"),
                Engano(torch.tensor([[4.0, 2.0], [2.0, 2.0]]), "Os fatores estão na ordem contrária. Escreva y para dois blocos: qual das matrizes age sobre x primeiro, e de que lado do produto ela fica?"),
                Engano(torch.tensor([[2.0, 4.0], [1.0, 4.0]]), "O resultado está transposto. Quando só x₂ muda, y₁ muda quanto, e em que linha e coluna isso fica escrito?"),
                Engano(torch.tensor([[2.0, 0.0], [0.0, 2.0]]), "As matrizes foram multiplicadas posição a posição. Que produto a regra da cadeia pede quando as derivadas são matrizes?"),
                Engano(torch.tensor([[3.0, 3.0], [8.0, 8.0]]), "Cada matriz recebeu 1 em todas as posições. A derivada de x em relação a x tem que valores fora da diagonal?"),
                Engano(torch.tensor([[2.0, 1.0], [2.0, 2.0]]), "Só entraram os caminhos que atravessam no máximo um bloco. Com dois blocos, que caminho atravessa os dois, e onde está a parcela dele?"),
            ],
        ),
        Caso(
            "o tipo das matrizes",
            lambda: jacobiano_residual([segunda.double(), primeira.double()]),
            torch.tensor([[4.0, 2.0], [2.0, 2.0]], dtype=torch.float64),
            dica="Crie a identidade com o dtype de `pesos[0]`.",
        ),
    ],
)  # fmt: skip
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
# ## Quanto gradiente cada caminho carrega?
#
# A maioria dos caminhos é de comprimento médio. Será por eles que passa a maior parte do gradiente?
#
# > **Seu palpite.** Numa rede de 20 blocos, o comprimento mais comum é 10, com 184.756 caminhos. Que comprimento traz mais gradiente até a entrada?
#
# A próxima célula separa o gradiente de uma rede com ReLU pelo comprimento dos caminhos. Como cada bloco multiplica por $I + J_j$, basta guardar uma parcela por
# comprimento: atravessar um bloco passa da parcela $k$ para a $k + 1$. Somadas, as parcelas têm de dar o gradiente do autograd, e a célula confere.


# %% tags=["skip-execution"]
def parcelas_do_gradiente(blocos, x, v):
    """O gradiente de v·y em relação a x, separado pelo comprimento dos caminhos: uma linha por comprimento."""
    h, derivadas = x, []
    for bloco in blocos:
        derivadas.append(jacobian(lambda z, bloco=bloco: bloco(torch.relu(z)), h))
        h = (h + bloco(torch.relu(h))).detach()
    parcelas = torch.stack([v] + [torch.zeros_like(v)] * len(blocos))
    for J in reversed(derivadas):
        atravessam = parcelas @ J
        parcelas[1:] += atravessam[:-1]
    return parcelas


def gradiente_do_autograd(blocos, x, v):
    entrada = h = x.clone().requires_grad_()
    for bloco in blocos:
        h = h + bloco(torch.relu(h))
    return torch.autograd.grad(h @ v, entrada)[0]


def potencia(valor):
    """O número com um algarismo e a potência de 10: 2·10⁻⁸."""
    algarismo, expoente = f"{valor:.0e}".split("e")
    return f"{algarismo}·10{str(int(expoente)).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


semente(1)
x, v = torch.randn(64), nn.functional.normalize(torch.randn(64), dim=0)
blocos = [nn.Linear(64, 64) for _ in range(30)]
parcelas, inteiro = parcelas_do_gradiente(blocos[:20], x, v), gradiente_do_autograd(blocos[:20], x, v)
print(f"diferença relativa entre a soma das parcelas e o autograd: {potencia((parcelas.sum(0) - inteiro).norm() / inteiro.norm())}")


# %% tags=["skip-execution"]
def desenha_parcelas(n):
    normas = parcelas_do_gradiente(blocos[:n], x, v).norm(dim=1)
    figura, (cima, baixo) = plt.subplots(2, 1, figsize=(7, 4.4), sharex=True)
    cima.bar(range(n + 1), [math.comb(n, k) for k in range(n + 1)], color=cores.CINZA, hatch="//", edgecolor="white")
    cima.set_ylabel("caminhos")
    baixo.bar(range(n + 1), normas, color=cores.AZUL)
    baixo.set(xlabel="blocos atravessados, k", ylabel="norma da parcela")
    baixo.set_yticks(range(int(normas.max()) + 1))
    figura.tight_layout()
    return figura


def resume_parcelas(n):
    normas = parcelas_do_gradiente(blocos[:n], x, v).norm(dim=1)
    return f"A maior parcela é a do comprimento {normas.argmax()}; a do caminho que atravessa todos os {n} blocos tem norma {potencia(normas[-1])}."


explora(
    desenha_parcelas,
    n=("Número de blocos", 1, 30, 1, 20),
    parados=[{"n": 4}, {"n": 20}],
    alt=lambda n: (
        "Duas figuras de barras, por comprimento do caminho. Em cima, quantos caminhos: um sino. Embaixo, o gradiente, concentrado à esquerda. "
        + resume_parcelas(n)
    ),
    legenda=resume_parcelas,
)

# %% [markdown]
# O gradiente viaja pelos caminhos curtos. Com 20 blocos, a maior parcela é a dos caminhos de comprimento 2;
# a do comprimento 10, o mais comum, tem norma 0,06, contra 1,0 do caminho só de atalhos. A rede sequencial receberia apenas a última barra: $2\cdot 10^{-8}$.
#
# O motivo: com essa inicialização, cada ramo multiplica a norma do gradiente por cerca de 0,4. Um caminho de comprimento $k$ carrega $0{,}4^k$, e o número deles
# não cresce o bastante para compensar. Veit et al. (2016) viram o mesmo em redes treinadas. O artigo *Entendendo o bloco residual* chama o atalho
# de rodovia.

# %% [markdown]
# ## Uma rede inteira
#
# Um bloco só sabe somar se entrada e saída têm a mesma forma. Por isso uma transformação linear leva a entrada à largura dos blocos, e outra, no fim,
# leva dessa largura às classes. No bloco, a ReLU vem **antes** da linear, que assim pode somar valores positivos e negativos; a aula 03 compara essa ordem com a outra.

# %% [markdown]
# ### Exercício 2.6 — Uma rede residual (1,5 ponto · 15 min)
#
# Complete `RedeResidual(d_in, largura, d_out, n_blocos=2)`, com exatamente estas camadas, todas com viés:
#
# - `entrada`: `nn.Linear` de `d_in` para `largura`;
# - `blocos`: um `nn.ModuleList` com `n_blocos` camadas `nn.Linear` de `largura` para `largura`, cada uma com pesos próprios;
# - `saida`: `nn.Linear` de `largura` para `d_out`.
#
# A passagem para a frente:
#
# $$h = \mathrm{entrada}(x), \qquad h \leftarrow h + \mathrm{bloco}(\mathrm{ReLU}(h)) \ \text{ para cada bloco}, \qquad y = \mathrm{saida}(\mathrm{ReLU}(h)).$$
#
# A rede de tamanhos (40, 100, 10), com dois blocos, tem 25.310 parâmetros: $40 \cdot 100 + 100$ na entrada, $100 \cdot 100 + 100$ em cada bloco e $100 \cdot 10 + 10$ na saída.

# %% tags=["skip-execution"]
dicas(
    "2.6",
    "Desenhe a rede com dois blocos e marque onde há uma ReLU: são n_blocos + 1 lugares, e nenhum deles fica no atalho.",
    "No `__init__`, cada `nn.Linear` guardado em `self` aparece em `parameters()`; uma lista comum esconde as suas camadas, e `nn.ModuleList([...])` as mostra. No `forward`, o laço sobre os blocos é o do exercício 2.1.",
    "O `forward` tem quatro passos: h recebe a saída de `self.entrada`; um laço soma a h o que o bloco dá quando recebe a ReLU de h; e o resultado é `self.saida` aplicada à ReLU do último h. Use `torch.relu`, que não escreve em cima de h.",
)

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
def quantidade(n_blocos):
    return sum(parametro.numel() for parametro in RedeResidual(40, 100, 10, n_blocos).parameters())


def saida_com_pesos_escolhidos():
    rede = RedeResidual(2, 3, 1)
    with torch.no_grad():
        for k, (_, parametro) in enumerate(sorted(rede.named_parameters())):
            valores = 2 * (torch.arange(parametro.numel()) + k) % 3 - 1
            parametro.copy_(valores.reshape(parametro.shape))
        return rede(torch.tensor([[-3.0, 3.0], [1.0, 3.0], [-1.0, -3.0]]))


verifica(
    "2.6",
    "RedeResidual",
    [
        Caso(
            "número de parâmetros com dois e com três blocos",
            lambda: [quantidade(2), quantidade(3)],
            [25310, 35410],
            dica="Cada camada tem o seu viés. Uma lista comum esconde as camadas do PyTorch; `nn.ModuleList` as registra.",
            enganos=[
                Engano([5110, 5110], "Os parâmetros dos blocos não aparecem em `parameters()`: a rede não os treinaria. Que tipo de lista o PyTorch percorre à procura de camadas?"),
                Engano([25110, 35110], "As camadas dos blocos não têm viés. Quais camadas do enunciado têm um?"),
                Engano([15210, 15210], "Todos os blocos são a mesma camada, com os mesmos pesos. Quantas vezes a sua linha cria um `nn.Linear`?"),
                Engano([25310, 25310], "A rede tem dois blocos, qualquer que seja `n_blocos`. Onde esse argumento aparece no seu `__init__`?"),
            ],
        ),
        Caso(
            "nomes das camadas, com um bloco só",
            lambda: sorted(nome for nome, parametro in RedeResidual(2, 3, 1, 1).named_parameters()),
            ["blocos.0.bias", "blocos.0.weight", "entrada.bias", "entrada.weight", "saida.bias", "saida.weight"],
            dica="Os atributos se chamam `entrada`, `blocos` e `saida`; `n_blocos` diz quantas camadas há em `blocos`.",
        ),
        Caso(
            "pesos e vieses escolhidos, todos −1, 0 ou 1",
            saida_com_pesos_escolhidos,
            torch.tensor([[-2.0], [-3.0], [3.0]]),
            dica="Siga a fórmula com uma entrada por vez. A ReLU aparece dentro do bloco e, mais uma vez, antes de `saida`.",
            enganos=[
                Engano(torch.tensor([[-2.0], [-2.0], [-2.0]]), "Cada bloco substituiu h, sem somar. Se todos os pesos de um bloco fossem zero, o que chegaria ao bloco seguinte?"),
                Engano(torch.tensor([[-6.0], [-5.0], [5.0]]), "A ReLU veio depois da camada do bloco. Assim, que sinal têm todos os valores que um bloco pode somar a h?"),
                Engano(torch.tensor([[-2.0], [-2.0], [1.0]]), "A ReLU também zerou os valores negativos que vão pelo atalho. Ela devolveu um tensor novo, ou escreveu em cima de h?"),
                Engano(torch.tensor([[-2.0], [-3.0], [1.0]]), "A saída de `entrada` passou por uma ReLU antes do primeiro bloco. Na fórmula, que valor entra no primeiro atalho?"),
                Engano(torch.tensor([[-10.0], [-6.0], [4.0]]), "A última camada recebeu h sem ReLU. O que a fórmula escreve dentro de saida(·)?"),
            ],
        ),
    ],
)  # fmt: skip
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
# ## Laboratório: as mesmas profundidades, agora com soma
#
# O laboratório treina a **sua** `RedeResidual` com os dados, o otimizador e as sementes do começo da aula. Com o mesmo $n$, ela tem os mesmos parâmetros que a sequencial; só
# a soma é nova. São dois pontos de partida: os pesos que o PyTorch sorteia, e todos os blocos em zero, isto é, a rede que **parte da identidade**.
#
# > **Seu palpite.** O erro de treino da rede de 40 blocos vai parecer com o da sequencial de 40 camadas ou com o da de 2? E se os blocos partirem de zero, ela aprende algo?


# %% tags=["skip-execution"]
def residual_sorteada(n):
    return RedeResidual(40, 64, 10, n)


def residual_identidade(n):
    rede = residual_sorteada(n)
    for parametro in rede.blocos.parameters():
        nn.init.zeros_(parametro)
    return rede


def respondida():
    try:
        return residual_sorteada(2)(X[:3].cpu()).shape == (3, 10)
    except Exception:
        return False


GRAVADAS = {  # (família, blocos) → [erro de treino, erro de teste] de cada semente
    ("residual", 2): [[42.3, 49.4], [40.3, 48.5], [37.8, 44.6]],
    ("residual", 20): [[32.8, 44.3], [34.7, 43.7], [35.3, 44.9]],
    ("residual", 40): [[50.7, 54.1], [50.9, 55.7], [55.2, 57.1]],
    ("residual, blocos em zero", 2): [[42.6, 47.9], [41.3, 47.9], [39.2, 44.1]],
    ("residual, blocos em zero", 20): [[35.4, 43.7], [32.0, 42.1], [31.0, 41.0]],
    ("residual, blocos em zero", 40): [[32.1, 42.1], [32.0, 40.9], [34.6, 43.4]],
}

if respondida():
    experimenta("residual", residual_sorteada)
    experimenta("residual, blocos em zero", residual_identidade)
else:
    medidas |= {caso: torch.tensor(erros_das_sementes) for caso, erros_das_sementes in GRAVADAS.items()}
    print("A figura usa os números gravados pela aula: resolva 2.6 para medir você mesmo.")

# %% tags=["skip-execution"]
FAMILIAS = ["sequencial", "residual", "residual, blocos em zero"]
figura, eixos = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True)
eixos[0].set(ylabel="erro (%)", title="treino", xlabel="camadas ou blocos", ylim=(0, 100))
eixos[1].set(title="teste", xlabel="camadas ou blocos")
lidas = []
for k, familia in enumerate(FAMILIAS):
    tabela = torch.stack([medidas[familia, n] for n in (2, 20, 40)])  # (profundidade, semente, treino ou teste)
    for coluna, eixo in enumerate(eixos):
        media = tabela[..., coluna].mean(1)
        abaixo, acima = media - tabela[..., coluna].amin(1), tabela[..., coluna].amax(1) - media
        lidas.append(f"{familia}, {eixo.get_title()}: {', '.join(f'{erro:.0f} %' for erro in media)}")
        eixo.errorbar([2 + k / 2, 20 + k / 2, 40 + k / 2], media, yerr=[abaixo, acima], capsize=4, label=familia, **cores.estilo(k))
eixos[1].legend()
mostrar(
    figura,
    alt="Erro médio de treino e de teste com 2, 20 e 40 camadas. " + "; ".join(lidas) + ".",
    legenda="Média de três sementes; as barras vão do menor ao maior valor. MNIST-1D, largura 64, 10 épocas.",
)

# %% [markdown]
# Com 20 camadas, a soma levou o erro de treino de 50,7 % para **34,2 %**, e o de teste de 56,8 % para **44,3 %**. Com 40, o ponto de partida decide: com os pesos que o PyTorch sorteia,
# a rede residual errou **52,3 %** do treino; partindo da identidade, **32,9 %**, quase o mesmo que com 20 blocos (32,8 %): vinte blocos a mais não custaram nada.

# %% [markdown]
# Dois cuidados. Com 2 camadas a sequencial treinou melhor: 32,9 % contra 40,2 %; a soma não melhora qualquer rede, ela permite crescer. E cada família teve a sua inicialização:
# He na sequencial, que sem ela apaga o sinal; na residual, a do PyTorch, de pesos menores.
#
# > **Seu palpite.** Por que 40 blocos sorteados vão pior que 20? E por que partir da identidade, com $W = 0$, não trava o treino?
#
# Cada bloco sorteado afasta a saída da entrada, como o primeiro gráfico mostrou; a aula 04 calcula quanto. E com $W = 0$ o ramo não soma nada, mas o gradiente que chega a $W$ é o
# produto do gradiente da saída, trazido inteiro pelos atalhos, pela entrada $\mathrm{ReLU}(h)$ do ramo. Nenhum dos dois é zero: já o passo inicial muda $W$.

# %% [markdown]
# ## E se um bloco faltar?
#
# Depois do treino, tire um bloco da rede de 20, sem treinar de novo, e meça o erro. Repita com cada um dos 20.
#
# > **Seu palpite.** Quantos pontos de erro custa tirar um bloco da rede residual? E uma camada da sequencial?


# %% tags=["skip-execution"]
def sem_bloco(rede, j):
    """Uma cópia da rede sem o bloco j (na residual) ou sem a camada j e a sua ReLU (na sequencial)."""
    if isinstance(rede, nn.Sequential):
        return nn.Sequential(*rede[: 1 + 2 * j], *rede[3 + 2 * j :])
    rede = copy.deepcopy(rede)
    del rede.blocos[j]
    return rede


def erros_sem_um_bloco(familia):
    """O erro de teste da rede inteira de 20 blocos e o de cada uma sem um deles."""
    rede = redes[familia, 20][0]
    return erros(rede)[1], [erros(sem_bloco(rede, j))[1] for j in range(20)]


SEM_UM_GRAVADAS = {  # família → erro da rede inteira, e sem cada um dos 20 blocos
    "residual": (
        44.3,
        [52.5, 45.5, 46, 47.7, 45.9, 49.1, 46.6, 46.1, 46.2, 48.5, 45.7, 44.1, 44.5, 44.4, 45.2, 43.7, 45.8, 44.3, 45.2, 42.5],
    ),
    "residual, blocos em zero": (
        43.7,
        [44.8, 43.9, 44.2, 43.9, 43.7, 43.8, 43.8, 43.7, 43.8, 43.8, 43.9, 43.8, 43.7, 43.6, 43.5, 43.5, 43.9, 43.6, 43.7, 44],
    ),
}

# %% tags=["skip-execution"]
if ("residual", 20) not in redes:
    print("As curvas residuais usam os números gravados pela aula: resolva 2.6 para medir você mesmo.")
figura, eixo = plt.subplots(figsize=(7, 3.6))
lidas = []
for k, familia in enumerate(FAMILIAS):
    inteira, sem_um = erros_sem_um_bloco(familia) if (familia, 20) in redes else SEM_UM_GRAVADAS[familia]
    sem_um = torch.tensor(sem_um)
    lidas.append(f"{familia}: inteira, {numero(inteira, 1)} %; sem um bloco, mediana {numero(sem_um.median(), 1)} %")
    print(f"{lidas[-1]} (de {numero(sem_um.min(), 1)} a {numero(sem_um.max(), 1)})")
    eixo.plot(range(1, 21), sem_um, label=familia, **cores.estilo(k))
eixo.axhline(90, color=cores.CINZA, linestyle=":")
eixo.text(0.6, 91, "acaso: 90 %", fontsize=8)
eixo.set(xlabel="bloco retirado", ylabel="erro de teste (%)", ylim=(0, 100), xticks=range(2, 21, 3))
eixo.legend(loc="lower right")
mostrar(
    figura,
    alt="Erro de teste depois de retirar cada um dos 20 blocos. " + "; ".join(lidas) + ". Uma linha pontilhada marca o acaso, 90 %.",
    legenda="Uma semente; erro de teste da rede de 20 blocos depois de retirado um só, sem novo treino.",
)

# %% [markdown]
# Na sequencial, tirar uma camada levou o erro de teste de 54,6 % para **83,0 %** (mediana das 20 retiradas). Na residual, de 44,3 % para **45,7 %**; na que partiu da identidade,
# de 43,7 % para **43,8 %**. É o experimento de Veit, Wilber e Belongie (2016), em miniatura. A questão a seguir pede a explicação.

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
# ## Teste a sua leitura
#
# Não vale nota. Cada opção diz por que está certa ou errada.

# %% tags=["skip-execution"]
quiz(
    "Uma rede residual de 10 blocos tem todos os ramos iguais a zero. O que ela calcula da entrada do primeiro bloco até a saída do último?",
    [
        ("Zero.", False, "Zero é o que sairia da rede sequencial. Aqui cada bloco dá h + 0."),
        ("A própria entrada.", True, "Cada bloco soma zero ao que chega: dez atalhos em fila são a identidade."),
        ("Dez vezes a entrada.", False, "O atalho leva h adiante uma vez por bloco e o soma ao ramo, não ao h anterior: h + 0 = h."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Quantos caminhos da rede de 6 blocos atravessam o bloco 2, e quantos partem da saída dele?",
    [
        ("32 e 16.", True, "Decidido o bloco 2, restam 5 escolhas: 32. Da sua saída em diante restam os blocos 3 a 6: 16."),
        ("16 e 16.", False, "Quem atravessa o bloco 2 ainda escolheu o que fazer no bloco 1."),
        ("32 e 32.", False, "Quem parte da saída do bloco 2 já passou pelo bloco 1: restam quatro escolhas."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Por que o gradiente de uma rede residual não some com a profundidade, mesmo com fatores pequenos?",
    [
        ("Porque há muitos caminhos longos.", False, "Eles são muitos, mas a medida mostrou que quase nada passa por eles."),
        (
            "Porque um dos termos da soma é a identidade, que não depende dos pesos.",
            True,
            "Com fatores tendendo a zero, a soma tende a I. O produto da rede sequencial tende a zero.",
        ),
        (
            "Porque os ramos têm gradiente maior que 1.",
            False,
            "No experimento cada ramo encolhia o gradiente para cerca de 0,4. O atalho é que não encolhe.",
        ),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "O ramo de um bloco recebe h de forma (32, 64) e devolve um tensor de forma (32, 1). O que acontece?",
    [
        ("O PyTorch acusa erro.", False, "Acusaria com (32, 60). Um eixo de tamanho 1 é repetido sem aviso."),
        ("O bloco calcula o que se queria.", False, "A conta segue, mas todas as 64 unidades recebem o mesmo resíduo."),
        (
            "A conta segue, e as 64 unidades de cada exemplo recebem o mesmo resíduo.",
            True,
            "É o broadcasting. Por isso a regra é forma igual, e não apenas compatível.",
        ),
    ],
)

# %% [markdown]
# ## Resumo
#
# - Uma conexão residual troca $h \leftarrow f[h]$ por $h \leftarrow h + f[h]$: não fazer nada passa a ser o caso mais fácil, $f = 0$. A soma exige formas iguais.
# - $n$ blocos abrem $2^n$ caminhos; a maioria atravessa cerca de metade dos blocos, e cada bloco está em metade deles.
# - O gradiente de um bloco é uma soma com um termo por caminho. Um desses termos é $I$, que não depende dos pesos; com pesos recém-sorteados, o grosso do gradiente passa por caminhos curtos.
# - Com blocos lineares, $\partial y / \partial x = (I + W_n) \cdots (I + W_1)$: a ordem importa.
# - No MNIST-1D, o erro de treino da rede sequencial cresce de 2 para 40 camadas; o da residual que parte da identidade, não.
#
# | termo | em inglês | o que é |
# |---|---|---|
# | conexão residual, atalho | *residual connection, skip connection* | o fio que leva a entrada do bloco intacta até a soma |
# | ramo, resíduo | *residual branch, residual* | a função $f_i$, e o que ela soma |
# | bloco residual | *residual block, residual layer* | ramo, atalho e soma |
# | caminho | *path* | uma escolha, em cada bloco, entre atravessar e contornar |
# | jacobiano | *Jacobian* | a matriz das derivadas de cada saída em relação a cada entrada |
#
# Os termos de todas as aulas: **[glossário](glossario.md)**.

# %% [markdown]
# ## Referências
#
# - S. J. D. Prince, [*Understanding Deep Learning*](https://udlbook.github.io/udlbook/), capítulo 11: as figuras do livro seguem a mesma ordem desta aula.
# - K. He, X. Zhang, S. Ren e J. Sun, [*Deep residual learning for image recognition*](https://arxiv.org/abs/1512.03385), CVPR 2016. A figura 1 compara 20 e 56 camadas; o artigo em português que deu origem a esta aula escreve 26.
# - K. He, X. Zhang, S. Ren e J. Sun, [*Identity mappings in deep residual networks*](https://arxiv.org/abs/1603.05027), ECCV 2016: por que o atalho deve ficar livre.
# - A. Veit, M. Wilber e S. Belongie, [*Residual networks behave like ensembles of relatively shallow networks*](https://arxiv.org/abs/1605.06431), NeurIPS 2016.
# - D. Balduzzi et al., [*The shattered gradients problem*](https://arxiv.org/abs/1702.08591), ICML 2017: a hipótese do gradiente quebrado, da aula 01.
# - S. Greydanus, [*Scaling down deep learning*](https://arxiv.org/abs/2011.14439), 2020: o MNIST-1D.
#
# **Créditos.** A aula parte da apresentação *Conexões Residuais*, do Professor Lucas Silveira Kupssinskü, e do artigo *Entendendo o bloco residual*, de Dalisson Figueiredo.
# Figuras e experimentos foram feitos para este curso.
#
# **A seguir.** Aqui a ReLU ficou dentro do ramo, *antes* da transformação linear. Se ela vier *depois*, o bloco só consegue aumentar os valores que recebe, nunca
# diminuir. Mas, vindo antes, que acontece a um ramo que recebe só valores negativos? A **aula 03** abre o bloco e discute a ordem da ativação.

# %% [markdown]
# ## Antes de entregar
#
# Salve o caderno. `painel()` mostra o que já foi respondido; `entrega()` lê o arquivo salvo como a correção o lerá.

# %% tags=["skip-execution"]
painel()
entrega()
