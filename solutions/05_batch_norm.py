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
# # 05 · Batch norm
#
# {{colab}}
#
# Acertar a escala no começo não basta: os pesos mudam a cada passo. E se a rede medisse as próprias ativações, a cada lote, e as corrigisse?
#
# **Ao final você saberá**
#
# - calcular a normalização em lote, à mão e em código;
# - manter as médias móveis da inferência, e traduzir o $\alpha$ dos livros no `momentum` do PyTorch;
# - escrever a camada inteira, igual à do PyTorch, e fundi-la numa convolução;
# - dizer por que ela aceita taxas maiores, por que regulariza, e o que só conserta **com** atalhos.
#
# **Antes de começar:** as aulas 02 (soma), 03 (bloco) e 04 (variância), `nn.Module` e o laço de treino.
#
# **Seu tempo:** cerca de 130 minutos. **Tempo de máquina:** o caderno resolvido roda em cerca de 40 s em dois núcleos, sem GPU.
# **Nota:** 10,0 pontos (seis exercícios e uma questão aberta).

# %%
import math

import torch
from torch import nn
from trilha import Caso, Engano, dica, dicas, entrega, painel, quiz, responde, verifica
from trilha import cores, dados, dispositivo, explora, mostrar, semente

# %% [markdown]
# ## Quanto dura um bom começo?
#
# A rede a seguir tem 40 blocos $h \leftarrow h + \alpha f[h]$, com cada $\alpha$ partindo de zero: é o bloco escalado da aula 04. No primeiro passo todos os blocos são a identidade, e
# $E[h^2]$ na saída do último é igual ao da entrada do primeiro. Não há começo mais bem medido.
#
# > **Seu palpite.** Depois de três épocas de treino, $E[h^2]$ na saída do último bloco continua perto do valor inicial? E se a taxa de aprendizado for dez vezes maior? E 25 vezes?

# %% tags=["skip-execution"]
import matplotlib.pyplot as plt

torch.set_num_threads(1)  # matrizes pequenas: repartir a conta entre núcleos custa mais do que rende
X, y, X_teste, y_teste = (parte.to(dispositivo()) for parte in dados.mnist1d())


def numero(valor, casas=1):
    """O número com vírgula decimal."""
    texto = f"{valor:.{casas}f}"
    return texto.replace("-", "−" if float(texto) else "").replace(".", ",")


def potencia(valor):
    """O número com um algarismo e a potência de 10: 2·10⁻⁸."""
    algarismo, expoente = f"{valor:.0e}".split("e")
    return f"{algarismo}·10{str(int(expoente)).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


def com_virgula(eixo, casas=1):
    """Escreve os números do eixo vertical com vírgula decimal."""
    eixo.yaxis.set_major_formatter(lambda valor, _: numero(valor, casas))


def inicia_he(rede):
    """Pesos He e vieses zero em todas as camadas densas (exercício 4.2)."""
    for camada in rede.modules():
        if isinstance(camada, nn.Linear):
            nn.init.kaiming_normal_(camada.weight)
            nn.init.zeros_(camada.bias)


class RedeEscalada(nn.Module):
    """40 blocos h ← h + α·W ReLU(h), cada α partindo de zero; guarda E[h²] da saída do último."""

    def __init__(self):
        super().__init__()
        self.entrada, self.saida = nn.Linear(40, 64), nn.Linear(64, 10)
        self.blocos = nn.ModuleList(nn.Linear(64, 64) for _ in range(40))
        self.alfa = nn.Parameter(torch.zeros(40))
        inicia_he(self)

    def forward(self, x):
        h = self.entrada(x)
        for alfa, bloco in zip(self.alfa, self.blocos, strict=True):
            h = h + alfa * bloco(torch.relu(h))
        self.escala = h.detach().pow(2).mean().item()
        return self.saida(torch.relu(h))


# %% tags=["skip-execution"]
def treina(rede, epocas, taxa=0.02, momento=0.9, observa=None):
    """SGD em lotes de 100; para se a perda deixar de ser um número. Devolve quantos passos deu."""
    rede.train()
    otimizador = torch.optim.SGD(rede.parameters(), lr=taxa, momentum=momento, fused=True)
    passos = 0
    for _ in range(epocas):
        for lote in torch.randperm(len(X)).to(X.device).split(100):
            otimizador.zero_grad()
            perda = nn.functional.cross_entropy(rede(X[lote]), y[lote])
            if observa:
                observa(rede)
            if not perda.isfinite():
                return passos
            perda.backward()
            otimizador.step()
            passos += 1
    return passos


@torch.no_grad()
def erros(rede):
    """Erros de treino e de teste, em %, em modo de avaliação."""
    rede.eval()
    pares = [(X, y), (X_teste, y_teste)]
    return [100 * (rede(entradas).argmax(1) != rotulos).float().mean().item() for entradas, rotulos in pares]


escalas, erro_escalada = {}, {}  # taxa → E[h²] a cada passo; taxa → erro de treino
for taxa in (0.02, 0.2, 0.5):
    semente(0)
    rede, escalas[taxa] = RedeEscalada().to(X.device), []
    treina(rede, 3, taxa, observa=lambda rede, caderneta=escalas[taxa]: caderneta.append(rede.escala))
    erro_escalada[taxa] = erros(rede)[0]

figura, eixo = plt.subplots(figsize=(7, 3.6))
for k, (taxa, valores) in enumerate(escalas.items()):
    finitos = [valor for valor in valores if math.isfinite(valor)]
    eixo.plot(finitos, label=f"taxa {numero(taxa, 2)}", markevery=[len(finitos) - 1], **cores.estilo(k))
    if len(finitos) < len(valores):
        eixo.annotate("estoura", (len(finitos) - 1, finitos[-1]), xytext=(8, -4), textcoords="offset points", color=cores.VERDE)
eixo.set(xlabel="passo", ylabel="E[h²] depois do bloco 40", yscale="log", ylim=(1, 1e8))
eixo.legend()
resumo = "; ".join(
    f"taxa {numero(taxa, 2)}: de {numero(v[0])} a {numero(v[-1]) if math.isfinite(v[-1]) else 'infinito'} em {len(v) - 1} passos"
    for taxa, v in escalas.items()
)
print(*resumo.split("; "), *(f"taxa {numero(taxa, 2)}: erro de treino {numero(erro)} %" for taxa, erro in erro_escalada.items()), sep="\n")
mostrar(
    figura,
    alt=f"E[h²] na saída do último bloco a cada passo, em escala logarítmica, para três taxas de aprendizado. {resumo}.",
    legenda="Rede residual de 40 blocos com α partindo de zero, MNIST-1D, SGD com momento 0,9, lotes de 100, três épocas.",
)

# %% [markdown]
# O bom começo durou pouco. Com a taxa 0,02, $E[h^2]$ foi de 2,0 a **5,1**; com 0,2, a **27,4**; com 0,5 a saída estourou em 4 passos e a rede ficou com 90 % de erro, o do acaso.
#
# A inicialização escolhe a escala uma vez. Depois, cada passo do SGD muda todos os pesos, e nada na rede olha para o resultado. A ideia é pôr alguém para olhar:
# uma camada que **mede** a média e o desvio padrão do que passa por ela, **corrige** os dois, e deixa que o treino escolha em que valores eles devem ficar.
# É a **normalização em lote** (*batch normalization*, ou *batch norm*), de Ioffe e Szegedy (2015).
#
# ## Medir e corrigir
#
# Num mini-lote $B$, cada unidade de uma camada oculta produz um valor por exemplo: $h_i$. Para **cada unidade**, a normalização faz quatro contas:
#
# $$\mu_h = \frac{1}{|B|}\sum_{i \in B} h_i, \qquad \sigma_h = \sqrt{\frac{1}{|B|}\sum_{i \in B}(h_i - \mu_h)^2},$$
#
# $$h_i \leftarrow \frac{h_i - \mu_h}{\sigma_h + \epsilon}, \qquad h_i \leftarrow \gamma h_i + \beta, \qquad \forall i \in B.$$
#
# Para uma unidade, todos esses números são escalares. A terceira conta **padroniza**: média 0, desvio padrão 1. A quarta desfaz a camisa de força: $\beta$ é a nova média e $\gamma$, o novo desvio padrão,
# e os dois são **aprendidos** pelo treino. Eles partem de $\gamma = 1$ e $\beta = 0$. O $\epsilon$, um número pequeno, impede a divisão por zero.
#
# > **Seu palpite.** Uma unidade deu 1, 3, 4, 5 e 7 aos cinco exemplos do lote. Faça as contas de cabeça: quanto valem $\mu$, $\sigma$ e os valores padronizados?

# %% tags=["skip-execution"]
B = [1, 3, 4, 5, 7]
mu = sum(B) / len(B)
sigma = math.sqrt(sum((h - mu) ** 2 for h in B) / len(B))
padronizados = [(h - mu) / sigma for h in B]  # sem o ε, que aqui não faria diferença
gama, beta = 2, 1
print("mini-lote   ", *map(numero, B))
print("μ e σ       ", numero(mu), numero(sigma))
print("padronizado ", *map(numero, padronizados))
print("com γ e β   ", *(numero(gama * h + beta) for h in padronizados))

# %% [markdown]
# O mini-lote a seguir tem essa unidade e mais duas, em escalas muito diferentes. Avance um passo por vez.
#
# > **Seu palpite.** Os valores da unidade 2 vão de 10 a 70; os da 3, de 0,1 a 0,7. Depois de padronizados, em que vão diferir dos da unidade 1?

# %% tags=["skip-execution"]
lote = torch.tensor([[1.0, 40.0, 0.7], [3.0, 10.0, 0.5], [4.0, 70.0, 0.1], [5.0, 30.0, 0.4], [7.0, 50.0, 0.3]])
TITULOS = {
    1: "1. O mini-lote",
    2: "2. Média μ e desvio σ de cada unidade",
    3: "3. Padroniza: (h − μ) / σ",
    4: "4. Reescala e desloca: γh + β",
}


def depois_do_passo(passo, gama, beta):
    """O mini-lote depois do passo; γ e β são os da unidade 1, e as outras ficam com 1 e 0."""
    h = lote.clone()
    if passo >= 3:
        h = nn.BatchNorm1d(3, eps=1e-12)(h).detach()  # a camada pronta do PyTorch; você vai escrevê-la
    if passo >= 4:
        h = h * torch.tensor([gama, 1.0, 1.0]) + torch.tensor([beta, 0.0, 0.0])
    return h


def escreve_tabela(eixo, h, mostra_estatisticas):
    linhas = [f"exemplo {i}" for i in range(1, 6)]
    valores = [[numero(valor, 2) for valor in linha] for linha in h.tolist()]
    if mostra_estatisticas:
        linhas += ["μ", "σ"]
        valores += [[numero(valor, 2) for valor in conta] for conta in (h.mean(0).tolist(), h.std(0, unbiased=False).tolist())]
    tabela = eixo.table(
        valores, rowLabels=linhas, colLabels=["unidade 1", "unidade 2", "unidade 3"], cellLoc="right", bbox=[0.12, 0, 0.88, 1]
    )
    tabela.auto_set_font_size(False)
    tabela.set_fontsize(10)
    for (linha, _), celula in tabela.get_celld().items():
        celula.set_edgecolor(cores.CINZA)
        if linha > 5:
            celula.set_facecolor("#cfe6f5")
    eixo.axis("off")


def desenha_exemplo(passo, gama, beta):
    h = depois_do_passo(passo, gama, beta)
    figura, (esquerda, direita) = plt.subplots(1, 2, figsize=(9, 3.4), width_ratios=[1.35, 1])
    escreve_tabela(esquerda, h, passo >= 2)
    for unidade in range(3):
        direita.plot([unidade + 1] * 5, h[:, unidade], linestyle="", **{k: v for k, v in cores.estilo(unidade).items() if k != "linestyle"})
        if passo >= 2:
            media, desvio = h[:, unidade].mean(), h[:, unidade].std(unbiased=False)
            direita.errorbar(unidade + 1.25, media, yerr=desvio, fmt="_", color=cores.PRETO, capsize=5, markersize=12)
    direita.set(xlim=(0.5, 3.6), xlabel="unidade", ylabel="valor", xticks=[1, 2, 3])
    direita.axhline(0, color=cores.CINZA, linewidth=0.8)
    com_virgula(direita, casas=0 if passo < 3 else 1)
    figura.suptitle(TITULOS[passo])
    figura.subplots_adjust(wspace=0.3)
    return figura


def conta_exemplo(passo, gama, beta):
    h = depois_do_passo(passo, gama, beta)
    por_unidade = "; ".join(
        f"unidade {u + 1}: {', '.join(numero(v, 2) for v in h[:, u].tolist())} (μ = {numero(h[:, u].mean(), 2)}, σ = {numero(h[:, u].std(unbiased=False), 2)})"
        for u in range(3)
    )
    return f"{TITULOS[passo]}. {por_unidade}."


explora(
    desenha_exemplo,
    passo=("Passo", 1, 4, 1, 1),
    gama=("γ da unidade 1 (passo 4)", -3.0, 3.0, 0.5, 2.0),
    beta=("β da unidade 1 (passo 4)", -3.0, 3.0, 0.5, 1.0),
    parados=[{"passo": 1}, {"passo": 2}, {"passo": 3}, {"passo": 4}],
    alt=conta_exemplo,
    legenda="À esquerda, os valores; à direita, os mesmos pontos. A barra preta vai de μ − σ a μ + σ. Só a unidade 1 tem γ e β diferentes de 1 e 0.",
)

# %% [markdown]
# No passo 2, $\mu = 4$, 40 e 0,4; $\sigma = 2$, 20 e 0,2. No passo 3 as três unidades têm os **mesmos** cinco valores, em outra ordem:
# −1,5, −0,5, 0, 0,5 e 1,5. A escala original se perdeu de propósito. No passo 4, com $\gamma = 2$ e $\beta = 1$, a unidade 1 passa a ter média 1 e desvio 2.
#
# Mova $\gamma$ e $\beta$: com $\gamma = \sigma_h$ e $\beta = \mu_h$ a camada devolve a entrada. Ela não tira nada do que a rede podia representar; muda **quem decide** a escala. Antes, a média e o
# desvio de uma unidade dependiam de todos os pesos das camadas anteriores; agora são dois números, que o treino ajusta diretamente.
#
# ### Onde fica o ε?
#
# A fórmula acima, a da apresentação, divide por $\sigma + \epsilon$. Ioffe e Szegedy, e o PyTorch, põem o $\epsilon$ dentro da raiz:
#
# $$h_i \leftarrow \frac{h_i - \mu_h}{\sqrt{\sigma_h^2 + \epsilon}}, \qquad \epsilon = 10^{-5}.$$
#
# > **Seu palpite.** As duas dão a "mesma" coisa. Até que desvio padrão $\sigma$ você apostaria nisso?

# %% tags=["skip-execution"]
epsilon = 1e-5
print("     σ     σ + ε   √(σ² + ε)   razão")
razoes_epsilon = {}
for sigma in (1.0, 1e-1, 1e-2, 1e-3, 1e-4):
    fora, dentro = sigma + epsilon, math.sqrt(sigma**2 + epsilon)
    razoes_epsilon[sigma] = dentro / fora
    print(f"{sigma:6.4f}  {fora:8.6f}  {dentro:8.6f}   {dentro / fora:6.2f}".replace(".", ","))

