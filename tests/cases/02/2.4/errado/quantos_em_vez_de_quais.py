# Devolveu quantos termos há; a resposta é o conjunto dos termos.
# Mensagem: A resposta é um número: quantos termos há. O exercício pede os próprios termos: que blocos cada um atravessa?
def termos_do_gradiente(i, n):
    return 2 ** (n - i)
