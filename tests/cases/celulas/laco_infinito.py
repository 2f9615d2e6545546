# Um laço que não termina.
while True:
    pass
