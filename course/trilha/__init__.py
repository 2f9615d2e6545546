"""O que os cadernos do curso importam: por enquanto, as verificações que respondem a cada exercício.

>>> from trilha import Caso, verifica
"""

from trilha.verificacao import Caso, verifica

__all__ = ["Caso", "verifica"]
