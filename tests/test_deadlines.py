"""Deadlines: what the instructor's file may say, what being late costs, and the sentence that tells it."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.deadline_file import FILE, LONGEST, check_lessons, load, strangers
from grader.deadlines import Allowance, Deadlines, Rule, duration
from grader.records import UsageError

from .conftest import ROOT

DAY = 86_400
FIRST, SECOND = "01_redes_sequenciais", "02_conexoes_residuais"
BRASILIA = ZoneInfo("America/Sao_Paulo")
DUE = datetime(2026, 3, 20, 23, 59, tzinfo=BRASILIA)
RULE = Rule(grace=10, per_day=10, most=50, none_after=7)

rules = st.builds(
    Rule,
    grace=st.floats(0, 1440),
    per_day=st.floats(0, 100),
    most=st.floats(0, 100),
    none_after=st.none() | st.floats(0, 366),
)
lateness = st.floats(-400 * DAY, 400 * DAY)
scores = st.floats(0, 100)


def write(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path, text: str) -> Deadlines:
    found = load(write(folder, text))
    assert found is not None
    return found


@given(rules, scores, lateness)
def test_a_penalty_is_never_negative_and_never_more_than_the_score(rule: Rule, score: float, seconds: float) -> None:
    assert 0 <= rule.penalty(score, seconds) <= score


@given(rules, scores, lateness, lateness)
def test_who_is_later_never_pays_less(rule: Rule, score: float, one: float, other: float) -> None:
    assert rule.penalty(score, min(one, other)) <= rule.penalty(score, max(one, other))


@given(rules, scores, scores, lateness)
def test_a_higher_score_is_never_lower_after_the_penalty(rule: Rule, one: float, other: float, seconds: float) -> None:
    low, high = sorted((one, other))
    assert low - rule.penalty(low, seconds) <= high - rule.penalty(high, seconds) + 1e-4  # the points are rounded to four decimals


@given(rules, scores, st.floats(-400 * DAY, 0))
def test_before_the_deadline_nothing_is_taken(rule: Rule, score: float, seconds: float) -> None:
    assert rule.penalty(score, seconds) == 0


@given(rules, scores, st.floats(0, 1))
def test_within_the_grace_nothing_is_taken(rule: Rule, score: float, part: float) -> None:
    assert rule.penalty(score, rule.grace * 60 * part) == 0


@given(rules, scores, lateness)
def test_the_days_never_take_more_than_their_most(rule: Rule, score: float, seconds: float) -> None:
    if rule.none_after is None or seconds <= rule.none_after * DAY:
        assert rule.penalty(score, seconds) <= score * rule.most / 100 + 1e-4


@pytest.mark.parametrize("score", [-1.0, 0.0])
def test_of_nothing_nothing_is_taken(score: float) -> None:
    assert RULE.penalty(score, 30 * DAY) == 0


@pytest.mark.parametrize(
    ("seconds", "points"),
    [(600, 0), (601, 1), (DAY, 1), (DAY + 1, 2), (5 * DAY, 5), (6 * DAY, 5), (7 * DAY, 5), (7 * DAY + 1, 10)],
)
def test_each_day_that_has_begun_costs_its_part(seconds: float, points: float) -> None:
    assert RULE.penalty(10.0, seconds) == points


def test_the_example_in_the_docs_is_a_file_that_says_what_the_docs_say(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "prazos.md").read_text(encoding="utf-8"), re.DOTALL)
    found = read(tmp_path, example)
    assert found.due(FIRST) == datetime(2026, 3, 13, 23, 59, tzinfo=BRASILIA)
    assert found.due(SECOND) == datetime(2026, 3, 20, 23, 59, 59, tzinfo=BRASILIA)
    assert found.due(SECOND, "joana") == datetime(2026, 3, 22, 23, 59, 59, tzinfo=BRASILIA)
    assert found.due(SECOND, "rui_araujo") == datetime(2026, 3, 27, 12, tzinfo=BRASILIA)
    assert found.due(FIRST, "rui_araujo") == found.due(FIRST)
    assert found.rule == RULE
    check_lessons(found, [path.stem for path in (ROOT / "solutions").glob("*.py")])


def test_a_class_without_the_file_has_no_deadlines(tmp_path: Path) -> None:
    assert load(tmp_path) is None


def test_an_empty_file_gives_no_deadline_to_any_lesson(tmp_path: Path) -> None:
    assert read(tmp_path, "").late(SECOND, "joana", DUE, 8.0) is None


def test_a_deadline_may_say_its_own_zone_and_the_class_another(tmp_path: Path) -> None:
    found = read(tmp_path, f'fuso = "America/Manaus"\n[aulas]\n{FIRST} = 2026-03-20T22:59:00\n{SECOND} = 2026-03-21T02:59:00Z\n')
    assert found.due(FIRST) == found.due(SECOND) == DUE


def test_a_lessons_own_exception_counts_in_the_place_of_the_general_one() -> None:
    general, own = Allowance("joana", None, extra=timedelta(days=9)), Allowance("joana", SECOND, extra=timedelta(hours=3))
    for both in ((general, own), (own, general)):
        found = Deadlines(Path(FILE), BRASILIA, {FIRST: DUE, SECOND: DUE}, allowances=both)
        assert found.due(SECOND, "joana") == DUE + timedelta(hours=3)
        assert found.due(FIRST, "joana") == DUE + timedelta(days=9)
        assert found.due(SECOND, "rui") == DUE


BROKEN = [
    ('[aulas]\n02_conexoes_residuais = "20/03/2026"', 2, "não é uma data"),
    ("[aulas]\n\n02_conexoes_residuais = 2026-03-20T23:59", 3, "não se entende"),
    ("[aulas]\n02_conexoes_residuais = 2026-02-30", 2, "não se entende"),
    ("[aulas]\n02_conexoes_residuais = 23:59:00", 2, "não é uma data"),
    ("[aulas]\n02_conexoes_residuais = 0026-03-20", 2, "não é uma data"),
    ("[aulas\n", 1, "não se entende"),
    ("[aulas]\na = 2026-03-20\na = 2026-03-21", 3, "não se entende"),
    ("# aulas\naulas = 3", 2, "tem de ser uma tabela"),
    ('fuso = "Brasília"', 1, "não conheço o fuso"),
    ('fuso = "../../etc/passwd"', 1, "não conheço o fuso"),
    ("fuso = 3", 1, "não conheço o fuso"),
    ("[prazo]\n", 1, "não conheço 'prazo'"),
    ("[atraso]\ndesconto = 10", 2, "não conheço 'desconto'"),
    ("[atraso]\n# desconto_por_dia\ndesconto_por_dia = 110", 3, "de 0 a 100"),
    ("[atraso]\ndesconto_por_dia = -1", 2, "de 0 a 100"),
    ("[atraso]\ndesconto_por_dia = nan", 2, "de 0 a 100"),
    ("[atraso]\ndesconto_por_dia = true", 2, "de 0 a 100"),
    ('[atraso]\ndesconto_por_dia = "10 %"', 2, "de 0 a 100"),
    ("excecoes = 1", 1, "lista de tabelas"),
    ("[[excecoes]]\ndias = 2", 1, "não diz de quem é"),
    ('[[excecoes]]\naluno = "joana"\naula = "02_conexoes_residuais"\ndias = 2', 3, "não tem prazo"),
    ('[[excecoes]]\naluno = "joana"', 2, "não se entende"),
    ('[[excecoes]]\naluno = "joana"\nprazo = 2026-03-20', 2, "não se entende"),
    ('[aulas]\nx = 2026-03-20\n[[excecoes]]\naluno = "joana"\naula = "x"\nprazo = 2026-03-20\ndias = 1', 4, "não se entende"),
    ('[[excecoes]]\naluno = "joana"\ndias = 500', 3, "de 0 a 366"),
    ('[[excecoes]]\naluno = "joana"\ndias = 1\n[[excecoes]]\naluno = "joana"\ndias = 2', 2, "duas exceções"),
    ('[[excecoes]]\naluno = "joana"\nate = 2026-03-20', 3, "não conheço"),
]


@pytest.mark.parametrize(("text", "line", "says"), BROKEN, ids=[f"{number}" for number in range(len(BROKEN))])
def test_a_broken_file_is_one_sentence_with_the_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(write(tmp_path, text))
    told = str(caught.value)
    assert told.startswith(f"{tmp_path / FILE}, linha {line}: ")
    assert says in told
    assert "\n" not in told


def test_a_file_in_another_encoding_or_too_long_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes('# a\nfuso = "Bras\xedlia"'.encode("latin-1"))
    with pytest.raises(UsageError, match="linha 2: o texto não está em UTF-8"):
        load(tmp_path)
    (tmp_path / FILE).write_bytes(b"#" * (LONGEST + 1))
    with pytest.raises(UsageError, match="grande demais"):
        load(tmp_path)
    (tmp_path / FILE).write_bytes(b"a = " + b"[" * 100_000)
    with pytest.raises(UsageError, match=r"umas dentro das outras|não se entende"):
        load(tmp_path)


def test_the_mark_that_windows_editors_put_first_is_no_error(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f"[aulas]\r\n{SECOND} = 2026-03-20T23:59:00\r\n", encoding="utf-8-sig", newline="")
    found = load(tmp_path)
    assert found is not None
    assert found.due(SECOND) == DUE


@settings(deadline=None)  # it writes files, and a busy disk is slow
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_one_line(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / FILE).write_bytes(text.encode("utf-8", "surrogatepass"))
    told = ""
    try:
        load(folder)
    except UsageError as error:
        told = str(error)
    assert "\n" not in told


def test_lessons_and_students_that_nobody_knows_are_named(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"[aulas]\n{SECOND} = 2026-03-20\n02_conexões = 2026-03-20\n".replace("02_conexões", '"02_conexoes"')
        + '[[excecoes]]\naluno = "jona"\ndias = 1\n',
    )
    with pytest.raises(UsageError, match=r"linha 3: não conheço a aula '02_conexoes'; as aulas são: 01_redes"):
        check_lessons(found, [FIRST, SECOND])
    (told,) = strangers(found, ["joana"])
    assert told == f"{tmp_path / FILE}, linha 5: a turma ainda não tem o aluno 'jona'; confira o nome."
    assert strangers(found, ["jona"]) == []


def late(seconds: float, rule: Rule = RULE, score: float | None = 8.0) -> dict[str, object]:
    found = Deadlines(Path(FILE), BRASILIA, {SECOND: DUE}, rule).late(
        SECOND, "joana", DUE.astimezone(UTC) + timedelta(seconds=seconds), score
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("seconds", "rule", "sentence"),
    [
        (-3600, RULE, "Entregue em 20/03/2026 às 22:59, dentro do prazo (20/03/2026 às 23:59)."),
        (0, RULE, "Entregue em 20/03/2026 às 23:59, dentro do prazo (20/03/2026 às 23:59)."),
        (
            300,
            RULE,
            "Entregue em 21/03/2026 às 00:04, 5 minutos depois do prazo (20/03/2026 às 23:59), dentro da tolerância de 10 minutos: "
            "nada foi descontado.",
        ),
        (
            DAY + 10 * 3600 + 60,
            RULE,
            "Entregue em 22/03/2026 às 10:00, 1 dia e 10 horas depois do prazo (20/03/2026 às 23:59): "
            "menos 1,6 ponto, pela regra da turma (10 % da nota por dia começado, até 50 %).",
        ),
        (
            8 * DAY,
            RULE,
            "Entregue em 28/03/2026 às 23:59, 8 dias depois do prazo (20/03/2026 às 23:59): "
            "menos 8 pontos, pela regra da turma (nada vale depois de 7 dias).",
        ),
        (40, Rule(), "Entregue em 20/03/2026 às 23:59, menos de um minuto depois do prazo (20/03/2026 às 23:59); nada foi descontado."),
    ],
)
def test_one_sentence_says_when_how_late_how_many_points_and_by_which_rule(seconds: float, rule: Rule, sentence: str) -> None:
    assert late(seconds, rule)["frase"] == sentence


def test_without_a_time_nothing_is_taken_and_that_is_said() -> None:
    found = Deadlines(Path(FILE), BRASILIA, {SECOND: DUE}, RULE).late(SECOND, "joana", None, 8.0)
    assert found is not None
    assert (found["entregue"], found["segundos"], found["desconto"]) == (None, 0, 0.0)
    assert found["frase"] == "Não se sabe quando esta entrega chegou (o prazo era 20/03/2026 às 23:59); nada foi descontado."


def test_without_points_there_is_nothing_to_take() -> None:
    for score in (None, 0.0):
        found = late(2 * DAY, score=score)
        assert found["desconto"] == 0
        assert "não havia pontos" in str(found["frase"])


@given(st.floats(0, 400 * DAY))
def test_a_duration_names_at_most_two_units(seconds: float) -> None:
    said = duration(seconds)
    assert said == "menos de um minuto" if seconds < 60 else 1 <= len(re.findall(r"\d+ (?:dia|hora|minuto)s?", said)) <= 2
    assert math.floor(seconds / DAY) == int((re.match(r"(\d+) dias?", said) or ["0", "0"])[1])
