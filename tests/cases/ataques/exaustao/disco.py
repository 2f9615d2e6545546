# Tenta: encher o disco: até 2 GB em cada lugar em que se possa escrever, em muitos arquivos e num só, com buracos e sem.
# Visto: só há três lugares, de 64 MB cada, e nenhum arquivo passa de 32 MB.
# Só aqui: enche o disco da máquina.
import os

BLOCO = b"x" * 2**20
for pasta in ("/", "/run", "/tmp", "/dev/shm", "/dev", "/usr", "/opt", os.getcwd(), os.path.dirname(os.__file__)):
    escritos, erros = 0, []
    for numero in range(4):
        try:
            with open(f"{pasta}/enche{numero}", "wb", 0) as arquivo:
                while escritos < 2**31:
                    escritos += arquivo.write(BLOCO)
        except OSError as erro:
            erros.append(erro.strerror)
    print(pasta, escritos >> 20, "MB;", *erros)


def residual(x, funcoes):
    return x
