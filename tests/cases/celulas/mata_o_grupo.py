# Manda SIGKILL para o próprio grupo de processos.
import os

os.kill(0, 9)
