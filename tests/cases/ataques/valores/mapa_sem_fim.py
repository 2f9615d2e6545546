# Tenta: devolver um mapa que diz ter um item e dá itens para sempre.
# Visto: quem o percorre é o próprio processo da entrega, que gasta o seu tempo ou a sua memória.
import itertools
from collections.abc import Mapping


class SemFim(Mapping):
    def __len__(self):
        return 1

    def __iter__(self):
        return itertools.count()

    def __getitem__(self, chave):
        return "a" * 500

    def items(self):
        return ((chave, "a" * 500 + str(chave)) for chave in itertools.count())


def residual(x, funcoes):
    return SemFim()
