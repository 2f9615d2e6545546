# %% [markdown]
# # Aula pequena

# %%
x = 2
dicas("2.1", "O dobro de x são dois x.")

# %% nbgrader={"grade": false, "grade_id": "ex-2.1", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 2.1
def dobro(x):
    """O dobro de x."""
    ### BEGIN SOLUTION
    return x + x
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-2.1", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Verificação 2.1
print(dobro(3))
### BEGIN HIDDEN TESTS
n = observe.given("n", lambda: int(torch.randint(100, 1000, ())))
observe("dobro", lambda: dobro(n))
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "ex-2.2", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Exercício 2.2
def triplo(x):
    """O triplo de x."""
    ### BEGIN SOLUTION
    return 3 * x
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "teste-2.2", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
# Verificação 2.2
print(triplo(3))
### BEGIN HIDDEN TESTS
n = observe.given("n", lambda: int(torch.randint(100, 1000, ())))
observe("triplo", lambda: triplo(n))
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade": true, "grade_id": "aberta-2", "locked": false, "points": 2, "schema_version": 3, "solution": true, "task": false}
# **Critérios**
#
# Vale um ponto dizer que somar é comutativo e outro dar um exemplo.
