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
# # 00 · Comece aqui
#
# {{colab}}
#
# Cinco minutos, sem nota. Você vai ver se o ambiente está em ordem, errar um exercício de propósito, pedir uma dica, mover um controle e aprender a entregar.
#
# Um caderno é uma fila de **células**. Clique numa e aperte **Shift+Enter**: ela roda, e o foco passa à seguinte. As células de código dependem das que vêm antes; rode-as na ordem.

# %% [markdown]
# ## O ambiente está em ordem?
#
# Rode as duas células a seguir. A primeira demora alguns segundos, porque carrega o PyTorch.

# %%
from trilha import Caso, Engano, cores, diagnostico, dicas, explora, painel, quiz, verifica

# %%
diagnostico()

# %% [markdown]
# Toda linha começa com ✓? Se alguma começa com ✗, ela diz o que fazer. Depois de instalar algo, reinicie o kernel e rode de novo desde o começo: menu **Kernel → Reiniciar o kernel…** (*Kernel → Restart Kernel…*);
# no Colab, **Ambiente de execução → Reiniciar sessão** (*Runtime → Restart session*). O JupyterLab às vezes está em inglês, e às vezes mistura as duas línguas: os nomes em inglês vêm entre parênteses.

# %% [markdown]
# ## Como é um exercício?
#
# Três células: o enunciado, a resposta e a verificação. Este é de mentira; os de verdade começam na aula 01.
#
# ### Exercício 0.1 — O dobro mais um (0 ponto · 1 min)
#
# Escreva `dobro_mais_um(x)`, que devolve $2x + 1$. Antes de responder, rode as três células a seguir como estão: as dicas, a resposta e a verificação.
#
# No JupyterLab, a célula das dicas é uma linha só: o código vem recolhido, porque mostraria todas de uma vez. Chegue a ela com **Shift+Enter** nesta célula e rode-a assim mesmo;
# um clique abriria o código. As perguntas das aulas são iguais.

# %%
dicas(
    "0.1",
    "Em Python, a multiplicação se escreve com `*`.",
    "A função precisa **devolver** o valor: a palavra é `return`.",
    "Na célula seguinte, no lugar do comentário, com a mesma margem: `return 2 * x + 1`.",
)

# %%
# Exercício 0.1


def dobro_mais_um(x: float) -> float:
    """2x + 1."""
    # SEU CÓDIGO AQUI


# %%
# Verificação 0.1
verifica(
    "0.1",
    "dobro_mais_um",
    [
        Caso("o dobro de 0, mais um", lambda: dobro_mais_um(0), 1, dica="Zero vezes dois, mais um."),
        Caso(
            "o dobro de 3, mais um",
            lambda: dobro_mais_um(3),
            7,
            dica="Duas vezes três são seis.",
            enganos=[
                Engano(8, "O dobro veio depois da soma: 2(x + 1). Qual conta o enunciado pede primeiro?"),
                Engano(10, "Isso é o quadrado mais um. Com x = 2 as duas contas coincidem; com 3, não."),
                Engano(4, "Isso é x + 1. Onde está o dobro?"),
            ],
        ),
    ],
)

# %% [markdown]
# A verificação disse "ainda não respondido". Agora faça, nesta ordem:
#
# 1. responda **errado**, com `return x + 1`; rode a resposta e a verificação, e leia o que ela diz: primeiro o fato, depois uma pergunta que ajuda;
# 2. abra uma dica com o botão que apareceu acima da resposta: elas vão do empurrão até quase a solução, uma de cada vez;
# 3. responda certo e rode as duas de novo.
#
# A verificação não vale nota e pode ser repetida à vontade. Ela confere exemplos pequenos, que você pode refazer à mão. A **nota** sai de testes que não aparecem no caderno,
# com outros valores: quem decora os exemplos da verificação não acerta.

# %% [markdown]
# ## Como se lê uma figura que se move?
#
# Algumas figuras têm controles. Arraste o deslizante, ou chegue a ele com **Tab** e use as setas do teclado, ou digite o valor na caixa ao lado.
#
# > **Seu palpite.** Com que valor de $a$ a reta $y = x + a\,x$ fica deitada?


# %%
def desenha_reta(a):
    import matplotlib.pyplot as plt

    figura, eixo = plt.subplots(figsize=(5, 3))
    eixo.plot([-1, 1], [-1, 1], label="y = x", **cores.estilo(1))
    eixo.plot([-1, 1], [-(1 + a), 1 + a], label="y = x + a·x", **cores.estilo(0))
    eixo.set(ylim=(-2.2, 2.2), xlabel="x", ylabel="y")
    eixo.legend(loc="upper left")
    return figura


explora(
    desenha_reta,
    a=("Inclinação somada, a", -1.0, 1.0, 0.1, 0.5),
    parados=[{"a": 0.5}, {"a": 0.0}, {"a": -1.0}],
    alt=lambda a: f"Duas retas pela origem. A tracejada é y = x; a cheia é y = x + a·x, com inclinação {f'{1 + a:.1f}'.replace('.', ',')}.",
    legenda="Somar a·x a x muda a inclinação de 1 para 1 + a.",
)

# %% [markdown]
# Com $a = -1$ a soma apaga a entrada; com $a = 0$ não faz nada. "Somar algo à entrada, e às vezes nada" é a ideia do curso inteiro.

# %%
quiz(
    "Uma verificação disse ✓. O que isso garante?",
    [
        ("Que o exercício vale a nota inteira.", False, "A nota sai dos testes ocultos, com outros valores."),
        ("Que a resposta acerta os exemplos que ela confere.", True, "É um bom sinal, e só isso. Releia o enunciado antes de seguir."),
        ("Que o caderno foi entregue.", False, "Entregar é outra coisa: veja a seguir."),
    ],
)

# %% [markdown]
# ## Como se entrega?
#
# 1. Rode o caderno inteiro do começo e veja se nada mudou. É o botão ▶▶, na barra acima do caderno; no menu, *Run* → **Reiniciar o kernel** *and* **Executar todas as células…** (*Run → Restart Kernel and Run All Cells…*).
#    No Colab: **Ambiente de execução → Reiniciar sessão e executar tudo** (*Runtime → Restart session and run all*).
# 2. Salve (**Ctrl+S**). O que não está salvo não existe para a correção.
# 3. Na última célula de cada aula, `entrega()` lê o arquivo salvo como a correção o lerá e diz o que falta. `painel()` mostra o seu progresso.
# 4. Envie o arquivo `.ipynb` pelo Moodle. No Colab: **Arquivo → Fazer download → Fazer download do .ipynb** (*File → Download → Download .ipynb*).
#
# Não se preocupe em estragar o caderno: se uma célula de verificação for apagada, mudada ou colada duas vezes, a correção usa a original. Células que você acrescenta ficam.
# Só o texto das suas respostas conta; as saídas e as figuras, não.

# %%
painel()

# %% [markdown]
# **A seguir.** AlexNet tinha 8 camadas, VGG-16 tinha 16, e a cada passo o erro caía. Por que não 50? A **aula 01** treina redes cada vez mais fundas e mede o que acontece.
