"""O que os cadernos do curso importam.

>>> from trilha import Caso, verifica

Exercícios: `verifica`, `Caso`, `Engano`, `dicas`, `dica`, `painel`, `entrega`.
Leitura: `mostrar`, `explora`, `quiz`, `responde`, `cores`.
Experimentos: `dados`, `semente`, `dispositivo`. O ambiente: `diagnostico`.

Importar custa pouco: matplotlib, ipywidgets, scikit-learn e torchvision só entram quando uma função precisa deles.
"""

from trilha import cores, dados
from trilha.ajuda import dica, dicas
from trilha.ambiente import dispositivo, semente
from trilha.conferencia import entrega
from trilha.exploracao import explora
from trilha.figuras import mostrar
from trilha.perguntas import quiz, responde
from trilha.progresso import painel
from trilha.saude import diagnostico
from trilha.verificacao import Caso, Engano, verifica

__all__ = [
    "Caso",
    "Engano",
    "cores",
    "dados",
    "diagnostico",
    "dica",
    "dicas",
    "dispositivo",
    "entrega",
    "explora",
    "mostrar",
    "painel",
    "quiz",
    "responde",
    "semente",
    "verifica",
]