# %% [markdown]
# Com $\sigma$ entre 0,1 e 1, tanto faz. Com $\sigma = 10^{-3}$ as duas diferem por um fator **3,3**; com $10^{-4}$, por 28,8. O motivo: dentro da raiz, $\epsilon$ se compara com a **variância**, e
# $\sqrt{10^{-5}} \approx 0{,}003$ funciona como um piso para o desvio.
#
# Uma unidade quase constante, portanto, sai padronizada numa fórmula e quase zerada na outra. Deste ponto em diante, $\epsilon$ fica dentro da raiz, para que os seus números sejam os do PyTorch.

# %% [markdown]
# ### Exercício 5.1 — A normalização no treino (1,5 ponto · 10 min)
#
# Escreva `bn_treino(h, gama, beta, eps=1e-5)`: recebe o mini-lote `h`, de forma $(N, D)$, com um exemplo por linha e uma unidade por coluna, e `gama` e `beta`, de forma $(D,)$. Para cada unidade,
#
# $$y_i = \gamma\,\frac{h_i - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta,$$
#
# com $\mu$ e $\sigma^2$ da própria coluna e a variância dividida por $N$ (a **enviesada**), como na fórmula de $\sigma_h$ acima. O resultado tem o `dtype` de `h`, os argumentos ficam como estavam, e o gradiente passa por
# tudo: também por $\mu$ e $\sigma^2$, que são funções de `h`.

