"""The page that a student gets: complete, in Portuguese, legible by everyone, and inert whatever the student wrote."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader.gradebook.filing import ClassFolder
from grader.records import Cell, Exercise, ExerciseResult, Graded, Lesson, RepairedCell, Result, Role, State, StorageError, Verdict
from grader.report import MANY, PAGE_LIMIT, SOURCE_LIMIT, feedback_html, write_feedback

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
EVIL = '</pre><script>alert(1)</script><img src=x onerror="alert(1)">{{ 7 * 7 }}\x1b[31m\x00'


def lesson() -> Lesson:
    cells = (
        Cell("c-1", "markdown", Role.TEXT, "# 02 · Conexões residuais"),
        Cell("c-2", "markdown", Role.TEXT, "### Exercício 2.1 — Somar, em ordem (1,5 ponto · 5 min)\nEscreva."),
        Cell("ex-2-1", "code", Role.ANSWER, "# Exercício 2.1", "ex-2-1", "2.1"),
        Cell("teste-2-1", "code", Role.TEST, "verifica()", "teste-2-1", "2.1"),
        Cell("ex-2-2", "code", Role.ANSWER, "# Exercício 2.2", "ex-2-2", "2.2"),
        Cell("teste-2-2", "code", Role.TEST, "verifica()", "teste-2-2", "2.2"),
        Cell("aberta-2", "markdown", Role.OPEN, "ESCREVA SUA RESPOSTA AQUI", "aberta-2"),
    )
    exercises = tuple(Exercise(name, 4.0, f"ex-{name}", f"teste-{name}", ("f",), "") for name in ("2.1", "2.2"))
    return Lesson("02_conexoes_residuais", cells, {}, exercises, "aberta-2", 2.0)


def graded(first: Verdict = Verdict.RIGHT, second: Verdict = Verdict.PARTIAL, open_score: float | None = None) -> Graded:
    scores: dict[Verdict, float | None] = {Verdict.RIGHT: 4.0, Verdict.PARTIAL: 1.5, Verdict.NOT_JUDGED: None}
    exercises = (
        ExerciseResult("2.1", scores.get(first, 0.0), 4.0, first),
        ExerciseResult("2.2", scores.get(second, 0.0), 4.0, second, ("`f` devolveu outra forma.", "A soma entra intacta: x + f(x).")),
        ExerciseResult("aberta", open_score, 2.0, Verdict.NOT_JUDGED if open_score is None else Verdict.PARTIAL),
    )
    judged = [exercise.score for exercise in exercises if exercise.score is not None]
    result = Result("Joana_Araújo", "02_conexoes_residuais", sum(judged), 10.0, State.GRADED, exercises, ("A célula 3 foi reposta.",))
    cells = [RepairedCell(c.id, c.kind, c.role, f"minha {c.id}", c.grade_id, c.exercise) for c in lesson().cells]
    return Graded(result, tuple(cells), {"ex-2-1": [{"output_type": "stream", "name": "stdout", "text": "saída minha"}]})


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.text += " " if tag in {"td", "th", "h2", "h3", "p", "pre", "li"} else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def text_of(html: str) -> str:
    return " ".join(Page(html.replace("<style>", "<!--").replace("</style>", "-->")).text.split())


def test_the_page_tells_score_verdicts_messages_answers_outputs_and_repairs() -> None:
    html = feedback_html(graded(), lesson(), {})
    text = text_of(html)
    assert "Devolutiva: 02 · Conexões residuais Joana_Araújo 5,5 de 10 pontos; 2 pontos ainda esperam correção" in text
    assert "2.1 ✓ Certo 4 4 2.2 ◐ Parcial 1,5 4 Questão aberta ? Aguarda correção – 2" in text
    assert "Exercício 2.1 — Somar, em ordem" in text
    assert "Exercício 2.2" in text
    assert "<code>f</code> devolveu outra forma." in html
    assert "A soma entra intacta: x + f(x)." in text
    assert "Sua resposta minha ex-2-1 saída minha" in text
    assert "A célula 3 foi reposta." in text


def test_the_open_questions_score_and_comment_are_shown_once_a_person_gave_them() -> None:
    text = text_of(feedback_html(graded(open_score=1.5), lesson(), {"aberta": "Boa.\nMas falta o termo identidade.", "2.1": "Capriche."}))
    assert "7 de 10 pontos Resumo" in text
    assert "Questão aberta ✎ Corrigida 1,5 2" in text
    assert "Comentário de quem corrigiu Boa. Mas falta o termo identidade." in text
    assert "Comentário de quem corrigiu Capriche." in text


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_a_symbol_and_a_word(verdict: Verdict) -> None:
    html = feedback_html(graded(first=verdict), lesson(), {})
    assert re.search(r'class="veredito \w+"><span aria-hidden="true">\S</span> <span>\w[\w ]+</span>', html)


def test_an_unanswered_exercise_does_not_show_the_starter_as_the_answer() -> None:
    text = text_of(feedback_html(graded(first=Verdict.UNANSWERED), lesson(), {}))
    assert "minha ex-2-1" not in text
    assert "A célula ficou como veio, sem resposta." in text


def test_what_we_failed_to_judge_is_called_our_failure_and_no_zero() -> None:
    text = text_of(feedback_html(graded(first=Verdict.NOT_JUDGED), lesson(), {}))
    assert "2.1 ? Não julgado – 4" in text
    assert "Não é um zero" in text


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.UNREADABLE, "não pôde ser lido"), (State.NOT_RECEIVED, "Nenhum caderno seu chegou"), (State.NOT_JUDGED, "problema nosso")],
)
def test_a_submission_without_a_score_says_why_and_shows_no_number(state: State, words: str) -> None:
    empty = Graded(Result("bia", "02_conexoes_residuais", None, 10.0, state, (), ("O arquivo termina no meio.",)))
    text = text_of(feedback_html(empty, lesson(), {}))
    assert words in text
    assert "de 10 pontos" not in text
    assert "O arquivo termina no meio." in text


def test_added_cells_stand_beside_the_exercise_whose_test_follows_them() -> None:
    one = graded()
    extra = [RepairedCell(f"extra-{n}", "code", Role.ADDED, f"acrescentada {n}") for n in range(3)]
    cells = [*one.cells[:3], extra[0], *one.cells[3:5], extra[1], *one.cells[5:], extra[2]]
    html = feedback_html(replace(one, cells=tuple(cells)), lesson(), {})
    parts = re.split(r'<section class="bloco"', html)
    where = [next(n for n, part in enumerate(parts) if f"acrescentada {n_cell}" in part) for n_cell in range(3)]
    titles = [re.search(r"<h2[^>]*>([^<]*)", parts[n])[1] for n in where]  # type: ignore[index]
    assert titles == ["Exercício 2.1 — Somar, em ordem", "Exercício 2.2", "Outras células que você acrescentou"]


def hostile() -> Graded:
    outputs = [
        {"output_type": "stream", "name": "stderr", "text": EVIL},
        {"output_type": "error", "ename": EVIL, "evalue": EVIL, "traceback": [EVIL]},
        {"output_type": "display_data", "data": {"text/html": EVIL, "text/plain": EVIL}},
        {"output_type": "display_data", "data": {"image/png": PNG}},
        {"output_type": "display_data", "data": {"image/png": f'{PNG}" onerror="alert(1)'}},
        {"output_type": "display_data", "data": {"image/svg+xml": "<svg onload=alert(1)>"}},
    ]
    one = graded()
    cells = tuple(replace(cell, source=EVIL) for cell in one.cells)
    exercises = tuple(replace(exercise, messages=(EVIL, f"`{EVIL}`")) for exercise in one.result.exercises)
    result = replace(one.result, student=EVIL, exercises=exercises, repairs=(EVIL,))
    return Graded(result, (*cells, RepairedCell("x", "markdown", Role.ADDED, EVIL)), {cell.id: outputs for cell in cells})


def test_nothing_of_a_students_becomes_markup() -> None:
    html = feedback_html(hostile(), lesson(), {"2.1": EVIL, "aberta": EVIL})
    page = Page(html)
    frame = "html head meta title style body main header footer section div h1 h2 h3"
    text = "p strong span ul li a code pre img table caption thead tbody tr th td"
    assert {tag for tag, _ in page.tags} <= set(frame.split()) | set(text.split())
    names = {name for tag, attributes in page.tags if tag != "meta" for name in attributes}
    assert names <= {"lang", "class", "id", "scope", "href", "src", "alt", "aria-hidden", "aria-labelledby"}
    assert {attributes["href"] for tag, attributes in page.tags if tag == "a"} <= {f"#questao-{name}" for name in ("2-1", "2-2", "aberta")}
    assert {attributes["src"] for tag, attributes in page.tags if tag == "img"} == {f"data:image/png;base64,{PNG}"}
    assert "{{ 7 * 7 }}" in page.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", html)


def test_the_policy_forbids_all_but_inline_style_and_data_images() -> None:
    html = feedback_html(graded(), lesson(), {})
    policies = [attributes["content"] for tag, attributes in Page(html).tags if attributes.get("http-equiv") == "Content-Security-Policy"]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"]
    assert "http://" not in html
    assert "https://" not in html
    assert "url(" not in html


def test_headings_start_with_one_h1_and_skip_no_level() -> None:
    page = Page(feedback_html(hostile(), lesson(), {"aberta": "x"}))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert dict(page.tags)["html"] == {"lang": "pt-BR"}
    assert all(attributes["alt"] for tag, attributes in page.tags if tag == "img")
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes} <= set(ids)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(char * 2 for char in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_of_text_is_legible_on_every_ground_it_stands_on() -> None:
    style = feedback_html(graded(), lesson(), {}).split("<style>")[1].split("</style>")[0]
    palettes = [dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", block)) for block in re.findall(r":root \{([^}]*)\}", style)]
    assert len(palettes) == 3, "light, dark, print"
    for palette in palettes:
        for text in ("texto", "fraco", "bom", "meio", "ruim", "neutro", "azul"):
            for ground in ("fundo", "papel", "codigo"):
                bright, dark = sorted((_luminance(palette[text]), _luminance(palette[ground])), reverse=True)
                assert (bright + 0.05) / (dark + 0.05) >= 4.5, (text, ground, palette[text], palette[ground])


def test_a_huge_submission_makes_a_page_that_a_phone_can_open() -> None:
    one = graded()
    extra = [RepairedCell(f"e{n}", "code", Role.ADDED, "x" * 10 * SOURCE_LIMIT) for n in range(2 * MANY)]
    outputs = {cell.id: [{"output_type": "stream", "name": "stdout", "text": "<" * 10**6}] for cell in extra}
    result = replace(one.result, repairs=("r",) * 1000, exercises=(replace(one.result.exercises[0], messages=("m" * 10**6,) * 1000),))
    html = feedback_html(Graded(result, (one.cells[2], *extra, *one.cells[3:]), outputs), lesson(), {"2.1": "c" * 10**6})
    assert len(html) < 5 * PAGE_LIMIT + MANY * SOURCE_LIMIT + 500_000
    assert "… e mais 50." in html
    assert "a página ficaria longa demais" in html


def test_the_page_is_written_whole_into_the_class_folder(tmp_path: Path) -> None:
    path = write_feedback(ClassFolder(tmp_path), "Joana_Araújo", "02_conexoes_residuais", "<p>olá</p>")
    assert path == tmp_path / "feedback" / "Joana_Araújo" / "02_conexoes_residuais" / "02_conexoes_residuais.html"
    assert path.read_text(encoding="utf-8") == "<p>olá</p>"
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "feedback").write_text("")
    with pytest.raises(StorageError, match="há um arquivo onde deveria haver uma pasta"):
        write_feedback(ClassFolder(tmp_path / "b"), "ana", "02_conexoes_residuais", "")
