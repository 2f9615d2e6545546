# Tenta: deixar, onde o corretor escreve e lê, um resultado pronto: resultado.json, caderno corrigido, gradebook.db, devolutiva.
# Visto: nada da turma está à vista, e o que se cria na caixa fica na caixa.
# Só aqui: apaga ou troca arquivos da turma.
import json
import os
import sqlite3
import sys

AULA = "02_conexoes_residuais"
NOTA = {"aluno": "atacante", "aula": AULA, "nota": 10, "maximo": 10, "estado": "corrigida", "exercicios": [], "reparos": [], "segundos": 0}
feitos, bancos = [], []
for base in (os.getcwd(), "/", "..", os.path.dirname(sys.prefix), f"{os.path.dirname(sys.prefix)}/turma", "/tmp"):
    for pasta in (base, f"{base}/autograded/atacante/{AULA}", f"{base}/feedback/atacante/{AULA}"):
        try:
            os.makedirs(pasta, exist_ok=True)
            for nome in ("resultado.json", f"{AULA}.ipynb", f"{AULA}.html"):
                with open(f"{pasta}/{nome}", "w") as arquivo:
                    json.dump({"impressao": "", "resultado": NOTA, "registro": []}, arquivo)
            feitos.append(pasta)
        except OSError:
            pass
    if os.path.exists(f"{base}/gradebook.db"):
        bancos.append(sqlite3.connect(f"{base}/gradebook.db").execute("update grade set manual_score = 10").rowcount)
print("feitos:", sorted({pasta.split("/")[1] for pasta in feitos if pasta.startswith("/")}), "bancos:", bancos)


def residual(x, funcoes):
    return x