# %% tags=["skip-execution"]
dicas(
    "5.1",
    "No exemplo do mini-lote, cada coluna tinha a sua média. Ao longo de que eixo (`dim`) da matriz (N, D) se calcula a média de uma coluna?",
    "`h.mean(dim=0)` dá D médias. O desvio da biblioteca, por padrão, divide por N − 1: procure o argumento `unbiased` (ou `correction`) de `var`.",
    "São três linhas: a média ao longo do eixo 0; a variância enviesada ao longo do eixo 0; e `gama` vezes a diferença dividida por `torch.sqrt` de variância mais `eps`, mais `beta`. Não use `.item()` nem `.detach()`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-5.1", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 5.1


def bn_treino(h: torch.Tensor, gama: torch.Tensor, beta: torch.Tensor, eps: float = 1e-5) -> torch.Tensor:
    """Normaliza cada coluna de h com a média e a variância (dividida por N) do próprio lote; depois γ e β.

    h: (N, D); gama, beta: (D,). Devolve um tensor (N, D).
    """
    ### BEGIN SOLUTION
    media = h.mean(dim=0)
    variancia = h.var(dim=0, unbiased=False)
    return gama * (h - media) / torch.sqrt(variancia + eps) + beta
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-5.1", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 5.1
mini_lote = torch.tensor([[1.0, 40.0], [3.0, 10.0], [4.0, 70.0], [5.0, 30.0], [7.0, 50.0]])
par = torch.tensor([[-1.0], [1.0]])


def derivada_da_primeira():
    h = par.clone().requires_grad_()
    bn_treino(h, torch.ones(1), torch.zeros(1), 3.0)[0].sum().backward()
    return h.grad


padronizado = torch.tensor([[-1.5, 0.0], [-0.5, -1.5], [0.0, 1.5], [0.5, -0.5], [1.5, 0.5]])

verifica(
    "5.1",
    "bn_treino",
    [
        Caso(
            "o mini-lote do texto, com γ = 1 e β = 0",
            lambda: bn_treino(mini_lote.clone(), torch.ones(2), torch.zeros(2)),
            padronizado,
            dica="Cada coluna tem a sua média e o seu desvio. Compare com o passo 3 do exemplo.",
            enganos=[Engano(padronizado * math.sqrt(0.8), "A variância foi dividida por N − 1. Por quanto a fórmula de σ divide?")],
        ),
        Caso(
            "com γ = σ e β = μ, volta a entrada",
            lambda: bn_treino(mini_lote.clone(), torch.tensor([2.0, 20.0]), torch.tensor([4.0, 40.0])),
            mini_lote,
            dica="γ multiplica o valor padronizado e β se soma depois, sem ser multiplicado.",
        ),
        Caso(
            "h = −2 e 2 (σ² = 4), com ε = 5",
            lambda: bn_treino(2 * par, torch.ones(1), torch.zeros(1), 5.0),
            2 * par / 3,
            dica="√(4 + 5) = 3.",
            enganos=[Engano(2 * par / 7, "O ε foi somado ao desvio, fora da raiz. Com que grandeza ele se soma dentro dela?")],
        ),
        Caso(
            "o gradiente passa por μ e por σ²",
            derivada_da_primeira,
            torch.tensor([[0.1875], [-0.1875]]),
            dica="μ e σ² dependem de h: se forem tratados como constantes, o gradiente sai errado.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
linhas = observe.given("linhas", lambda: int(torch.randint(4, 8, ())))
d = observe.given("d", lambda: int(torch.randint(9, 13, ())))
h = observe.given("h", lambda: (torch.randn(linhas, d) * (torch.rand(d) * 3 + 0.5) + 3 * torch.randn(d)).to(observe.device))
gama = observe.given("gama", lambda: ((torch.rand(d) + 0.5) * torch.tensor([-1.0, 1.0]).repeat(d)[:d]).to(observe.device))
beta = observe.given("beta", lambda: torch.randn(d, device=observe.device))
eps = observe.given("eps", lambda: float(torch.rand(()) * 0.5 + 0.1))
v = observe.given("v", lambda: torch.randn(linhas, d, device=observe.device))
quadrado = observe.given("quadrado", lambda: torch.randn(d, d, device=observe.device) + torch.arange(d, device=observe.device))
h64 = observe.given("h64", lambda: torch.randn(linhas, d, dtype=torch.float64, device=observe.device))
constante = observe.given("constante", lambda: float(torch.randint(1, 9, ())))


def com_a_primeira_coluna_constante():
    parada = h.clone()
    parada[:, 0] = constante
    return parada


def gradientes():
    folhas = [parte.clone().requires_grad_() for parte in (h, gama, beta)]
    (bn_treino(*folhas, eps) * v).sum().backward()
    return [folha.grad for folha in folhas]


def argumentos_depois_da_chamada():
    partes = [parte.clone() for parte in (h, gama, beta)]
    bn_treino(*partes, eps)
    return [partes, [parte.requires_grad for parte in partes]]


observe(
    "saída com ε grande",
    lambda: bn_treino(h.clone(), gama.clone(), beta.clone(), eps),
    hint="Confira cada parte: a média e a variância são de cada coluna, a variância divide por N, e ε fica dentro da raiz, ao lado dela.",
    weight=3,
)
observe(
    "saída com o ε padrão, em colunas quase constantes",
    lambda: bn_treino(h / 1000, gama.clone(), beta.clone()),
    hint="Com desvios da ordem de 0,001, o lugar e o valor padrão de ε decidem o resultado.",
    weight=2,
)
observe(
    "tantos exemplos quantas unidades",
    lambda: bn_treino(quadrado.clone(), gama.clone(), beta.clone(), eps),
    hint="Numa matriz quadrada nada avisa que o eixo está trocado: a média é de cada coluna.",
)
observe(
    "uma coluna constante",
    lambda: bn_treino(com_a_primeira_coluna_constante(), gama.clone(), beta.clone()),
    hint="Uma unidade que não varia no lote sai igual a β, e o ε impede a divisão por zero.",
    atol=1e-2,
)
observe(
    "float64",
    lambda: bn_treino(h64.clone(), gama.double(), beta.double(), eps),
    hint="Com uma entrada float64, a conta inteira fica em float64.",
    gate=True,
)
observe(
    "gradiente",
    gradientes,
    hint="O gradiente passa também pela média e pela variância: nada de .detach(), .data, .item() ou no_grad.",
    gate=True,
)
observe(
    "os argumentos depois da chamada",
    argumentos_depois_da_chamada,
    hint="h, gama e beta pertencem a quem chamou: não escreva neles.",
    gate=True,
)
### END HIDDEN TESTS

# %% [markdown]
# ## E quando não há mini-lote?
#
# No treino, cada exemplo é julgado junto com os companheiros de lote. Na inferência chega um exemplo só, ou chegam cem que não se parecem com os do treino.
#
# > **Seu palpite.** Uma camada em modo de treino recebe o exemplo 1 do mini-lote em três companhias diferentes. A saída para esse exemplo muda? E se ele vier sozinho?

# %% tags=["skip-execution"]
camada = nn.BatchNorm1d(3)
companhias = {"os cinco": [0, 1, 2, 3, 4], "exemplos 1 e 2": [0, 1], "exemplos 1 e 5": [0, 4]}
print("companhia          saída do exemplo 1")
for nome, quais in companhias.items():
    saida = camada(lote[quais])[0].tolist()
    print(f"{nome:18} {'  '.join(numero(valor, 2) for valor in saida)}")
try:
    camada(lote[:1])
except ValueError as erro:
    print(f"sozinho            ValueError: {erro}")
camada.eval()
print(f"sozinho, em eval() {'  '.join(numero(valor, 2) for valor in camada(lote[:1])[0].tolist())}")

# %% [markdown]
# A saída depende da companhia. Com dois exemplos diferentes por lote ela é ±1, quaisquer que sejam os valores: só resta a ordem entre os dois. Com um só, $h_1 = \mu$ e a saída seria sempre $\beta$. Por isso o
# PyTorch recusa: normalização em lote **exige mais de um valor por unidade** no treino, isto é, lotes maiores que 1. (Numa imagem cada canal tem muitos pixels, e um lote de uma imagem passa.)
#
# Em modo de avaliação a camada usa outra média e outro desvio, que não dependem do lote. De onde eles vêm? Do treino: a camada guarda uma **média móvel exponencial** (*exponential moving average*, EMA) do que mediu
# em cada lote. Na notação da apresentação,
#
# $$\mu_{mov} = \alpha\,\mu_{mov} + (1-\alpha)\,\mu, \qquad \sigma_{mov} = \alpha\,\sigma_{mov} + (1-\alpha)\,\sigma.$$
#
# ### Quanta memória deve ter a média?
#
# A célula treina uma rede pequena e anota, a cada passo, a média de **uma** unidade no lote. Ela salta de um lote para o outro, porque os exemplos mudam, e deriva, porque os pesos mudam.
#
# > **Seu palpite.** Com $\alpha = 0{,}5$ a média móvel segue de perto; com 0,99 ela é lisa. Qual das duas descreve melhor a unidade ao fim de 120 passos?

# %% tags=["skip-execution"]
medias = []  # a média da unidade 51 da camada oculta, em cada lote


def anota(rede):
    medias.append(rede.media)


class RedeAnotada(nn.Sequential):
    """Rede de uma camada oculta que guarda a média, no lote, da unidade 51 antes da ReLU."""

    def forward(self, x):
        h = self[0](x)
        self.media = h[:, 51].mean().item()
        return self[2](self[1](h))


semente(3)
rede_anotada = RedeAnotada(nn.Linear(40, 64), nn.ReLU(), nn.Linear(64, 10)).to(X.device)
treina(rede_anotada, 3, taxa=0.3, momento=0.0, observa=anota)
with torch.no_grad():
    media_final = rede_anotada[0](X)[:, 51].mean().item()  # com todos os exemplos de treino e os pesos do fim


def medias_moveis(alfa):
    atual, resultado = 0.0, []
    for media in medias:
        atual = alfa * atual + (1 - alfa) * media
        resultado.append(atual)
    return resultado


def desenha_memoria(alfa):
    figura, eixo = plt.subplots(figsize=(7, 3.4))
    eixo.plot(medias, ".", color=cores.CINZA, label="média no lote")
    eixo.plot(medias_moveis(alfa), label=f"média móvel, α = {numero(alfa, 2)}", **cores.estilo(0, marcador=False))
    eixo.axhline(media_final, label="média com os 4.000 exemplos, pesos do fim", **cores.estilo(1, marcador=False))
    eixo.set(xlabel="passo", ylabel="média da unidade", ylim=(-0.02, max(medias) + 0.25))
    com_virgula(eixo)
    eixo.set_yticks([0, 0.2, 0.4])
    eixo.legend(fontsize=9, loc="upper left")
    return figura


def conta_memoria(alfa):
    final = medias_moveis(alfa)[-1]
    return (
        f"Com α = {numero(alfa, 2)}, a média móvel termina em {numero(final, 3)}; a média de todos os exemplos é {numero(media_final, 3)}."
    )


explora(
    desenha_memoria,
    alfa=("Memória α", 0.0, 0.99, 0.01, 0.9),
    parados=[{"alfa": 0.5}, {"alfa": 0.9}, {"alfa": 0.99}],
    alt=lambda alfa: "Pontos cinza espalhados: a média da unidade em cada lote. Uma curva: a média móvel. " + conta_memoria(alfa),
    legenda=conta_memoria,
)

# %% [markdown]
# Há um compromisso. $\alpha$ pequeno copia o ruído do último lote; $\alpha$ perto de 1 alisa, mas chega atrasado, e no começo ainda carrega o zero de onde partiu: depois de $t$ passos, o valor
# inicial pesa $\alpha^t$, o que com $\alpha = 0{,}99$ e 120 passos é 0,3. Por isso ela termina em 0,17, quando a média de todos os exemplos é 0,31. Com 0,9, o que o PyTorch usa, o zero inicial já não conta.
#
# ### O que o PyTorch guarda
#
# Três diferenças entre a apresentação e o PyTorch, todas fáceis de confundir:
#
# | o que muda | apresentação | PyTorch |
# |---|---|---|
# | o peso | $\alpha$, de quanto se **guarda** (0,9) | `momentum` $= 1 - \alpha$, de quanto **entra** (0,1) |
# | a média é | do desvio $\sigma$ | da variância $\sigma^2$ |
# | a variância divide por | $N$ (enviesada) | $N$ para normalizar o lote; $N - 1$ (**não enviesada**) para a média móvel |
#
# > **Seu palpite.** Valores sorteados com desvio padrão 1, em lotes de 4. Qual das três médias móveis chega a 1?

# %% tags=["skip-execution"]
semente(0)
lotes_de_4 = torch.randn(100_000, 4)
medidas_do_desvio = {
    "média de σ": lotes_de_4.std(1, unbiased=False).mean().item(),
    "raiz da média de σ², dividindo por N": lotes_de_4.var(1, unbiased=False).mean().sqrt().item(),
    "raiz da média de σ², dividindo por N − 1": lotes_de_4.var(1, unbiased=True).mean().sqrt().item(),
}
for nome, valor in medidas_do_desvio.items():
    print(f"{numero(valor, 3)}  {nome}")

# %% [markdown]
# A média dos desvios dá **0,80**; a raiz da média das variâncias enviesadas, **0,87**; só a não enviesada chega a **1,00**. Com lotes de 100 as três quase coincidem; com lotes pequenos, a escolha aparece na inferência.

# %% [markdown]
# ### Exercício 5.2 — A média móvel, nas duas notações (1,0 ponto · 5 min)
#
# Escreva duas funções:
#
# - `media_movel(antiga, nova, momentum)`: a média móvel com a convenção do PyTorch, em que `momentum` é o peso do valor **novo**. `antiga` e `nova` são dois números (`float`) ou dois tensores de mesma forma,
#   e ficam como estavam;
# - `momentum_de_alfa(alfa)`: o `momentum` do PyTorch que equivale ao $\alpha$ da apresentação.

# %% tags=["skip-execution"]
dicas(
    "5.2",
    "Na fórmula da apresentação, que letra multiplica o valor novo?",
    "Os dois pesos somam 1. Se o novo entra com peso `momentum`, com que peso fica o antigo? Com `momentum = 0` nada muda; com 1, só o novo conta.",
    "A primeira função soma `(1 - momentum)` vezes a antiga a `momentum` vezes a nova, sem `+=` nem `*=`. Na segunda, compare com a fórmula de α: o que ali multiplica μ?",
)

# %% nbgrader={"grade": false, "grade_id": "ex-5.2", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 5.2


def media_movel(antiga, nova, momentum: float):
    """A média móvel exponencial: `momentum` é o peso da nova. antiga e nova: dois floats ou dois tensores de mesma forma."""
    ### BEGIN SOLUTION
    return (1 - momentum) * antiga + momentum * nova
    ### END SOLUTION


def momentum_de_alfa(alfa: float) -> float:
    """O momentum do PyTorch que equivale ao α da apresentação, o peso da média antiga."""
    ### BEGIN SOLUTION
    return 1 - alfa
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-5.2", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 5.2
def tres_passos():
    atual = 0.0
    for _ in range(3):
        atual = media_movel(atual, 8.0, 0.5)
    return atual


def antiga_depois():
    antiga = torch.tensor([1.0, 2.0])
    media_movel(antiga, torch.tensor([3.0, 6.0]), 0.5)
    return antiga


verifica(
    "5.2",
    ("media_movel", "momentum_de_alfa"),
    [
        Caso(
            "de 0 para 10 com momentum 0,1; e o momentum de α = 0,75",
            lambda: [media_movel(0.0, 10.0, 0.1), momentum_de_alfa(0.75)],
            [1.0, 0.25],
            dica="Com momentum 0,1, o valor novo entra com peso 0,1. Na fórmula com α, que peso ele tem?",
            enganos=[
                Engano([9.0, 0.25], "O valor antigo ficou com o peso momentum. No PyTorch, momentum é o peso do novo ou o do antigo?"),
                Engano([1.0, 0.75], "O momentum saiu igual a α. Com α = 0,9, que peso tem o valor novo na fórmula da apresentação?"),
                Engano(
                    [9.0, 0.75],
                    "As duas funções usam a convenção da apresentação, em que α pesa o antigo. Que peso o momentum do PyTorch dá ao valor novo?",
                ),
            ],
        ),
        Caso("três passos seguidos em direção a 8", tres_passos, 7.0, dica="0, 4, 6, 7: a cada passo, metade do que falta."),
        Caso(
            "dois tensores",
            lambda: media_movel(torch.tensor([1.0, 2.0]), torch.tensor([3.0, 6.0]), 0.25),
            torch.tensor([1.5, 3.0]),
            dica="A mesma conta vale para tensores, posição a posição.",
        ),
        Caso(
            "a antiga fica como estava",
            antiga_depois,
            torch.tensor([1.0, 2.0]),
            fato="O tensor `antiga` foi modificado.",
            dica="`*=`, `+=`, `mul_` e `lerp_` escrevem dentro do tensor recebido.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
d = observe.given("d", lambda: int(torch.randint(3, 8, ())))
numeros = observe.given(
    "numeros", lambda: [[*(5 * torch.randn(2)).tolist(), float(torch.rand(()) * 0.3 + base)] for base in (0.05, 0.1, 0.6, 0.65)]
)
antiga = observe.given("antiga", lambda: torch.randn(d, 2, device=observe.device))
nova = observe.given("nova", lambda: torch.randn(d, 2, device=observe.device))
antiga64 = observe.given("antiga64", lambda: torch.randn(d, dtype=torch.float64, device=observe.device))
nova64 = observe.given("nova64", lambda: torch.randn(d, dtype=torch.float64, device=observe.device))
peso = observe.given("peso", lambda: float(torch.rand(()) * 0.3 + 0.1))
alfas = observe.given("alfas", lambda: (torch.rand(5) * 0.2 + torch.tensor([0.05, 0.2, 0.6, 0.7, 0.8])).tolist())
serie = observe.given("serie", lambda: (torch.randn(12) + 2).tolist())


def depois_da_serie(momentum):
    atual = serie[0]
    for valor in serie[1:]:
        atual = media_movel(atual, valor, momentum)
    return atual


def argumentos_depois_da_chamada():
    partes = [antiga.clone(), nova.clone()]
    media_movel(*partes, peso)
    return [partes, [parte.requires_grad for parte in partes]]


def gradientes():
    folhas = [parte.clone().requires_grad_() for parte in (antiga, nova)]
    (media_movel(*folhas, peso) * nova).sum().backward()
    return [folha.grad for folha in folhas]


observe(
    "números",
    lambda: [media_movel(*tres) for tres in numeros] + [media_movel(*numeros[0][:2], extremo) for extremo in (0.0, 1.0)],
    hint="media_movel: `momentum` é o peso do valor novo, de 0 a 1, e os dois pesos somam 1.",
    weight=2,
)
observe(
    "tensores",
    lambda: media_movel(antiga.clone(), nova.clone(), peso),
    hint="media_movel: com tensores a conta é a mesma, posição a posição.",
    weight=2,
)
observe(
    "uma série de valores, com o momentum de α",
    lambda: [depois_da_serie(momentum_de_alfa(alfa)) for alfa in alfas],
    hint="Passo a passo, as duas funções juntas precisam dar o mesmo que a fórmula da apresentação com α.",
)
observe(
    "momentum de α",
    lambda: [momentum_de_alfa(alfa) for alfa in alfas],
    hint="momentum_de_alfa: α pesa o valor antigo, e momentum, o novo.",
    weight=3,
)
observe("float64", lambda: media_movel(antiga64.clone(), nova64.clone(), peso), hint="O resultado tem o dtype dos tensores.", gate=True)
observe("gradiente", gradientes, hint="O resultado é diferenciável: nada de .detach() nem .item() dentro da função.", gate=True)
observe(
    "os argumentos depois da chamada",
    argumentos_depois_da_chamada,
    hint="antiga e nova pertencem a quem chamou: compare-as antes e depois.",
    gate=True,
)
### END HIDDEN TESTS

# %% [markdown]
# ## Um par por unidade, um par por canal
#
# Numa camada densa há um $\gamma$, um $\beta$, um $\mu$ e um $\sigma$ **por unidade oculta**. Numa convolucional, um de cada **por canal**: o mesmo filtro produziu todos os pixels do canal, em todas as imagens, e a média corre
# por todos eles.

# %% tags=["skip-execution"]
from itertools import product

from matplotlib.patches import Rectangle

figura, (densa, convolucional) = plt.subplots(1, 2, figsize=(9, 3.6), width_ratios=[1, 1.7])


def celula(eixo, x0, y0, lado, junto):
    """Um valor: hachurado quando entra na mesma média."""
    aparencia = {"fc": "#cfe6f5", "hatch": "////"} if junto else {"fc": "white"}
    eixo.add_patch(Rectangle((x0, y0), lado, lado, ec=cores.AZUL, **aparencia))


for linha in range(4):
    for unidade in range(3):
        celula(densa, unidade, -linha, 0.85, unidade == 1)
    densa.text(-0.15, -linha + 0.4, f"exemplo {linha + 1}", ha="right", va="center")
for canal in range(3):
    convolucional.text(-0.15, -1.3 * canal + 0.5, f"canal {canal + 1}", ha="right", va="center")
    for imagem, pixel in product(range(3), range(16)):
        celula(convolucional, 1.5 * imagem + 0.25 * (pixel % 4), -1.3 * canal + 0.25 * (pixel // 4), 0.25, canal == 1)
for imagem in range(3):
    convolucional.text(1.5 * imagem + 0.5, 1.15, f"imagem {imagem + 1}", ha="center")
densa.set(xlim=(-1.7, 2.9), ylim=(-3.1, 1), title="densa: (N, D)\nmédia no eixo 0")
convolucional.set(xlim=(-1, 4.1), ylim=(-2.7, 1.5), title="convolucional: (N, C, H, W)\nmédia nos eixos 0, 2 e 3")
for eixo in (densa, convolucional):
    eixo.set_aspect("equal")
    eixo.axis("off")
    eixo.title.set_fontsize(10)
mostrar(
    figura,
    alt="À esquerda, uma matriz de 4 exemplos por 3 unidades, com a coluna da unidade 2 hachurada. À direita, três imagens de três canais, com os 16 pixels do canal 2 hachurados nas três.",
    legenda="Hachurado: os valores que partilham uma média e um desvio. Na densa, N valores; na convolucional, N · H · W.",
)

# %% tags=["skip-execution"]
for camada, entrada in [(nn.BatchNorm1d(64), torch.randn(100, 64)), (nn.BatchNorm2d(64), torch.randn(100, 64, 8, 8))]:
    camada(entrada)
    print(type(camada).__name__, "para entradas de forma", tuple(entrada.shape))
    for nome, valor in camada.state_dict().items():
        treinavel = "treinado" if nome in dict(camada.named_parameters()) else "medido"
        print(f"   {nome:20} {tuple(valor.shape)!s:7} {treinavel}")

# %% [markdown]
# São **quatro números por unidade** (ou canal), e só dois deles são treinados: $\gamma$ e $\beta$, no PyTorch `weight` e `bias`, que partem de 1 e 0. Os outros dois, `running_mean` e `running_var`, são medidos, e partem de 0 e 1.
# (Um slide da apresentação escreve $\gamma$ e $\delta$; o segundo parâmetro é o $\beta$ dos demais.) `num_batches_tracked` só conta passos.
#
# O que é medido não pode ser um parâmetro: o otimizador o mudaria. Mas precisa ir junto para a GPU e ser salvo com a rede. Para isso existe o **buffer**.


# %% tags=["skip-execution"]
class Medidora(nn.Module):
    """Guarda a média do último lote num buffer."""

    def __init__(self):
        super().__init__()
        self.register_buffer("ultima", torch.zeros(3))

    def forward(self, h):
        self.ultima = h.mean(0).detach()  # troca o valor; o nome continua registrado
        return h


medidora = Medidora()
medidora(lote)
print("parâmetros:", list(medidora.parameters()))
print("salvo com a rede:", medidora.state_dict())

# %% [markdown]
# ### Exercício 5.3 — A camada inteira (2,5 pontos · 25 min)
#
# Escreva `MinhaBatchNorm(n, eps=1e-5, momentum=0.1)`, para entradas $(N, n)$ e $(N, n, H, W)$, com os parâmetros `gama` (uns) e `beta` (zeros) e os buffers `media_movel` (zeros) e `var_movel` (uns), todos de forma $(n,)$:
#
# | modo | no treino (`self.training`) | na avaliação |
# |---|---|---|
# | normaliza com | a média e a variância enviesada do lote, por unidade ou por canal | `media_movel` e `var_movel` |
# | médias móveis | atualiza, com peso `momentum` para o valor novo; em `var_movel` entra a variância **não enviesada** | não mudam |
# | um único valor por unidade ($N = 1$ e $H \cdot W = 1$) | levanta `ValueError`, e os buffers ficam como estavam | passa |
#
# Os buffers ficam fora do grafo do gradiente. A camada tem de dar o mesmo que `nn.BatchNorm1d` e `nn.BatchNorm2d`, gradientes inclusive. Pode usar as suas funções do 5.1 e do 5.2. **Não use** `nn.BatchNorm*`, `F.batch_norm` nem as funções prontas equivalentes: quem corrige vê se foram usadas.

# %% tags=["skip-execution"]
dicas(
    "5.3",
    "Resolva primeiro o caso (N, n) no treino: é o exercício 5.1 mais a atualização dos buffers (5.2). Para imagens, só muda ao longo de que eixos se calcula a média: todos menos o 1.",
    "Com `eixos = (0, 2, 3)` ou `(0,)`, `h.mean(eixos)` tem a forma (n,). Para combiná-la com uma imagem, dê-lhe a forma (1, n, 1, 1), com `reshape`. Quantos valores há por unidade? `h.numel() / n`. A condição do ValueError é sobre esse número, e vem antes de tudo.",
    "No treino: μ e σ² do lote; dentro de `with torch.no_grad():`, `self.media_movel` recebe (1 − m) vezes ela mesma mais m vezes μ, e `self.var_movel` o mesmo com `h.var(eixos, unbiased=True)`. Na avaliação, μ e σ² são os buffers. Nos dois casos, a última linha é a do 5.1, com tudo na forma (1, n, 1, 1).",
)

# %% nbgrader={"grade": false, "grade_id": "ex-5.3", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm", "LazyBatchNorm1d", "LazyBatchNorm2d", "batch_norm", "native_batch_norm"]
# Exercício 5.3


class MinhaBatchNorm(nn.Module):
    """Normalização em lote para entradas (N, n) e (N, n, H, W): parâmetros `gama` e `beta`, buffers `media_movel` e `var_movel`."""

    def __init__(self, n: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.eps, self.momentum = eps, momentum
        self.gama = nn.Parameter(torch.ones(n))
        self.beta = nn.Parameter(torch.zeros(n))
        self.register_buffer("media_movel", torch.zeros(n))
        self.register_buffer("var_movel", torch.ones(n))
        ### END SOLUTION

    def forward(self, h: torch.Tensor) -> torch.Tensor:
        """h: (N, n) ou (N, n, H, W). Devolve um tensor da mesma forma; no treino, atualiza as médias móveis."""
        ### BEGIN SOLUTION
        forma = (1, -1) + (1,) * (h.dim() - 2)  # (1, n) ou (1, n, 1, 1): um número por unidade ou canal
        media, variancia = self._do_lote(h) if self.training else (self.media_movel, self.var_movel)
        escala = self.gama / torch.sqrt(variancia + self.eps)
        return (h - media.reshape(forma)) * escala.reshape(forma) + self.beta.reshape(forma)

    def _do_lote(self, h: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """A média e a variância enviesada do lote, por unidade; de passagem, atualiza as médias móveis."""
        valores = h.numel() // h.shape[1]
        if valores == 1:
            raise ValueError("No treino, a normalização precisa de mais de um valor por unidade.")
        eixos = tuple(eixo for eixo in range(h.dim()) if eixo != 1)
        media, variancia = h.mean(eixos), h.var(eixos, unbiased=False)
        with torch.no_grad():
            nao_enviesada = variancia * valores / (valores - 1)
            self.media_movel = media_movel(self.media_movel, media, self.momentum)
            self.var_movel = media_movel(self.var_movel, nao_enviesada, self.momentum)
        return media, variancia
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-5.3", "locked": true, "points": 2.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 5.3
cinco = torch.tensor([[1.0, 40.0], [3.0, 10.0], [4.0, 70.0], [5.0, 30.0], [7.0, 50.0]])
duas_imagens = torch.tensor([[[[0.0, 2.0]], [[1.0, 1.0]]], [[[4.0, 6.0]], [[3.0, 3.0]]]])  # 2 imagens, 2 canais, 1 × 2 pixels


def nomes():
    camada = MinhaBatchNorm(2)
    buffers = dict(camada.named_buffers())
    return [sorted(dict(camada.named_parameters())), [nome for nome in ("media_movel", "var_movel") if nome in buffers]]


def depois_de_um_lote(nome, entrada):
    camada = MinhaBatchNorm(2)
    camada(entrada.clone())
    return dict(camada.named_buffers())[nome]


def saida_na_avaliacao():
    camada = MinhaBatchNorm(2, eps=0.0)
    with torch.no_grad():
        camada.media_movel.copy_(torch.tensor([1.0, 10.0]))
        camada.var_movel.copy_(torch.tensor([4.0, 100.0]))
    return camada.eval()(cinco[:1].clone())


def um_valor_por_unidade():
    try:
        MinhaBatchNorm(2)(cinco[:1].clone())
    except ValueError:
        return "ValueError"
    return "nenhum erro"


verifica(
    "5.3",
    "MinhaBatchNorm",
    [
        Caso(
            "nomes dos parâmetros e dos buffers",
            nomes,
            [["beta", "gama"], ["media_movel", "var_movel"]],
            dica="`gama` e `beta` são nn.Parameter; `media_movel` e `var_movel` se criam com `self.register_buffer`.",
        ),
        Caso(
            "treino, entrada (5, 2)",
            lambda: MinhaBatchNorm(2, eps=0.0)(cinco.clone()),
            torch.tensor([[-1.5, 0.0], [-0.5, -1.5], [0.0, 1.5], [0.5, -0.5], [1.5, 0.5]]),
            dica="No treino, com γ = 1 e β = 0, a conta é a do exercício 5.1.",
        ),
        Caso(
            "treino, imagens: canais 0, 2, 4, 6 e 1, 1, 3, 3",
            lambda: MinhaBatchNorm(2, eps=4.0)(duas_imagens.clone()),
            torch.tensor([[[[-1.0, -1 / 3]], [[-1 / 5**0.5, -1 / 5**0.5]]], [[[1 / 3, 1.0]], [[1 / 5**0.5, 1 / 5**0.5]]]]),
            dica="Um μ e um σ² por canal, sobre as imagens e os pixels: médias 3 e 2, variâncias 5 e 1.",
        ),
        Caso(
            "média móvel depois de um lote",
            lambda: depois_de_um_lote("media_movel", cinco),
            torch.tensor([0.4, 4.0]),
            dica="As médias do lote são 4 e 40; o buffer parte de 0, e o novo entra com peso 0,1.",
        ),
        Caso(
            "variância móvel depois de um lote",
            lambda: depois_de_um_lote("var_movel", cinco),
            torch.tensor([1.4, 50.9]),
            dica="O buffer parte de 1, e entra a variância não enviesada do lote: 5 e 500.",
            enganos=[
                Engano(
                    torch.tensor([1.3, 40.9]),
                    "Em var_movel entrou a variância dividida por N. Qual das duas variâncias o enunciado pede na média móvel?",
                )
            ],
        ),
        Caso(
            "variância móvel depois de um lote de imagens",
            lambda: depois_de_um_lote("var_movel", duas_imagens),
            torch.tensor([0.9 + 0.1 * 20 / 3, 0.9 + 0.1 * 4 / 3]),
            dica="Cada canal tem N · H · W = 4 valores: a não enviesada divide por 3.",
        ),
        Caso(
            "avaliação com as estatísticas guardadas",
            saida_na_avaliacao,
            torch.tensor([[0.0, 3.0]]),
            dica="Em modo de avaliação, a média e a variância são as dos buffers, ainda que venha um exemplo só.",
        ),
        Caso(
            "um valor por unidade, no treino",
            um_valor_por_unidade,
            "ValueError",
            dica="Conte os valores por unidade antes de tudo: com um só, `raise ValueError(...)`.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
n = observe.given("n", lambda: int(torch.randint(3, 7, ())))
eps = observe.given("eps", lambda: float(torch.rand(()) * 0.4 + 0.1))
momentum = observe.given("momentum", lambda: float(torch.rand(()) * 0.3 + 0.2))
linhas = observe.given("linhas", lambda: [n, 2, *torch.randint(3, 9, (2,)).tolist()])
lotes = observe.given(
    "lotes", lambda: [(torch.randn(k, n) * (torch.rand(n) * 2 + 0.5) + 2 * torch.randn(n)).to(observe.device) for k in linhas]
)
formas = observe.given("formas", lambda: [[1, n, 3, 2], [3, n, *torch.randint(2, 5, (2,)).tolist()], [2, n, 1, 4], [4, n, 1, 1]])
imagens = observe.given("imagens", lambda: [(2 * torch.randn(f) + torch.randn(n, 1, 1)).to(observe.device) for f in formas])
sozinho = observe.given("sozinho", lambda: torch.randn(1, n, device=observe.device))
v = observe.given("v", lambda: torch.randn(linhas[0], n, device=observe.device))
V = observe.given("V", lambda: torch.randn(formas[1], device=observe.device))


def camada_preenchida(*opcoes):
    camada = MinhaBatchNorm(n, *opcoes).to(observe.device)
    observe.fill(camada)
    return camada


def treinada(entradas, *opcoes):
    camada = camada_preenchida(*opcoes)
    for entrada in entradas:
        camada(entrada.clone())
    return camada


def buffers(camada):
    todos = dict(camada.named_buffers())
    return [todos["media_movel"].clone(), todos["var_movel"].clone()]


def com_valores_iniciais():
    camada = MinhaBatchNorm(n).to(observe.device)
    saida = camada(lotes[0] / 500)
    return [saida, buffers(camada), camada.eval()(lotes[1].clone())]


def com_zeros():
    camada = camada_preenchida(0.0, 0.0)
    return [camada(lotes[0].clone()), buffers(camada)]


def gradientes(modo, entrada, direcao):
    camada = treinada([entrada], eps, momentum).train(modo)
    folha = entrada.clone().requires_grad_()
    (camada(folha) * direcao).sum().backward()
    return [folha.grad, camada.gama.grad, camada.beta.grad]


def com_um_valor(entrada):
    camada = camada_preenchida(eps, momentum)
    try:
        camada(entrada.clone())
    except ValueError:
        return ["ValueError", buffers(camada)]
    return ["nenhum erro", buffers(camada)]


def depois_de_avaliar():
    camada = treinada(lotes, eps, momentum).eval()
    camada(lotes[0].clone())
    camada(imagens[1].clone())
    return [camada.training, buffers(camada)]


def duas_camadas():
    usada, nova = camada_preenchida(eps, momentum), camada_preenchida(eps, momentum)
    usada(lotes[0].clone())
    return [buffers(nova), usada.training]


def entradas_depois_da_chamada():
    entradas = [lotes[0].clone(), imagens[1].clone()]
    treinada_com_elas = camada_preenchida(eps, momentum)
    for entrada in entradas:
        treinada_com_elas(entrada)
    treinada_com_elas.eval()(entradas[0])
    return entradas


def em_float64():
    camada = MinhaBatchNorm(n, eps, momentum).to(observe.device).double()
    observe.fill(camada)
    return [camada(lotes[0].double()), buffers(camada), camada.eval()(lotes[1].double())]


def estado():
    camada = treinada([lote.clone().requires_grad_() for lote in lotes], eps, momentum)
    salvos, todos = camada.state_dict(), dict(camada.named_buffers())
    return [[nome, list(salvos[nome].shape), todos[nome].requires_grad] for nome in ("media_movel", "var_movel")]


observe(
    "treino, entrada (N, n)",
    lambda: [camada_preenchida(eps, momentum)(lote.clone()) for lote in lotes],
    hint="No treino, a conta é a do 5.1: média e variância enviesada do lote, por unidade, e depois γ e β.",
    weight=2,
)
observe(
    "treino, entrada (N, n, H, W)",
    lambda: [camada_preenchida(eps, momentum)(imagem.clone()) for imagem in imagens],
    hint="Com imagens há um μ e um σ² por canal: a média corre pelos exemplos e pelos pixels. Um lote de uma imagem com área passa, e um de várias imagens sem área também.",
    weight=2,
)
observe(
    "médias móveis depois de vários lotes (N, n)",
    lambda: buffers(treinada(lotes, eps, momentum)),
    hint="O valor novo entra com peso momentum, uma vez por lote; em var_movel entra a variância não enviesada.",
    weight=2,
)
observe(
    "médias móveis depois de vários lotes (N, n, H, W)",
    lambda: buffers(treinada(imagens, eps, momentum)),
    hint="Na variância não enviesada de um canal, o divisor é N · H · W − 1.",
    weight=2,
)
observe(
    "avaliação depois do treino",
    lambda: [treinada(lotes, eps, momentum).eval()(lotes[1].clone()), treinada(imagens, eps, momentum).eval()(imagens[1].clone())],
    hint="Em modo de avaliação valem as médias móveis, e não as do lote.",
    weight=2,
)
observe(
    "com os valores iniciais e os padrões",
    com_valores_iniciais,
    hint="γ e var_movel partem de 1, β e media_movel de 0; eps vale 1e-5 e momentum, 0,1, se nada se disser.",
    weight=2,
)
observe(
    "com eps e momentum iguais a zero", com_zeros, hint="Zero é um valor como os outros: com momentum 0, nada muda nos buffers.", gate=True
)
observe(
    "um valor por unidade, na avaliação",
    lambda: [treinada(lotes, eps, momentum).eval()(sozinho.clone()), treinada(imagens, eps, momentum).eval()(sozinho.reshape(1, n, 1, 1))],
    hint="A avaliação aceita um exemplo só: o erro é apenas do treino.",
)
observe(
    "um valor por unidade, no treino",
    lambda: [com_um_valor(sozinho), com_um_valor(sozinho.reshape(1, n, 1, 1))],
    hint="No treino, um único valor por unidade levanta ValueError antes de mudar qualquer buffer.",
    gate=True,
)
observe(
    "nomes e formas dos parâmetros",
    lambda: sorted([nome, list(p.shape), p.requires_grad] for nome, p in MinhaBatchNorm(n).named_parameters()),
    hint="Os parâmetros são gama e beta, de forma (n,), e só eles.",
    gate=True,
)
observe(
    "os buffers",
    estado,
    hint="media_movel e var_movel são buffers (register_buffer): salvos com a rede, fora do grafo do gradiente.",
    gate=True,
)
observe(
    "gradiente no treino",
    lambda: [gradientes(True, lotes[0], v), gradientes(True, imagens[1], V)],
    hint="No treino, o gradiente passa também pela média e pela variância do lote.",
    gate=True,
)
observe(
    "gradiente na avaliação",
    lambda: [gradientes(False, lotes[0], v), gradientes(False, imagens[1], V)],
    hint="Na avaliação, as estatísticas guardadas são constantes: o gradiente passa por h, gama e beta.",
    gate=True,
)
observe("depois de avaliar", depois_de_avaliar, hint="Avaliar não muda os buffers nem o modo da camada.", gate=True)
observe("duas camadas", duas_camadas, hint="Cada camada tem os seus buffers: eles se criam em __init__.", gate=True)
observe("a entrada depois da chamada", entradas_depois_da_chamada, hint="A entrada pertence a quem chamou: não escreva nela.", gate=True)
observe("float64", em_float64, hint="Depois de .double(), a conta inteira fica em float64.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# A sua camada treina como a do PyTorch? A célula treina duas redes com os mesmos pesos iniciais e os mesmos lotes, uma com cada camada, e compara.


# %% tags=["skip-execution"]
def rede_com(camada_bn):
    """Duas camadas ocultas, com a normalização dada."""
    semente(0)
    rede = nn.Sequential(nn.Linear(40, 64), camada_bn(64), nn.ReLU(), nn.Linear(64, 64), camada_bn(64), nn.ReLU(), nn.Linear(64, 10))
    return rede.to(X.device)


def respondida():
    try:
        return MinhaBatchNorm(3)(X[:4, :3].cpu()).shape == (4, 3)
    except Exception:
        return False


if respondida():
    dupla = {"PyTorch": rede_com(nn.BatchNorm1d), "a sua": rede_com(MinhaBatchNorm)}
    for nome, rede in dupla.items():
        semente(1)
        treina(rede, 1)
        print(f"{nome:8} erros de treino e de teste: {' e '.join(numero(erro) for erro in erros(rede))} %")
    with torch.no_grad():
        saidas = [rede(X_teste) for rede in dupla.values()]
    print(f"maior diferença entre as saídas, depois de 40 passos: {(saidas[0] - saidas[1]).abs().max():.0e}")
else:
    print("Resolva o 5.3 para comparar a sua camada com a do PyTorch.")

# %% [markdown]
# ## Quanto custa?
#
# Quatro números por unidade parecem muito ou pouco? Depende da rede. Numa rede convolucional, cada filtro 3×3 sobre 64 canais já tem 576 pesos.
#
# > **Seu palpite.** A ResNet-50, da próxima aula, tem 25,6 milhões de parâmetros. Quantos deles são $\gamma$ e $\beta$: 0,2 %, 2 % ou 20 %?

# %% [markdown]
# ### Exercício 5.4 — Contar o que a normalização traz (1,0 ponto · 10 min)
#
# Escreva `conta_batchnorm(rede)`, que devolve um par de `int`, `(treinaveis, estatisticas)`, somados sobre todas as camadas `nn.BatchNorm1d`, `nn.BatchNorm2d` e `nn.BatchNorm3d` que houver na rede, por mais fundo que estejam:
#
# - `treinaveis`: quantos números há nos $\gamma$ e $\beta$ (`weight` e `bias`);
# - `estatisticas`: quantos há em `running_mean` e `running_var`. O contador de passos não é uma estatística.
#
# Uma camada criada com `affine=False` não tem $\gamma$ nem $\beta$; com `track_running_stats=False`, não tem estatísticas: conte o que cada uma tem. Uma camada usada em dois lugares conta uma vez. Outras normalizações não contam. A rede fica como estava.

# %% tags=["skip-execution"]
dicas(
    "5.4",
    "`rede.modules()` percorre a rede inteira, ela própria inclusive, e visita uma vez cada camada repetida. Como se reconhece o tipo de uma camada?",
    "`isinstance(camada, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d))`. O que a camada não tem vale `None`: `camada.weight is None`, por exemplo.",
    "Para cada camada reconhecida, some `numel()` de `weight` e `bias` a um total, e de `running_mean` e `running_var` a outro, pulando os que forem `None`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-5.4", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 5.4


def conta_batchnorm(rede: nn.Module) -> tuple[int, int]:
    """Quantos números treináveis (γ, β) e quantas estatísticas (médias e variâncias móveis) têm as BatchNorm da rede."""
    ### BEGIN SOLUTION
    camadas = [camada for camada in rede.modules() if isinstance(camada, nn.BatchNorm1d | nn.BatchNorm2d | nn.BatchNorm3d)]

    def total(*nomes):
        tensores = [getattr(camada, nome) for camada in camadas for nome in nomes]
        return sum(tensor.numel() for tensor in tensores if tensor is not None)

    return total("weight", "bias"), total("running_mean", "running_var")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-5.4", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 5.4
repetida = nn.BatchNorm1d(5)

verifica(
    "5.4",
    "conta_batchnorm",
    [
        Caso(
            "uma camada de 8 canais",
            lambda: conta_batchnorm(nn.BatchNorm2d(8)),
            (16, 16),
            dica="A própria rede pode ser a camada: `modules()` a inclui.",
        ),
        Caso(
            "camadas dentro de camadas",
            lambda: conta_batchnorm(nn.Sequential(nn.Conv2d(1, 4, 3), nn.Sequential(nn.BatchNorm2d(4), nn.ReLU()), nn.BatchNorm3d(3))),
            (14, 14),
            dica="`children()` vê só o primeiro nível; `modules()` desce até o fim. Convoluções não contam.",
        ),
        Caso(
            "sem γ e β; sem estatísticas",
            lambda: conta_batchnorm(nn.Sequential(nn.BatchNorm1d(6, affine=False), nn.BatchNorm1d(10, track_running_stats=False))),
            (20, 12),
            dica="O que a camada não tem vale None: pule-o.",
        ),
        Caso(
            "a mesma camada duas vezes",
            lambda: conta_batchnorm(nn.Sequential(repetida, nn.ReLU(), repetida)),
            (10, 10),
            dica="Quantos tensores existem de fato?",
        ),
        Caso(
            "outra normalização",
            lambda: conta_batchnorm(nn.Sequential(nn.LayerNorm(7), nn.BatchNorm1d(2))),
            (4, 4),
            dica="Só as três classes do enunciado contam.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
tamanhos = observe.given("tamanhos", lambda: [torch.randint(3, 200, (6,)).tolist() for _ in range(3)])


def simples(a, b, c, d, *_):
    return nn.Sequential(nn.BatchNorm1d(b), nn.Sequential(nn.BatchNorm2d(a), nn.BatchNorm3d(c)), nn.BatchNorm1d(d, affine=False))


def aninhada(a, b, c, d, *_):
    fundo = {
        "um": nn.Sequential(nn.Sequential(nn.BatchNorm2d(c), nn.Conv2d(c, d, 1))),
        "dois": nn.ModuleList([nn.BatchNorm1d(d), nn.BatchNorm2d(a, track_running_stats=False)]),
    }
    return nn.Sequential(nn.BatchNorm3d(a), nn.Sequential(nn.Tanh(), nn.ModuleDict(fundo)), nn.Linear(b, b))


def incompleta(a, b, c, d, *_):
    sem_nada = nn.BatchNorm3d(c, affine=False, track_running_stats=False)
    return nn.Sequential(
        nn.BatchNorm1d(a, affine=False), nn.Sequential(nn.BatchNorm2d(b, track_running_stats=False), sem_nada), nn.BatchNorm2d(d)
    )


def com_outras(a, b, c, d, e, f):
    outras = [
        nn.InstanceNorm2d(a, affine=True, track_running_stats=True),
        nn.GroupNorm(1, b),
        nn.LayerNorm(c),
        nn.InstanceNorm1d(d, affine=True),
    ]
    return nn.Sequential(*outras, nn.Sequential(nn.BatchNorm1d(e), nn.BatchNorm1d(f, affine=False)), nn.PReLU(f))


def repetida_em_dois_lugares(a, b, c, *_):
    mesma = nn.BatchNorm2d(a)
    return nn.Sequential(mesma, nn.Sequential(nn.BatchNorm3d(c, affine=False), mesma, nn.BatchNorm2d(a)), nn.Linear(b, b))


def tudo_como_estava():
    rede = observe.fill(aninhada(*tamanhos[0]))
    rede[0].eval()
    conta_batchnorm(rede)
    return [
        list(rede.state_dict().values()),
        [camada.training for camada in rede.modules()],
        [p.requires_grad for p in rede.parameters()],
        [len(list(rede.parameters())), len(list(rede.buffers()))],
    ]


observe(
    "camadas de um, dois e três eixos",
    lambda: [list(conta_batchnorm(simples(*t))) for t in tamanhos],
    hint="Contam nn.BatchNorm1d, 2d e 3d: γ e β de um lado, média e variância do outro.",
)
observe(
    "camadas aninhadas",
    lambda: [list(conta_batchnorm(aninhada(*t))) for t in tamanhos],
    hint="As camadas podem estar a qualquer profundidade da rede.",
)
observe(
    "camadas incompletas",
    lambda: [list(conta_batchnorm(incompleta(*t))) for t in tamanhos],
    hint="affine=False tira γ e β; track_running_stats=False tira as estatísticas: conte o que sobra.",
    weight=2,
)
observe(
    "outras normalizações por perto",
    lambda: [list(conta_batchnorm(com_outras(*t))) for t in tamanhos],
    hint="InstanceNorm, GroupNorm e LayerNorm não são normalização em lote, ainda que tenham parâmetros e buffers parecidos.",
    weight=2,
)
observe(
    "uma camada em dois lugares",
    lambda: [list(conta_batchnorm(repetida_em_dois_lugares(*t))) for t in tamanhos],
    hint="Uma camada repetida conta uma vez; duas camadas iguais contam duas.",
    weight=2,
)
observe(
    "a rede é a própria camada",
    lambda: [list(conta_batchnorm(nn.BatchNorm1d(t[0]))) for t in tamanhos],
    hint="A rede pode ser ela mesma uma BatchNorm.",
)
observe(
    "a rede depois da chamada",
    tudo_como_estava,
    hint="Contar não muda a rede: o modo, os parâmetros e os buffers ficam como estavam.",
    gate=True,
)
### END HIDDEN TESTS

# %% tags=["skip-execution"]
from torchvision.models import resnet50

with torch.device("meta"):  # só as formas: nenhuma memória é ocupada
    rede_50 = resnet50()
parametros_50 = sum(parametro.numel() for parametro in rede_50.parameters())
contagem_50 = conta_batchnorm(rede_50)
if contagem_50:
    treinaveis, estatisticas = contagem_50
    print(f"ResNet-50: {parametros_50:,} parâmetros".replace(",", "."))
    print(f"nas BatchNorm: {treinaveis:,} treináveis e {estatisticas:,} estatísticas".replace(",", "."))
    print(f"treináveis nas BatchNorm: {numero(100 * treinaveis / parametros_50, 2)} % dos parâmetros")
else:
    print("Resolva o 5.4 para contar os números das BatchNorm da ResNet-50.")

# %% [markdown]
# São 53.120 números treináveis, **0,21 %** dos parâmetros, e outras 53.120 estatísticas. Em memória e em parâmetros, a normalização é quase de graça. O preço dela é outro: no treino, cada exemplo passa a depender do lote.
#
# ## Na inferência ela desaparece
#
# Em modo de avaliação $\mu$ e $\sigma$ são constantes. A normalização vira uma reta por canal,
#
# $$y = s\,h + (\beta - s\,\mu_{mov}), \qquad s = \frac{\gamma}{\sqrt{\sigma^2_{mov} + \epsilon}},$$
#
# e uma reta depois de uma convolução cabe **dentro** da convolução: se $h = W * x + b$, então
#
# $$y = (s\,W) * x + \big(s\,(b - \mu_{mov}) + \beta\big),$$
#
# com um $s$ por canal de saída. Quem publica um modelo costuma fundir as duas camadas: uma só faz a conta das duas.
#
# O mesmo raciocínio mostra algo sobre o treino. Somar uma constante $b$ a um canal muda $\mu$ na mesma medida, e a normalização a subtrai.
#
# > **Seu palpite.** Quanto vale o gradiente do viés de uma convolução que vem logo antes de uma BatchNorm?

# %% tags=["skip-execution"]
semente(0)
conv, bn = nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)
direcao = torch.randn(8, 4, 6, 6)
(bn(conv(torch.randn(8, 3, 8, 8))) * direcao).sum().backward()
print(
    f"norma do gradiente dos pesos {numero(conv.weight.grad.norm())}; do viés {conv.bias.grad.norm():.0e}; de β {numero(bn.bias.grad.norm())}"
)

# %% [markdown]
# Zero, salvo arredondamento: o viés não muda a saída, e $\beta$ faz o seu papel. Por isso as convoluções das ResNets têm `bias=False`.

# %% [markdown]
# ### Exercício 5.5 — Fundir convolução e normalização (1,5 ponto · 20 min)
#
# Escreva `funde_conv_bn(conv, bn)`: recebe uma `nn.Conv2d` e a `nn.BatchNorm2d` que vem logo depois dela, esta com $\gamma$, $\beta$ e estatísticas, e devolve uma **nova** `nn.Conv2d`, com viés, que dá sozinha a mesma saída que `bn(conv(x))` em modo de avaliação.
#
# Vale para qualquer passo, preenchimento, dilatação, número de grupos e modo de preenchimento, com viés em `conv` ou sem ele. `conv` e `bn` ficam como estavam, o modo (`train` ou `eval`) inclusive; a nova camada tem o `dtype` e o `device` de `conv`.

# %% tags=["skip-execution"]
dicas(
    "5.5",
    "Comece pelas fórmulas: quantos números tem s, e que eixo de W (forma (C_saída, C_entrada / grupos, k, k)) corresponde aos canais de saída?",
    "A nova camada repete as opções da antiga: `stride`, `padding`, `dilation`, `groups`, `padding_mode`, e `bias=True`. Ou parta de `copy.deepcopy(conv)`. Se `conv.bias` é None, b = 0.",
    "Com `torch.no_grad()`: s = γ / √(var + ε), com o `eps` da própria bn; copie para o peso novo `conv.weight * s.reshape(-1, 1, 1, 1)`, e para o viés novo `s * (b - running_mean) + bias da bn`.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-5.5", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 5.5


def funde_conv_bn(conv: nn.Conv2d, bn: nn.BatchNorm2d) -> nn.Conv2d:
    """Uma nova convolução que dá, sozinha, a mesma saída que bn(conv(x)) em modo de avaliação."""
    ### BEGIN SOLUTION
    fundida = nn.Conv2d(
        conv.in_channels,
        conv.out_channels,
        conv.kernel_size,
        stride=conv.stride,
        padding=conv.padding,
        dilation=conv.dilation,
        groups=conv.groups,
        padding_mode=conv.padding_mode,
        device=conv.weight.device,
        dtype=conv.weight.dtype,
    )
    with torch.no_grad():
        escala = bn.weight / torch.sqrt(bn.running_var + bn.eps)
        vies = 0 if conv.bias is None else conv.bias
        fundida.weight.copy_(conv.weight * escala.reshape(-1, 1, 1, 1))
        fundida.bias.copy_(escala * (vies - bn.running_mean) + bn.bias)
    return fundida
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-5.5", "locked": true, "points": 1.5, "schema_version": 3, "solution": false, "task": false}
# Verificação 5.5
def conv_e_bn(**opcoes):
    """Uma conv 1×1 de peso 3 (e viés 3, se houver) e uma BatchNorm com μ = 2, σ² = 3, ε = 1, γ = 4, β = 5: s = 4 / √4 = 2."""
    conv, bn = nn.Conv2d(1, 1, 1, **opcoes), nn.BatchNorm2d(1, eps=1.0)
    for tensor, valor in [
        (conv.weight, 3.0),
        (conv.bias, 3.0),
        (bn.running_mean, 2.0),
        (bn.running_var, 3.0),
        (bn.weight, 4.0),
        (bn.bias, 5.0),
    ]:
        if tensor is not None:
            nn.init.constant_(tensor, valor)
    return conv, bn


def parametros_da_fundida(**opcoes):
    fundida = funde_conv_bn(*conv_e_bn(**opcoes))
    return [fundida.weight.item(), fundida.bias.item()]


def forma_da_saida():
    conv, bn = nn.Conv2d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2), nn.BatchNorm2d(6)
    return list(funde_conv_bn(conv, bn)(torch.zeros(1, 4, 11, 11)).shape)


def originais_depois():
    conv, bn = conv_e_bn()
    funde_conv_bn(conv, bn)
    return [conv.weight.item(), conv.bias.item(), bn.weight.item(), bn.running_mean.item(), bn.training]


verifica(
    "5.5",
    "funde_conv_bn",
    [
        Caso(
            "peso e viés, num canal só",
            parametros_da_fundida,
            [6.0, 7.0],
            dica="s = 4 / √(3 + 1) = 2, com o ε da própria bn. O peso é 2 · 3; o viés, 2 · (3 − 2) + 5.",
            enganos=[
                Engano([6.0, 1.0], "O viés da convolução não entrou na conta. O que a normalização faz com a constante que ele soma?"),
                Engano([6.0, 4.0], "O viés da convolução não foi multiplicado por s. Ele é somado antes ou depois da normalização?"),
                Engano([6.0, 3.0], "Os pesos foram multiplicados por s, mas o viés continuou o da convolução. Onde entraram a média e β?"),
            ],
        ),
        Caso(
            "uma convolução sem viés",
            lambda: parametros_da_fundida(bias=False),
            [6.0, 1.0],
            dica="Sem viés, b = 0; a nova camada tem viés mesmo assim.",
        ),
        Caso(
            "passo, preenchimento, dilatação e grupos",
            forma_da_saida,
            [1, 6, 5, 5],
            dica="A nova convolução repete todas as opções da antiga.",
        ),
        Caso(
            "as camadas originais ficam como estavam",
            originais_depois,
            [3.0, 3.0, 4.0, 2.0, True],
            fato="Uma das camadas recebidas foi modificada.",
            dica="Escreva só nos tensores da camada nova; não chame bn.eval() na camada recebida.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
c_in = observe.given("c_in", lambda: 2 * int(torch.randint(1, 4, ())))
c_out = observe.given("c_out", lambda: 2 * int(torch.randint(4, 7, ())))
eps = observe.given("eps", lambda: float(torch.rand(()) * 0.4 + 0.1))
x = observe.given("x", lambda: torch.randn(2, c_in, 9, 10, device=observe.device))
lote_de_treino = observe.given("lote_de_treino", lambda: 2 * torch.randn(4, c_in, 6, 6, device=observe.device) + 1)


def dupla(saida, *opcoes, **nomeadas):
    rede = nn.Sequential(nn.Conv2d(c_in, saida, *opcoes, **nomeadas), nn.BatchNorm2d(saida, eps=eps)).to(observe.device)
    observe.fill(rede)
    with torch.no_grad():
        rede[1].weight.add_(1)[::2].neg_()  # γ dos dois sinais
        rede[1].running_mean.mul_(10)
        if rede[0].bias is not None:
            rede[0].bias.mul_(10)
    return rede


def saida_fundida(*opcoes, **nomeadas):
    return funde_conv_bn(*dupla(*opcoes, **nomeadas))(x.clone())


def depois_de_treinar():
    rede = dupla(c_out, 3).train()
    for k in range(2):
        rede(lote_de_treino + k)
    return funde_conv_bn(*rede.eval())(x.clone())


def tudo_de(rede):
    tensores = [tensor.clone() for tensor in rede.state_dict().values()]
    return [
        tensores,
        [m.training for m in rede.modules()],
        [p.requires_grad for p in rede.parameters()],
        [p.grad is None for p in rede.parameters()],
    ]


def originais_depois(treino, **nomeadas):
    rede = dupla(c_out, 3, **nomeadas).train(treino)
    fundida = funde_conv_bn(*rede)
    with torch.no_grad():
        for parametro in fundida.parameters():
            parametro.add_(1)  # a camada nova não partilha memória com as antigas
    return tudo_de(rede)


def em_float64():
    rede = dupla(c_out, 3, bias=False).double()
    return funde_conv_bn(*rede)(x.double())


def o_que_a_camada_nova_tem():
    fundida = funde_conv_bn(*dupla(c_out, 3, bias=False))
    return [type(fundida).__name__, sorted([nome, list(p.shape)] for nome, p in fundida.named_parameters())]


def gradiente_na_entrada():
    folha = x.clone().requires_grad_()
    funde_conv_bn(*dupla(c_out, 3))(folha).pow(2).sum().backward()
    return folha.grad


observe(
    "com viés",
    lambda: saida_fundida(c_out, 3),
    hint="O viés da convolução passa pela normalização: é deslocado por −μ e multiplicado por s.",
    weight=2,
)
observe(
    "sem viés", lambda: saida_fundida(c_out, 3, bias=False), hint="Sem viés na convolução, a camada nova ainda precisa de um.", weight=2
)
observe(
    "tantos canais na entrada quantos na saída",
    lambda: saida_fundida(c_in, 3),
    hint="s tem um número por canal de saída: é o primeiro eixo dos pesos.",
)
observe(
    "passo e preenchimento, diferentes em cada eixo",
    lambda: saida_fundida(c_out, (3, 2), stride=(2, 1), padding=(0, 2)),
    hint="Repita na camada nova o passo e o preenchimento da antiga.",
)
observe(
    "dilatação",
    lambda: saida_fundida(c_out, 3, dilation=2, padding="same"),
    hint="Repita na camada nova a dilatação; o preenchimento pode ser um nome.",
)
observe(
    "grupos",
    lambda: [saida_fundida(c_out, 3, groups=2, bias=False), saida_fundida(2 * c_in, 3, groups=c_in)],
    hint="Com grupos, o segundo eixo dos pesos é menor; repita `groups` na camada nova.",
)
observe(
    "modo de preenchimento",
    lambda: [saida_fundida(c_out, 3, padding=1, padding_mode=modo) for modo in ("reflect", "circular", "replicate")],
    hint="Repita na camada nova o `padding_mode` da antiga.",
)
observe("depois de um treino", depois_de_treinar, hint="Valem as estatísticas que o treino guardou em running_mean e running_var.")
observe(
    "camadas em modo de treino",
    lambda: funde_conv_bn(*dupla(c_out, 3).train())(x.clone()),
    hint="A fusão usa as estatísticas guardadas, ainda que as camadas recebidas estejam em modo de treino.",
)
observe(
    "as camadas originais depois da chamada",
    lambda: [originais_depois(True), originais_depois(False), originais_depois(True, bias=False)],
    hint="conv e bn ficam como estavam: valores, modo e memória própria.",
    gate=True,
)
observe("a camada nova", o_que_a_camada_nova_tem, hint="O resultado é uma nn.Conv2d com weight e bias, e nada mais.", gate=True)
observe("float64", em_float64, hint="A camada nova tem o dtype da convolução recebida.", gate=True)
observe("gradiente na entrada", gradiente_na_entrada, hint="A camada nova é uma convolução comum: o gradiente a atravessa.", gate=True)
### END HIDDEN TESTS

# %% [markdown]
# ## Dobre os pesos: o que muda?
#
# Uma camada $h = Wx$ seguida de normalização. Troque $W$ por $aW$, com $a > 0$: $\mu$ e $\sigma$ também se multiplicam por $a$, e a primeira etapa divide tudo de volta. A saída não depende da **escala** dos pesos.
#
# A apresentação diz: "se os parâmetros dobrarem de magnitude as ativações também dobram e a variância também dobra". As ativações, sim.
#
# > **Seu palpite.** $\mathrm{Var}[2h]$ é quantas vezes $\mathrm{Var}[h]$? Isso muda a conclusão?

# %% [markdown]
# ### Exercício 5.6 — Invariância de escala (1,0 ponto · 10 min)
#
# Escreva `invariancia_de_escala(z, a)`, com `z` de forma $(N, D)$ e $a \ne 0$. Devolva um par de `float`:
#
# - `diferenca`: a maior diferença, em valor absoluto, entre a normalização de $a z$ e a de $z$, sem $\gamma$ nem $\beta$, com $\epsilon = 10^{-5}$ dentro da raiz e variância enviesada;
# - `razao_da_variancia`: a média, sobre as $D$ colunas, de $\mathrm{Var}[a z] / \mathrm{Var}[z]$, uma variância por coluna.
#
# Meça as duas; `z` fica como estava. Pode usar a sua `bn_treino`.

# %% tags=["skip-execution"]
dicas(
    "5.6",
    "Normalizar sem γ nem β é normalizar com γ = 1 e β = 0: o 5.1 serve. Que tensores de uns e de zeros você lhe passa?",
    "`(n1 - n2).abs().max()` é a maior diferença. A razão é calculada coluna por coluna, e só depois se tira a média: `var(dim=0)` dá as D variâncias.",
    "`uns = torch.ones_like(z[0])` e `zeros = torch.zeros_like(z[0])` têm a forma e o tipo certos. No fim, `.item()` transforma um tensor de um número num float.",
)

# %% nbgrader={"grade": false, "grade_id": "ex-5.6", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 5.6


def invariancia_de_escala(z: torch.Tensor, a: float) -> tuple[float, float]:
    """A maior |BN(a·z) − BN(z)|, sem γ e β, e a média por coluna de Var[a·z] / Var[z]. z: (N, D)."""
    ### BEGIN SOLUTION
    uns, zeros = torch.ones_like(z[0]), torch.zeros_like(z[0])
    diferenca = (bn_treino(a * z, uns, zeros) - bn_treino(z, uns, zeros)).abs().max()
    razao = ((a * z).var(dim=0, unbiased=False) / z.var(dim=0, unbiased=False)).mean()
    return diferenca.item(), razao.item()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-5.6", "locked": true, "points": 1.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 5.6
coluna = torch.tensor([[-1.0], [-1.0], [2.0]], dtype=torch.float64)  # média 0, variância 2
quase_constante = coluna * (1e-5 / 2) ** 0.5  # variância igual a ε

verifica(
    "5.6",
    "invariancia_de_escala",
    [
        Caso(
            "a razão quando a = 2",
            lambda: invariancia_de_escala(coluna.clone(), 2.0)[1],
            4.0,
            dica="A variância é uma média de quadrados: meça-a nas duas entradas.",
        ),
        Caso(
            "a diferença quando a = −1",
            lambda: invariancia_de_escala(coluna.clone(), -1.0)[0],
            4 / (2 + 1e-5) ** 0.5,
            dica="Com a negativo a saída troca de sinal: a maior diferença é o dobro do maior valor, 2 / √2.",
        ),
        Caso(
            "a diferença quando σ² = ε e a = 2",
            lambda: invariancia_de_escala(quase_constante.clone(), 2.0)[0],
            4 / 10**0.5 - 1,
            dica="Com o desvio tão pequeno, ε conta: √(σ² + ε) com ε = 1e-5, e variância dividida por N.",
        ),
    ],
)
### BEGIN HIDDEN TESTS
linhas = observe.given("linhas", lambda: int(torch.randint(4, 9, ())))
d = observe.given("d", lambda: int(torch.randint(3, 7, ())))
pequeno = observe.given("pequeno", lambda: (torch.randn(linhas, d) * 0.003 * (torch.rand(d) + 0.5)).to(observe.device))
preciso = observe.given(
    "preciso",
    lambda: (torch.randn(linhas + 2, d, dtype=torch.float64) * torch.logspace(-3, 0, d, dtype=torch.float64) + 1).to(observe.device),
)
fatores = observe.given(
    "fatores", lambda: [float(torch.rand(()) * 3 + 1.5), float(torch.rand(()) * 0.4 + 0.2), -float(torch.rand(()) + 0.6)]
)


def par(z, a):
    diferenca, razao = invariancia_de_escala(z.clone(), a)
    return [diferenca, razao]


def entrada_depois_da_chamada():
    entrada = preciso.clone()
    invariancia_de_escala(entrada, fatores[0])
    return [entrada, entrada.requires_grad]


observe(
    "diferença com desvios pequenos",
    lambda: [par(pequeno, a)[0] for a in fatores],
    hint="Com desvios perto de 0,003, ε = 1e-5 dentro da raiz e a divisão por N decidem a diferença. O máximo é sobre todas as posições, em valor absoluto.",
    weight=2,
    rtol=1e-3,
)
observe(
    "diferença em float64, com colunas de escalas diferentes",
    lambda: [par(preciso, a)[0] for a in fatores],
    hint="A diferença é pequena, mas não é zero quando a > 0: é o ε. Meça em todas as colunas, no dtype de z.",
    weight=2,
    rtol=1e-6,
)
observe(
    "razão das variâncias",
    lambda: [par(pequeno, a)[1] for a in fatores],
    hint="A razão é entre variâncias, e não entre desvios: meça-a coluna por coluna e tire a média.",
    weight=3,
    rtol=1e-3,
)
observe(
    "razão das variâncias em float64",
    lambda: [par(preciso, a)[1] for a in fatores],
    hint="A razão é calculada coluna por coluna, no dtype de z.",
    rtol=1e-6,
)
observe("a entrada depois da chamada", entrada_depois_da_chamada, hint="z pertence a quem chamou: não escreva nele.", gate=True)
### END HIDDEN TESTS

# %% tags=["skip-execution"]
semente(0)
camada_densa = nn.Linear(40, 64, bias=False)
direcao = torch.randn(100, 64)
saidas_da_escala, gradientes_da_escala = {}, {}
for a in (1, 2, 10):
    peso = (a * camada_densa.weight.detach()).requires_grad_()
    h = X[:100].cpu() @ peso.T
    normalizada = nn.BatchNorm1d(64, affine=False)(h)
    (normalizada * direcao).sum().backward()
    saidas_da_escala[a], gradientes_da_escala[a] = normalizada.detach(), peso.grad.norm().item()
    razao = h.var(0).mean().item() / (X[:100].cpu() @ camada_densa.weight.detach().T).var(0).mean().item()
    mudou = (saidas_da_escala[a] - saidas_da_escala[1]).abs().max().item()
    print(
        f"a = {a:2d}   Var[h] × {numero(razao)}   a saída mudou em {mudou:.0e}   norma do gradiente em W: {numero(gradientes_da_escala[a])}"
    )

# %% [markdown]
# Com $a = 2$ a variância **quadruplica**, $\mathrm{Var}[ah] = a^2\,\mathrm{Var}[h]$; é o desvio padrão que dobra. A conclusão da apresentação fica de pé de qualquer modo, porque a normalização divide pelo desvio.
#
# Olhe a última coluna. A saída não mudou, mas o gradiente ficou **$a$ vezes menor**: de 940,8 para 470,4 e 94,1. Um peso que cresceu demais recebe passos menores, e a taxa de aprendizado efetiva cai sozinha (van Laarhoven, 2017).
# É um freio que a rede sem normalização não tem, e que vai aparecer no laboratório.
#
# A diferença na saída é pequena, mas não é zero. Até onde vai a invariância?
#
# > **Seu palpite.** Qual é o menor desvio de $h$ para o qual a saída ainda tem desvio 1? Mova $\epsilon$ e compare as duas fórmulas.


# %% tags=["skip-execution"]
def desenha_alcance(expoente):
    eps = 10.0**expoente
    desvios = torch.logspace(-6, 2, 81, dtype=torch.float64)
    figura, eixo = plt.subplots(figsize=(7, 3.4))
    eixo.plot(desvios, desvios / torch.sqrt(desvios**2 + eps), markevery=8, label="√(σ² + ε)", **cores.estilo(0))
    eixo.plot(desvios, desvios / (desvios + eps), markevery=8, label="σ + ε", **cores.estilo(1))
    eixo.axvline(eps**0.5, color=cores.AZUL, linewidth=0.8)
    eixo.axvline(eps, color=cores.VERMELHO, linewidth=0.8, linestyle="--")
    eixo.set(xlabel="desvio padrão da entrada", ylabel="desvio padrão da saída", xscale="log", ylim=(-0.05, 1.1))
    eixo.set_yticks([0, 0.5, 1], ["0", "0,5", "1"])
    eixo.legend(loc="lower right")
    return figura


explora(
    desenha_alcance,
    expoente=("Expoente de ε, potência de 10", -8, -1, 1, -5),
    parados=[{"expoente": -5}, {"expoente": -2}],
    alt=lambda expoente: (
        f"Desvio da saída em função do desvio da entrada, com ε = 10^{expoente}. As duas curvas sobem de 0 a 1. "
        f"A de √(σ² + ε) passa por 0,71 em σ = √ε = {potencia(10 ** (expoente / 2))}; a de σ + ε, por 0,5 em σ = ε = {potencia(10.0**expoente)}."
    ),
    legenda="Linhas verticais: σ = √ε (cheia) e σ = ε (tracejada). À direita delas a normalização é invariante à escala; à esquerda, não.",
)

# %% [markdown]
# Com $\epsilon = 10^{-5}$ e a fórmula do PyTorch, a invariância vale enquanto o desvio fica bem acima de $\sqrt{\epsilon} \approx 0{,}003$. Com a outra, vai até perto de $\epsilon$. Nos dois casos, quem é menor que o piso passa quase apagado.
#
# ## Laboratório: quarenta camadas
#
# A apresentação diz que com *batch norm* "conseguimos treinar redes muito mais profundas sem explosão nem dissipação de gradiente". O experimento separa as duas peças. São quatro redes de 40 camadas, com os mesmos
# pesos He, largura 64: **com e sem soma**, **com e sem normalização**. Cada camada é (BN), ReLU, Linear, nesta ordem; o treino é o de sempre: SGD, taxa 0,02, momento 0,9, lotes de 100, dez épocas, três sementes.
#
# > **Seu palpite.** Ponha as quatro em ordem de erro de treino. Em particular: a sequencial **com** normalização fica mais perto da melhor ou da pior?


# %% tags=["skip-execution"]
class Rede(nn.Module):
    """entrada → n vezes ((BN), ReLU, Linear), com ou sem soma → (BN), ReLU, saída. Pesos He."""

    def __init__(self, n, soma, normaliza):
        super().__init__()
        self.soma = soma
        self.entrada, self.saida = nn.Linear(40, 64), nn.Linear(64, 10)
        self.blocos = nn.ModuleList(nn.Sequential(self.norma(normaliza), nn.ReLU(), nn.Linear(64, 64)) for _ in range(n))
        self.fim = nn.Sequential(self.norma(normaliza), nn.ReLU())
        inicia_he(self)

    @staticmethod
    def norma(normaliza):
        return nn.BatchNorm1d(64) if normaliza else nn.Identity()

    def forward(self, x, ao_passar=lambda h: None):
        """ao_passar: chamada com a saída de cada bloco."""
        h = self.entrada(x)
        for bloco in self.blocos:
            h = h + bloco(h) if self.soma else bloco(h)
            ao_passar(h)
        return self.saida(self.fim(h))


FAMILIAS = {
    "sequencial": (False, False),
    "sequencial + BN": (False, True),
    "residual": (True, False),
    "residual + BN": (True, True),
}

# %% tags=["skip-execution"]
medidas, passos_dados = {}, {}  # família → erros de treino e teste de três sementes; família → passos até o fim ou até estourar
for familia, (soma, normaliza) in FAMILIAS.items():
    resultados, passos_dados[familia] = [], []
    for s in range(3):
        semente(s)
        rede = Rede(40, soma, normaliza).to(X.device)
        passos_dados[familia].append(treina(rede, 10))
        resultados.append(erros(rede))
    medidas[familia] = torch.tensor(resultados)
    treino, teste = (f"{numero(e.mean())} % ({numero(e.min())} a {numero(e.max())})" for e in medidas[familia].T)
    print(f"{familia:16} treino {treino:24} teste {teste:24} passos {passos_dados[familia]}")


# %% tags=["skip-execution"]
def media_e_barras(grupos):
    """A média de cada grupo de sementes, e quanto dela vai até o menor e até o maior valor."""
    medias = [sum(grupo) / len(grupo) for grupo in grupos]
    abaixo = [max(0, media - min(grupo)) for media, grupo in zip(medias, grupos, strict=True)]
    acima = [max(0, max(grupo) - media) for media, grupo in zip(medias, grupos, strict=True)]
    return medias, [abaixo, acima]


figura, eixo = plt.subplots(figsize=(7.5, 3.4))
for k, (nome, desloca) in enumerate([("treino", -0.2), ("teste", 0.2)]):
    medias_do_erro, barras_de_erro = media_e_barras([medidas[familia][:, k].tolist() for familia in FAMILIAS])
    aparencia = {"color": cores.CORES[k], "hatch": ["", "//"][k], "ec": "white"}
    barras = eixo.bar(
        [lugar + desloca for lugar in range(4)], medias_do_erro, 0.38, yerr=barras_de_erro, capsize=4, label=nome, **aparencia
    )
    eixo.bar_label(barras, [numero(erro, 0) for erro in medias_do_erro], padding=3)
eixo.axhline(90, color=cores.CINZA, linestyle=":")
eixo.set(xticks=range(4), ylabel="erro (%)", ylim=(0, 115))
eixo.set_xticklabels(FAMILIAS)
eixo.legend(loc="upper right", ncols=2)
mostrar(
    figura,
    alt="Barras do erro de treino e de teste de quatro redes de 40 camadas. "
    + "; ".join(f"{f}: {numero(medidas[f][:, 0].mean(), 0)} % e {numero(medidas[f][:, 1].mean(), 0)} %" for f in FAMILIAS)
    + ".",
    legenda="Média de três sementes; os traços vão do menor ao maior valor. Pontilhado: o acaso, 90 %. MNIST-1D, dez épocas.",
)

# %% [markdown]
# A residual com normalização errou **28,0 %** do treino. A residual sem ela deu um passo, e a perda deixou de ser um número. Isso a aula 04 previa: com pesos He, $E[h^2]$ dobra a cada bloco.
#
# A surpresa está na sequencial. Sem normalização ela errou 70,5 % em média (de 59,8 % a 80,5 %, conforme a semente); **com** normalização, **84,3 %**, quase o acaso, nas três. A normalização, sozinha, não curou a profundidade.
# Para entender, olhe as quatro redes antes do primeiro passo, nas duas direções: o sinal que vai e o gradiente que volta.
#
# > **Seu palpite.** Em qual das quatro o gradiente cresce mais, do fim para o começo da rede? E o sinal, do começo para o fim?


# %% tags=["skip-execution"]
def sinal_e_gradiente(familia):
    """E[h²] e a média do quadrado do gradiente, na saída de cada um dos 40 blocos, antes de treinar."""
    semente(0)
    rede, guardados = Rede(40, *FAMILIAS[familia]).to(X.device), []

    def guarda(h):
        h.retain_grad()
        guardados.append(h)

    nn.functional.cross_entropy(rede(X[:400], guarda), y[:400]).backward()
    gradiente = torch.stack([h.grad.pow(2).mean() for h in guardados])
    return torch.stack([h.detach().pow(2).mean() for h in guardados]).cpu(), gradiente.cpu()


sinais = {familia: sinal_e_gradiente(familia) for familia in FAMILIAS}
figura, (ida, volta) = plt.subplots(1, 2, figsize=(9, 3.6))
for k, (familia, (sinal, gradiente)) in enumerate(sinais.items()):
    ida.plot(range(1, 41), sinal, markevery=6, label=familia, **cores.estilo(k))
    volta.plot(range(1, 41), gradiente / gradiente[-1], markevery=6, **cores.estilo(k))
ida.set(xlabel="bloco", ylabel="E[h²]", yscale="log", title="ida: o sinal")
volta.set(xlabel="bloco", ylabel="E[gradiente²], relativo ao último", yscale="log", title="volta: o gradiente")
ida.legend(fontsize=9)
figura.tight_layout()
por_camada = {familia: ((gradiente[0] / gradiente[-1]) ** (1 / 39)).item() for familia, (_, gradiente) in sinais.items()}
for familia, (sinal, gradiente) in sinais.items():
    crescimento = f"{gradiente[0] / gradiente[-1]:8.1e}, {por_camada[familia]:.2f} por camada"
    print(
        f"{familia:16} E[h²] depois do bloco 40: {sinal[-1]:8.1e}   E[gradiente²], bloco 1 sobre bloco 40: {crescimento}".replace(".", ",")
    )
mostrar(
    figura,
    alt="Dois gráficos em escala logarítmica, por bloco, de 1 a 40. "
    + "; ".join(
        f"{f}: E[h²] no fim {potencia(s[-1])}, gradiente no começo {potencia(g[0] / g[-1])} vezes o do fim" for f, (s, g) in sinais.items()
    )
    + ".",
    legenda="Antes do primeiro passo. À esquerda, o quadrado médio do sinal na saída de cada bloco; à direita, o do gradiente, dividido pelo do bloco 40.",
)

# %% [markdown]
# Primeiro a ida. Com normalização e sem soma, o sinal fica perto de 1 em toda a rede: *forward* mais estável não há. Com soma, ele cresce em linha reta, **uma unidade por bloco** ($k + 1$, aula 04), em vez de dobrar: 39 depois do bloco 40, em vez de $9\cdot 10^{11}$.
#
# Agora a volta. Na sequencial com normalização o quadrado do gradiente cresce **1,47 vez por camada**, do fim para o começo: ao todo, cerca de três milhões de vezes. O sinal está domado; o gradiente **explode**. As primeiras camadas
# recebem passos enormes e as últimas, minúsculos: nenhuma taxa serve às duas.
#
# Por quê? A normalização divide o sinal pelo desvio do lote e, na volta, divide o gradiente pelo mesmo número. Esse número é menor que 1.
#
# ### De onde vem a explosão
#
# Depois da BN, cada unidade é perto de uma normal padrão: $z$. Passe-a pela ReLU:
#
# $$E[\mathrm{ReLU}(z)^2] = \tfrac12, \qquad E[\mathrm{ReLU}(z)] = \tfrac{1}{\sqrt{2\pi}}, \qquad \mathrm{Var}[\mathrm{ReLU}(z)] = \tfrac12 - \tfrac{1}{2\pi}.$$
#
# Os pesos He, de variância $2/n$, multiplicam por 2. O segundo momento seria $2 \cdot \tfrac12 = 1$, e é dele que He cuida. Mas a BN tira a **média do lote**, e o que sobra é a variância: $1 - \tfrac1\pi \approx 0{,}68$. Para voltar a 1, ela divide por $\sqrt{0{,}68}$.

# %% tags=["skip-execution"]
semente(0)
z = torch.randn(1_000_000)
ativada = torch.relu(z)
print(f"2·E[ReLU(z)²] = {numero(2 * ativada.pow(2).mean(), 3)}    2·Var[ReLU(z)] = {numero(2 * ativada.var(), 3)}")

# %% [markdown]
# Na volta, He e a ReLU conservam o quadrado do gradiente; a divisão da BN o multiplica por
#
# $$\frac{1}{1 - 1/\pi} = \frac{\pi}{\pi - 1} \approx 1{,}47 \ \text{ por camada}.$$
#
# É o resultado de Yang et al. (2019): em redes largas sem atalho, a BN faz o gradiente explodir, qualquer que seja a escala dos pesos.

# %% tags=["skip-execution"]
previsto = math.pi / (math.pi - 1)
print(f"fator por camada: previsto {numero(previsto, 3)}; medido na rede de 40 camadas {numero(por_camada['sequencial + BN'], 3)}")

# %% [markdown]
# A previsão, 1,467, supõe largura infinita; a rede de largura 64 deu 1,471.
#
# Com a soma o fator muda. O ramo do bloco $k$ recebe $h$ de segundo momento perto de $k$, e a BN o divide por $\sqrt{k}$: o ramo conta cada vez menos, e o gradiente cresce por volta de $1 + 1/k$ em vez de 1,47. O produto desses fatores cresce como uma potência de $k$, e não como uma exponencial.
# De e Smith (2020) resumem: a BN, **dentro** do ramo, puxa o bloco para a identidade. Soma e normalização se completam: uma segura a volta, a outra segura a ida.
#
# ### O estouro que não houve
#
# A conta da aula 04 dava 32 blocos He até estourar o `float16` (exercício 4.5). As mesmas duas redes residuais, agora com 60 blocos e em `float16`:
#
# > **Seu palpite.** Com normalização, quanto vale $E[h^2]$ depois do bloco 60? A que distância fica do maior número de `float16`, 65.504?


# %% tags=["skip-execution"]
@torch.no_grad()
def em_float16(familia):
    """E[h²] depois de cada bloco, em float16, e o primeiro bloco com um valor que não é finito (ou None)."""
    semente(0)
    rede, guardados = Rede(60, *FAMILIAS[familia]).to(X.device).half(), []
    rede(X[:200].half(), guardados.append)
    estouro = next((k for k, h in enumerate(guardados, 1) if not h.isfinite().all()), None)
    return [h.float().pow(2).mean().item() for h in guardados], estouro


meia_precisao = {familia: em_float16(familia) for familia in ("residual", "residual + BN")}
for familia, (momentos, estouro) in meia_precisao.items():
    fim = f"estoura no bloco {estouro}" if estouro else f"E[h²] depois do bloco 60: {numero(momentos[-1])}"
    print(f"{familia:14} {fim}")

# %% [markdown]
# Sem normalização, a rede estourou no bloco **30**; com ela, chegou ao bloco 60 com $E[h^2]$ em **57,0**. A um por bloco, faltam mais de quatro bilhões de blocos para $E[h^2]$ chegar a $65.504^2$.
#
# ## Taxas de aprendizado mais altas
#
# Uma rede rasa, de cinco camadas e sem soma, treina bem com e sem normalização. Varie só a taxa: de 0,01 a 3, sem momento, três épocas, três sementes.
#
# > **Seu palpite.** A normalização melhora o resultado em **todas** as taxas, ou só nas altas?

# %% tags=["skip-execution"]
TAXAS = (0.01, 0.03, 0.1, 0.3, 1, 3)
por_taxa = {}  # (família, taxa) → erros de treino de três sementes
print("rede             taxa  erro de treino (%)")
for familia in ("sequencial", "sequencial + BN"):
    for taxa in TAXAS:
        por_taxa[familia, taxa] = []
        for s in range(3):
            semente(s)
            rede = Rede(5, *FAMILIAS[familia]).to(X.device)
            treina(rede, 3, taxa, momento=0.0)
            por_taxa[familia, taxa].append(erros(rede)[0])
        print(f"{familia:15}  {taxa:<4g}  {'  '.join(numero(erro) for erro in por_taxa[familia, taxa])}".replace("0.", "0,"))

figura, eixo = plt.subplots(figsize=(7, 3.4))
for k, familia in enumerate(("sequencial", "sequencial + BN")):
    media, barras_de_erro = media_e_barras([por_taxa[familia, taxa] for taxa in TAXAS])
    eixo.errorbar(TAXAS, media, yerr=barras_de_erro, capsize=4, label=familia, **cores.estilo(k))
eixo.axhline(90, color=cores.CINZA, linestyle=":")
eixo.set(xscale="log", xlabel="taxa de aprendizado", ylabel="erro de treino (%)", ylim=(30, 100))
eixo.set_xticks(TAXAS, [f"{taxa:g}".replace(".", ",") for taxa in TAXAS])
eixo.minorticks_off()
eixo.legend(loc="lower left")
lido = "; ".join(f"{f}: " + ", ".join(numero(sum(por_taxa[f, t]) / 3, 0) for t in TAXAS) for f in ("sequencial", "sequencial + BN"))
mostrar(
    figura,
    alt=f"Erro de treino por taxa de aprendizado, de 0,01 a 3. {lido}.",
    legenda="Rede de cinco camadas; média de três sementes, com o menor e o maior valor. Pontilhado: o acaso.",
)

# %% [markdown]
# Com a menor taxa não há diferença. Nas outras, sim: a melhor taxa sem normalização dá **63,7 %** de erro; com ela, **42,3 %**. Com taxa 1, a rede sem normalização quase não aprende; com taxa 3, não aprende nada, e a outra ainda chega a 53,6 %.
#
# Parte da explicação é a invariância de há pouco: um passo grande demais aumenta os pesos, e o gradiente seguinte diminui. Bjorck et al. (2018) atribuem às taxas maiores boa parte do ganho.
# Ioffe e Szegedy o atribuíam a ativações de distribuição mais estável; Santurkar et al. (2018) mediram que não é isso. **Que** a BN ajuda é fato medido; **por quê** ainda se discute.
#
# ## O lote como fonte de ruído
#
# No treino, a saída de um exemplo depende dos companheiros. Quanto? A célula dá a um mesmo exemplo 500 companhias de cada tamanho e mede o desvio padrão da saída.
#
# > **Seu palpite.** Com lotes quatro vezes maiores, o ruído cai a quanto?

# %% tags=["skip-execution"]
semente(0)
TAMANHOS = (2, 4, 8, 16, 32, 64, 128)
pre_ativacoes = nn.Linear(40, 64)(X.cpu()).detach()
exemplo, outros = pre_ativacoes[:1], pre_ativacoes[1:]
bn = nn.BatchNorm1d(64, affine=False)
ruido = []  # o desvio da saída normalizada do exemplo, média sobre as 64 unidades, para cada tamanho de lote
for tamanho in TAMANHOS:
    companhias = torch.randint(len(outros), (500, tamanho - 1))
    do_exemplo = torch.stack([bn(torch.cat([exemplo, outros[quais]]))[0] for quais in companhias])
    ruido.append(do_exemplo.std(0).mean().item())
print("desvio da saída de um mesmo exemplo:", ", ".join(f"lotes de {t}: {numero(r, 2)}" for t, r in zip(TAMANHOS, ruido, strict=True)))

# %% [markdown]
# Esse ruído lembra o *dropout*: a rede não pode confiar num valor exato. Para saber se ele **regulariza**, é preciso mudar o ruído e nada mais. O truque é o **lote fantasma** (*ghost batch*; Hoffer, Hubara e Soudry, 2017): o SGD usa sempre
# lotes de 128, mas a BN calcula μ e σ em grupos de 128, 32 ou 8 exemplos.
#
# > **Seu palpite.** Com 1.000 exemplos de treino e 40 épocas, que grupo dá a menor perda de teste? E o menor erro de teste?


# %% tags=["skip-execution"]
class LoteFantasma(nn.Module):
    """BatchNorm cujas estatísticas, no treino, são as de grupos de `tamanho` exemplos do lote."""

    def __init__(self, n, tamanho):
        super().__init__()
        self.bn, self.tamanho = nn.BatchNorm1d(n), tamanho

    def forward(self, h):
        return torch.cat([self.bn(grupo) for grupo in h.split(self.tamanho)]) if self.training else self.bn(h)


# %% tags=["skip-execution"]
def rede_larga(tamanho):
    def norma():
        return LoteFantasma(128, tamanho) if tamanho else nn.Identity()

    return nn.Sequential(nn.Linear(40, 128), norma(), nn.ReLU(), nn.Linear(128, 128), norma(), nn.ReLU(), nn.Linear(128, 10))


def treina_com_poucos(rede, epocas=40, quantos=1000):
    """SGD em lotes de 128, só com os primeiros exemplos; sobra de cada época, fora."""
    otimizador = torch.optim.SGD(rede.train().parameters(), lr=0.05, momentum=0.9, fused=True)
    for _ in range(epocas):
        for escolhidos in torch.randperm(quantos).to(X.device).split(128)[:-1]:
            otimizador.zero_grad()
            nn.functional.cross_entropy(rede(X[escolhidos]), y[escolhidos]).backward()
            otimizador.step()
    return rede.eval()


@torch.no_grad()
def perdas_e_erro(rede, quantos=1000):
    """Perda de treino, perda de teste e erro de teste em %."""
    perda = nn.functional.cross_entropy
    saida = rede(X_teste)
    return [
        perda(rede(X[:quantos]), y[:quantos]).item(),
        perda(saida, y_teste).item(),
        100 * (saida.argmax(1) != y_teste).float().mean().item(),
    ]


GRUPOS = {"sem BN": 0, "grupos de 128": 128, "grupos de 32": 32, "grupos de 8": 8}
por_grupo = {}
for nome, tamanho in GRUPOS.items():
    linhas = []
    for s in range(3):
        semente(s)
        linhas.append(perdas_e_erro(treina_com_poucos(rede_larga(tamanho).to(X.device))))
    por_grupo[nome] = torch.tensor(linhas)
    treino, teste, erro = por_grupo[nome].mean(0).tolist()
    print(f"{nome:14} perda de treino {numero(treino, 3)}   perda de teste {numero(teste, 2)}   erro de teste {numero(erro)} %")

# %% tags=["skip-execution"]
figura, (esquerda, direita) = plt.subplots(1, 2, figsize=(9, 3.4))
esquerda.plot(TAMANHOS, ruido, **cores.estilo(0), label="medido")
esquerda.plot(
    TAMANHOS[2:], [ruido[-1] * (128 / t) ** 0.5 for t in TAMANHOS[2:]], **cores.estilo(1, marcador=False), label="proporcional a 1/√tamanho"
)
esquerda.set(xscale="log", yscale="log", xlabel="tamanho do lote", ylabel="desvio da saída de um exemplo")
esquerda.set_xticks(TAMANHOS, TAMANHOS)
esquerda.set_yticks([0.1, 0.2, 0.5, 1], ["0,1", "0,2", "0,5", "1"])
esquerda.minorticks_off()
esquerda.legend(fontsize=9)
for k, (coluna, nome) in enumerate([(0, "perda de treino"), (1, "perda de teste")]):
    media, barras_de_erro = media_e_barras([por_grupo[grupo][:, coluna].tolist() for grupo in GRUPOS])
    direita.errorbar(range(4), media, yerr=barras_de_erro, capsize=4, label=nome, **cores.estilo(k))
direita.set(ylabel="perda", ylim=(-0.1, 3.4), xticks=range(4))
direita.set_xticklabels([nome.replace("grupos de ", "") for nome in GRUPOS])
direita.set_xlabel("exemplos por grupo da BN")
com_virgula(direita)
direita.legend(fontsize=9)
figura.tight_layout()
mostrar(
    figura,
    alt="À esquerda, o desvio da saída de um exemplo cai com o tamanho do lote: "
    + ", ".join(f"{t}: {numero(r, 2)}" for t, r in zip(TAMANHOS, ruido, strict=True))
    + ". À direita, perda de treino e de teste por grupo: "
    + "; ".join(f"{g}: {numero(v[:, 0].mean(), 2)} e {numero(v[:, 1].mean(), 2)}" for g, v in por_grupo.items())
    + ".",
    legenda="À esquerda: 500 companhias por tamanho. À direita: rede de duas camadas ocultas, 1.000 exemplos, 40 épocas, lotes de 128; média de três sementes, com o menor e o maior valor.",
)

# %% [markdown]
# O ruído cai com a raiz do tamanho do lote: **0,42** com lotes de 8, **0,10** com lotes de 128, quatro vezes menos.
#
# E regulariza, no sentido preciso da palavra, quando os grupos diminuem:
#
# | medida | grupos de 128 | grupos de 8 |
# |---|---|---|
# | perda de treino **sobe** | 0,006 | 0,304 |
# | perda de teste **desce** | 2,16 | 1,53 |
# | erro de teste quase não se move | 51,9 % | 52,9 % |
#
# O que diminui é a certeza com que a rede erra. Nem todo efeito da BN é regularização: com grupos de 128, quase sem ruído, ela decorou mais depressa que a rede sem BN, e a perda de teste foi maior (2,16 contra 2,00). Com lotes de 2 o desvio da figura chega a 0,81, quase o da própria saída, que é 1: aí se usam normalizações que não olham para os companheiros.
#
# ## Atalhos e normalização, juntos
#
# Atalhos (*skip connections*) e *batch norm* formam a base das redes convolucionais de quase toda a visão computacional. Com os dois, He et al. (2016) treinaram redes de **1.001 camadas** no CIFAR-10. Os *transformers*, que os sucedem, também são feitos de blocos residuais com normalização.
#
# À frase "com *batch norm* treinamos redes muito mais profundas sem explosão nem dissipação", o laboratório acrescenta: **com atalhos**. Sem eles, 40 camadas com BN não treinam: o sinal fica estável e o gradiente explode.

# %% [markdown]
# ## Questão aberta (1,5 ponto · 20 min)
#
# Uma colega treinou uma rede convolucional com BN em lotes de 64 e mediu 8 % de erro de teste, também em lotes de 64, embaralhados. Ao publicar o modelo, **esqueceu de chamar** `eval()`. Três usuárias reclamam:
#
# | usuária | o que manda ao modelo | o que obtém |
# |---|---|---|
# | a primeira | uma imagem por vez | o modelo "parece responder quase ao acaso" |
# | a segunda | as imagens de teste, em lotes de 64 **ordenados por classe** | 60 % de erro |
# | a terceira | as imagens de teste, em lotes de 64 embaralhados | os 8 %, mas a resposta para uma mesma imagem muda de uma vez para outra |
#
# Explique, em até 20 linhas:
#
# 1. o que a BN faz em cada um dos três casos, e por que só a terceira não foi prejudicada;
# 2. por que, depois de muitas chamadas assim, chamar `eval()` pode já não bastar para voltar aos 8 %, e o que fazer;
# 3. se tirar a BN da rede resolveria, considerando o que o laboratório mediu em redes fundas com e sem atalho.

# %% [markdown] nbgrader={"grade": true, "grade_id": "aberta-5", "locked": false, "points": 1.5, "schema_version": 3, "solution": true, "task": false}
# **Resposta de referência e critérios (1,5 ponto)**
#
# 1. *Os três casos (0,7).* Em modo de treino μ e σ são os do lote recebido. Com uma imagem, são os dos pixels daquela imagem: o contraste e o nível médio de cada canal, que distinguem uma imagem da outra, são apagados; em camadas sem área, o PyTorch levantaria `ValueError` (0,3). Com um lote de uma
#    classe só, subtrai-se a média **da classe**, justamente o que a identifica (0,2). Com lotes embaralhados, μ e σ estimam bem os do conjunto: o resultado médio se mantém, e a variação é o ruído dos companheiros, da ordem de $1/\sqrt{|B|}$ (0,2).
# 2. *Estatísticas contaminadas (0,4).* Em modo de treino cada chamada também atualiza as médias móveis, com peso `momentum`; os lotes das duas primeiras as afastam das do treino (0,2). É preciso recarregar o modelo salvo, ou recalculá-las passando dados de treino em modo de treino, antes de `eval()` (0,2).
# 3. *Tirar a BN (0,4).* Não: os pesos foram treinados com ela, e sem ela a rede calcula outra função (0,2); ao treinar de novo, a residual de 40 blocos He sem BN estourou no laboratório, e exigiria outra solução, como a escala α da aula 04 (0,2). Aceitar a fusão com as convoluções (5.5), que tira a camada e conserva a função, como resposta correta a "como tirá-la".
#
# Quem só diz "faltou o eval()", sem dizer que números a BN usa em cada caso, recebe no máximo 0,3 no total.

# %% [markdown]
# ## Teste a sua leitura
#
# Não vale nota. Cada opção diz por que está certa ou errada.

# %% tags=["skip-execution"]
quiz(
    "Uma camada convolucional de 64 canais é seguida de BN. O lote tem 32 imagens de 14 × 14. Quantas médias a BN calcula, e de quantos valores é cada uma?",
    [
        ("64 médias, de 6.272 valores cada.", True, "Uma por canal, sobre 32 imagens e 14 × 14 pixels: 32 · 196 = 6.272."),
        (
            "12.544 médias, de 32 valores cada.",
            False,
            "Seria uma por canal e por pixel. O filtro é o mesmo em todos os pixels, e a média corre por eles também.",
        ),
        (
            "32 médias, de 12.544 valores cada.",
            False,
            "Seria uma por exemplo, sobre os canais e os pixels: outra normalização, que não depende do lote.",
        ),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Um livro recomenda α = 0,99 para as médias móveis. Que `momentum` se passa ao nn.BatchNorm2d?",
    [
        ("0,99.", False, "No PyTorch, momentum é o peso do valor novo: com 0,99 a média quase só veria o último lote."),
        ("0,01.", True, "momentum = 1 − α."),
        ("0,1, o padrão, que equivale a 0,99.", False, "O padrão 0,1 equivale a α = 0,9."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Por que a rede sequencial de 40 camadas com BN não treina, se E[h²] fica perto de 1 em todas elas?",
    [
        (
            "Porque o gradiente se dissipa.",
            False,
            "A medida mostra o contrário: ele cresce do fim para o começo, 1,4 a 1,5 vezes por camada, em quadrado.",
        ),
        (
            "Porque na volta a divisão por σ < 1 aumenta o gradiente a cada camada.",
            True,
            "O desvio antes da BN é perto de √0,68; em 40 camadas o quadrado do gradiente cresce milhões de vezes.",
        ),
        ("Porque γ e β são parâmetros demais.", False, "São dois por unidade, 0,21 % dos parâmetros numa ResNet-50."),
    ],
)

# %% tags=["skip-execution"]
quiz(
    "Depois de multiplicar por 10 todos os pesos da camada que vem antes de uma BN (em treino), o que acontece?",
    [
        (
            "A saída fica igual e o gradiente nesses pesos fica dez vezes menor.",
            True,
            "A BN divide de volta. E f(aW) = f(W) obriga o gradiente em aW a ser 1/a do gradiente em W.",
        ),
        (
            "A saída fica igual e o gradiente também.",
            False,
            "A saída, sim. Mas mexer um pouco num peso dez vezes maior muda dez vezes menos a direção de W.",
        ),
        ("A saída e a variância dobram.", False, "A variância antes da BN fica cem vezes maior; a BN desfaz isso."),
    ],
)

# %% [markdown]
# ## Resumo
#
# - A normalização em lote mede μ e σ de cada unidade (ou canal) no mini-lote, padroniza e aplica $\gamma h + \beta$, aprendidos. São quatro números por unidade, dois treinados.
# - O $\epsilon$ fica dentro da raiz no PyTorch e fora dela na apresentação: com desvio $10^{-3}$, um fator 3.
# - Na inferência valem as médias móveis: $\alpha$ pesa o antigo, `momentum` $= 1 - \alpha$ pesa o novo; a variância que entra é a não enviesada. Aí a camada é uma reta por canal, e se funde na convolução.
# - A saída não depende da escala dos pesos anteriores: $\mathrm{Var}[ah] = a^2\,\mathrm{Var}[h]$, e a BN desfaz o fator; o gradiente é dividido por $a$.
# - Ela estabiliza o sinal, aceita taxas maiores e põe um ruído que regulariza. Sozinha, não torna treinável uma rede de 40 camadas: na volta, o quadrado do gradiente se multiplica por $\pi/(\pi-1)$ a cada uma. Com atalhos, torna.
#
# | termo | em inglês | o que é |
# |---|---|---|
# | normalização em lote | *batch normalization, batch norm* | padronizar cada unidade com a média e o desvio do mini-lote, e reescalar por γ e β |
# | mini-lote | *mini-batch* | os exemplos que passam juntos pela rede num passo do treino |
# | padronizar | *standardize* | subtrair a média e dividir pelo desvio padrão |
# | média móvel exponencial | *exponential moving average (EMA)* | média em que cada valor novo entra com um peso fixo e os antigos decaem |
# | variância enviesada, não enviesada | *biased, unbiased variance* | a que divide por N e a que divide por N − 1 |
# | buffer | *buffer* | tensor que acompanha a rede e é salvo com ela, mas não é treinado |
# | invariância de escala | *scale invariance* | a saída não muda quando os pesos são multiplicados por um número positivo |
# | lote fantasma | *ghost batch* | grupo menor que o lote, no qual a normalização calcula as suas estatísticas |
#
# Os termos de todas as aulas: **[glossário](glossario.md)**.

# %% [markdown]
# ## Referências
#
# - S. J. D. Prince, [*Understanding Deep Learning*](https://udlbook.github.io/udlbook/), capítulo 11: a normalização em lote e o exemplo das ativações que crescem.
# - S. Ioffe e C. Szegedy, [*Batch normalization: accelerating deep network training by reducing internal covariate shift*](https://arxiv.org/abs/1502.03167), ICML 2015.
# - G. Yang et al., [*A mean field theory of batch normalization*](https://arxiv.org/abs/1902.08129), ICLR 2019: por que o gradiente explode sem atalhos.
# - S. De e S. L. Smith, [*Batch normalization biases residual blocks towards the identity function in deep networks*](https://arxiv.org/abs/2002.10444), NeurIPS 2020.
# - N. Bjorck et al., [*Understanding batch normalization*](https://arxiv.org/abs/1806.02375), NeurIPS 2018: as taxas de aprendizado.
# - S. Santurkar et al., [*How does batch normalization help optimization?*](https://arxiv.org/abs/1805.11604), NeurIPS 2018.
# - T. van Laarhoven, [*L2 regularization versus batch and weight normalization*](https://arxiv.org/abs/1706.05350), 2017: a escala dos pesos e a taxa efetiva.
# - E. Hoffer, I. Hubara e D. Soudry, [*Train longer, generalize better*](https://arxiv.org/abs/1705.08741), NeurIPS 2017: o lote fantasma.
# - K. He, X. Zhang, S. Ren e J. Sun, [*Identity mappings in deep residual networks*](https://arxiv.org/abs/1603.05027), ECCV 2016: a rede de 1.001 camadas.
# - S. Greydanus, [*Scaling down deep learning*](https://arxiv.org/abs/2011.14439), 2020: o MNIST-1D.
#
# **Créditos.** A aula parte da apresentação *Conexões Residuais*, do Professor Lucas Silveira Kupssinskü, e do artigo *Entendendo o bloco residual*, de Dalisson Figueiredo.
# Figuras e experimentos foram feitos para este curso.
#
# **A seguir.** Com soma e normalização, 40 camadas treinam. Até onde isso vai, e como se monta uma rede de verdade com essas peças? A **aula 06** monta a ResNet, do bloco básico às mil camadas.

# %% [markdown]
# ## Antes de entregar
#
# Salve o caderno. `painel()` mostra o que já foi respondido; `entrega()` lê o arquivo salvo como a correção o lerá.

# %% tags=["skip-execution"]
painel()
entrega()
