"""What a student reads about the repairs that were made to the notebook that arrived.

The sentences hold no text of the student's: exercise ids and lesson names are ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field

NO_LOSS = "Você não perde pontos por isso."

SENTENCES = {
    "other_lesson": ("Nenhuma resposta ou verificação da aula {} foi achada neste caderno; confira se você entregou o caderno certo.", ""),
    "ids_lost": ("As identificações das células tinham sido perdidas; cada uma foi reconhecida pelo texto. " + NO_LOSS, ""),
    "reordered": ("As células estavam fora de ordem; voltaram à ordem do caderno publicado. " + NO_LOSS, ""),
    "test_deleted": (
        f"A célula de verificação {{}} tinha sido apagada; foi reposta. {NO_LOSS}",
        f"As células de verificação {{}} tinham sido apagadas; foram repostas. {NO_LOSS}",
    ),
    "test_edited": (
        f"A célula de verificação {{}} tinha sido alterada; vale a original. {NO_LOSS}",
        f"As células de verificação {{}} tinham sido alteradas; valem as originais. {NO_LOSS}",
    ),
    "test_repeated": (
        f"A célula de verificação {{}} aparecia mais de uma vez; ficou só a original. {NO_LOSS}",
        f"As células de verificação {{}} apareciam mais de uma vez; ficaram só as originais. {NO_LOSS}",
    ),
    "answer_deleted": (
        "A célula de resposta {} tinha sido apagada; foi reposta como estava no caderno publicado.",
        "As células de resposta {} tinham sido apagadas; foram repostas como estavam no caderno publicado.",
    ),
    "answer_by_name": (
        "A resposta {} foi reconhecida pelos nomes que define, pois a célula dela não foi achada.",
        "As respostas {} foram reconhecidas pelos nomes que definem, pois as células delas não foram achadas.",
    ),
    "answer_in_text": (
        "A resposta {} estava em uma célula de texto; foi lida como código.",
        "As respostas {} estavam em células de texto; foram lidas como código.",
    ),
    "answer_repeated": (
        "A resposta {} aparecia mais de uma vez; vale a última antes da verificação.",
        "As respostas {} apareciam mais de uma vez; vale a última de cada uma antes da verificação.",
    ),
    "answer_moved": (
        "A resposta {} estava fora do lugar e a célula de resposta estava vazia; foi levada para lá, antes da verificação.",
        "As respostas {} estavam fora do lugar e as células de resposta estavam vazias; foram levadas para lá, antes da verificação.",
    ),
    "answer_late": (
        "A resposta {} foi definida de novo depois da verificação; vale a que estava antes dela.",
        "As respostas {} foram definidas de novo depois da verificação; valem as que estavam antes dela.",
    ),
    "setup_edited": ("Uma célula de preparo tinha sido alterada; a original roda primeiro e a sua roda logo depois.", ""),
    "show_edited": (
        "Um experimento tinha sido alterado; na correção os experimentos não são executados, e deles só vale o que definem ou importam. "
        + NO_LOSS,
        "",
    ),
    "open_deleted": ("A célula da pergunta aberta tinha sido apagada; foi reposta, em branco.", ""),
    "open_found": ("A resposta à pergunta aberta não foi achada na célula dela; vale outro texto seu, levado para lá.", ""),
}
"""By kind of repair, in the order in which a student reads them: the sentence about one exercise and about several."""


@dataclass
class Notes:
    """Which repairs were made, and to which exercises."""

    made: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, about: str = "") -> None:
        """Remembers one repair, and which exercise it was about."""
        known = self.made.setdefault(kind, [])
        if about not in known:
            known.append(about)

    def sentences(self) -> list[str]:
        """What the student reads, in the order of SENTENCES."""
        # Of another lesson's notebook everything was "deleted": that one sentence says it all.
        kinds = ["other_lesson"] if "other_lesson" in self.made else SENTENCES
        return [self._sentence(kind) for kind in kinds if kind in self.made]

    def _sentence(self, kind: str) -> str:
        one, many = SENTENCES[kind]
        about = sorted(self.made[kind])
        return one.format(about[0]) if len(about) == 1 else many.format(f"{', '.join(about[:-1])} e {about[-1]}")
