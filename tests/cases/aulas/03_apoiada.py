# %% [markdown]
# # 03 · Cada exercício se apoia no anterior

# %%
import torch

# %% nbgrader={"grade": false, "grade_id": "ex-3.1", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 3.1


def dobro(x):
    """2x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-3.1", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 3.1
### BEGIN HIDDEN TESTS
x = observe.given("x", lambda: torch.randn(3))
observe("dobro", lambda: dobro(x))
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "ex-3.2", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 3.2


def quadruplo(x):
    """4x."""
    ### BEGIN SOLUTION
    return dobro(dobro(x))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-3.2", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 3.2
### BEGIN HIDDEN TESTS
x = observe.given("x", lambda: torch.randn(3))
observe("quádruplo", lambda: quadruplo(x))
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "ex-3.3", "locked": false, "schema_version": 3, "solution": true, "task": false} proibido=["eval"]
# Exercício 3.3


def repete(f, x):
    """f(f(x))."""
    ### BEGIN SOLUTION
    return f(f(x))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-3.3", "locked": true, "points": 3.0, "schema_version": 3, "solution": false, "task": false}
# Verificação 3.3
### BEGIN HIDDEN TESTS
x = observe.given("x", lambda: torch.randn(3))
observe("com a função do exercício anterior", lambda: repete(quadruplo, x))
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": true, "grade_id": "aberta-3", "locked": false, "points": 1.0, "schema_version": 3, "solution": true, "task": false}
# Qualquer texto.
