# %% [markdown]
# # 02 · Aula pequena
#
# {{colab}}
#
# Somar ou substituir: o que muda em $h \leftarrow h + f[h]$?
#
# **Ao final você saberá**
#
# - dobrar um número sem estragar a entrada.
#
# **Seu tempo:** cerca de 3 minutos. **Nota:** 10,0 pontos.

# %%
import torch
from trilha import Caso, cores, dicas, entrega, explora, mostrar, painel, quiz, verifica

# %% [markdown]
# ## O que se vê
#
# A fórmula que não cabe na tela de um celular, com `codigo` e um [atalho](https://arxiv.org/abs/1512.03385), que o [glossário](glossario.md) explica:
#
# $$\begin{aligned} h_4 &= h_3 + f_4[h_3, \theta_4] = h_2 + f_3[h_2, \theta_3] + f_4\big[h_2 + f_3[h_2, \theta_3], \theta_4\big] \\ &= x + \tfrac12 \sum_{i=1}^{n} \frac{\partial f_i}{\partial h_{i-1}} && \text{a soma} \end{aligned}$$
#
# > **Seu palpite.** Sobe ou desce?
#
# | $n$ | erro no treino | erro no teste | tempo de treino |
# |---|---|---:|---|
# | 20 camadas | $\pi^2$ | 2 % | um minuto e meio, em dois núcleos |
#
# ```python
# h = h + f(h)  # o mesmo, em código
# ```

# %% tags=["skip-execution"]
import matplotlib.pyplot as plt


def desenha(n):
    """Uma reta que sobe; a linha que segue é comprida de propósito, para que role dentro da caixa e não leve a página consigo: n vezes x."""
    figura, eixo = plt.subplots(figsize=(9, 2))
    eixo.plot([0, n], **cores.estilo(0))
    return figura


print("uma linha comprida: " + " ".join(f"{k / 7:.5f}" for k in range(40)))
mostrar(desenha(2), alt="Uma reta que sobe de 0 a 2.", legenda="A reta de `n` vezes x.")

# %% tags=["skip-execution"]
explora(desenha, alt="Uma reta que sobe de 0 a {n}.", n=("Inclinação", 1, 3, 1, 1), parados=[{"n": 1}, {"n": 3}])

# %% [markdown]
# ### Exercício 2.1 — Dobrar (8,0 pontos · 2 min)
#
# Escreva `dobro(x)`, que soma `x` a ele mesmo.

# %% tags=["skip-execution"]
dicas("2.1", "O que é somar um número a ele mesmo?", "Escreva `x + x`.")

# %% nbgrader={"grade": false, "grade_id": "ex-2.1", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 2.1


def dobro(x):
    """O dobro de x."""
    ### BEGIN SOLUTION
    soma_da_entrada_com_ela_mesma = x + x
    return soma_da_entrada_com_ela_mesma
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-2.1", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
# Verificação 2.1
verifica("2.1", "dobro", [Caso("o dobro de três", lambda: dobro(3), 6, dica="Três mais três.")])
### BEGIN HIDDEN TESTS
sorteado = observe.given("sorteado", lambda: int(torch.randint(100, 1000, ())))
observe("dobro", lambda: dobro(sorteado))
### END HIDDEN TESTS

# %% [markdown]
# ## Questão aberta (2,0 pontos · 1 min)
#
# Por que somar?

# %% [markdown] nbgrader={"grade": true, "grade_id": "aberta-2", "locked": false, "points": 2, "schema_version": 3, "solution": true, "task": false}
# **Critérios.** Vale um ponto dizer que somar conserva a entrada, e outro dar um exemplo.

# %% [markdown]
# ## Teste a sua leitura

# %% tags=["skip-execution"]
quiz("Quanto é o dobro de 2?", [("Quatro.", True, "Dois mais dois."), ("Dois.", False, "Isso é a própria entrada.")])

# %% [markdown]
# ## Resumo
#
# | termo | em inglês | o que é |
# |---|---|---|
# | dobro | *double* | um número somado a ele mesmo, $2x$ |

# %% tags=["skip-execution"]
painel()
entrega()
