"""The rules of authoring: what every later step may rely on once a lesson has been read.

Each broken rule is a `LessonError` that names the file, the cell (counted from 1, as an editor shows it), the cause and the next step.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from grader.lesson import accessible, folded, prose
from grader.lesson.cells import (
    BEGIN_HIDDEN,
    BEGIN_SOLUTION,
    END_HIDDEN,
    END_SOLUTION,
    GRADE_ID,
    MARKERS,
    defined_names,
    exercise_of,
    grade_id,
    nbgrader_id,
    regions,
    role,
    statements,
    without_regions,
)
from grader.records import OPEN_QUESTION, LessonError, Role

POINTS = 10.0
"""What the points of every lesson sum to: the Brazilian scale."""

_FLAGS = {  # role → (grade, solution, locked), the three that nbgrader decides by
    Role.ANSWER: (False, True, False),
    Role.TEST: (True, False, True),
    Role.OPEN: (True, True, False),
}
_TITLE = re.compile(r"^##+ (?:Exercício (?P<exercise>\d+\.\d+)\b|Questão aberta).*\((?P<points>\d+(?:,\d+)?) pontos? ·", re.MULTILINE)
_FIRST_LINE = {Role.ANSWER: "# Exercício {}", Role.TEST: "# Verificação {}"}


@dataclass(frozen=True)
class Draft:
    """A lesson's cells while the rules look at them."""

    path: Path
    cells: list[NotebookNode]
    text: str = ""

    def numbered(self, *roles: Role) -> Iterator[tuple[int, NotebookNode]]:
        """The cells of these roles (none means all) with their numbers, counted from 1 as an editor shows them."""
        return ((number, cell) for number, cell in enumerate(self.cells, start=1) if not roles or role(cell) in roles)

    def broken(self, number: int, cause: str, next_step: str) -> LessonError:
        """The error that says which cell breaks a rule."""
        starts = [line for line, words in enumerate(self.text.splitlines(), start=1) if words.startswith("# %%")]
        line = f" (linha {starts[number - 1]})" if len(starts) == len(self.cells) else ""
        return LessonError(f"{self.path}, célula {number}{line}", cause, next_step)


def name_has_a_number(draft: Draft) -> None:
    """The file is called `02_nome.py`; the number says which exercises it may hold."""
    if not re.fullmatch(r"\d\d_\w+", draft.path.stem):
        raise LessonError(draft.path, "o nome não começa com o número da aula", "use um nome como 02_conexoes_residuais.py")


def ids_are_known(draft: Draft) -> None:
    """Every cell with nbgrader's metadata is one of ours, of this lesson, with the flags that its role asks for."""
    lesson = int(draft.path.stem[:2])
    for number, cell in draft.numbered():
        if "nbgrader" not in cell.metadata:
            continue
        name = grade_id(cell) or ""
        match = GRADE_ID.fullmatch(name)
        if match is None:
            raise draft.broken(number, f"id desconhecido '{name}'", f"use ex-{lesson}.1, teste-{lesson}.1 ou aberta-{lesson}")
        if int(match["lesson"] or match["open"]) != lesson:
            raise draft.broken(number, f"o id '{name}' é de outra aula", f"use o número da aula {lesson}")
        expected = {"ex": Role.ANSWER, "teste": Role.TEST, None: Role.OPEN}[match["kind"]]
        meta = cell.metadata.nbgrader
        flags = (meta.get("grade"), meta.get("solution"), meta.get("locked"))
        if role(cell) is not expected or flags != _FLAGS[expected]:
            wanted = ", ".join(
                f"{key} {str(flag).lower()}" for key, flag in zip(("grade", "solution", "locked"), _FLAGS[expected], strict=True)
            )
            kind = "markdown" if expected is Role.OPEN else "código"
            raise draft.broken(
                number, f"os metadados de '{name}' não são os de uma célula de {expected}", f"use uma célula de {kind} com {wanted}"
            )


def ids_are_unique(draft: Draft) -> None:
    """No grade_id stands on two cells."""
    seen: dict[str, int] = {}
    for number, cell in draft.numbered(Role.ANSWER, Role.TEST, Role.OPEN):
        name = grade_id(cell) or ""
        if (first := seen.setdefault(nbgrader_id(name), number)) != number:
            raise draft.broken(number, f"id repetido '{name}' (também na célula {first})", "renomeie um dos dois")


def cells_come_in_pairs(draft: Draft) -> None:
    """Each answer is followed by its own test before the next answer, and there is one open question."""
    waiting: tuple[int, str] | None = None
    for number, cell in draft.numbered(Role.ANSWER, Role.TEST):
        exercise = exercise_of(grade_id(cell)) or ""
        if role(cell) is Role.TEST:
            if waiting is None or waiting[1] != exercise:
                raise draft.broken(
                    number, f"'teste-{exercise}' não vem logo depois de 'ex-{exercise}'", "ponha a resposta antes do seu teste"
                )
            waiting = None
        elif waiting is not None:
            break
        else:
            waiting = (number, exercise)
    if waiting is not None:
        raise draft.broken(waiting[0], f"o exercício {waiting[1]} não tem teste", f"acrescente depois dela a célula 'teste-{waiting[1]}'")
    questions = list(draft.numbered(Role.OPEN))
    if len(questions) != 1:
        raise LessonError(draft.path, f"a aula tem {len(questions)} questões abertas", "deixe exatamente uma célula 'aberta'")


def points_sum_to_ten(draft: Draft) -> None:
    """Every graded cell is worth something, and the lesson is worth 10."""
    total = 0.0
    for number, cell in draft.numbered(Role.TEST, Role.OPEN):
        points = cell.metadata.nbgrader.get("points")
        if not isinstance(points, int | float) or isinstance(points, bool) or points <= 0:
            raise draft.broken(number, f"'{grade_id(cell)}' não diz quantos pontos vale", 'acrescente "points" com um número positivo')
        total += points
    if abs(total - POINTS) > 1e-9:
        shown = f"{total:g}".replace(".", ",")
        raise LessonError(draft.path, f"os pontos somam {shown}, e não 10", "acerte os pontos dos testes e da questão aberta")


def markers_are_exact(draft: Draft) -> None:
    """nbgrader finds its delimiters as substrings: a marker inside a sentence would cut a cell, so none may stand anywhere else."""
    allowed = {Role.ANSWER: (BEGIN_SOLUTION, END_SOLUTION), Role.TEST: (BEGIN_HIDDEN, END_HIDDEN)}
    for number, cell in draft.numbered():
        pair: tuple[str, ...] = allowed.get(role(cell), ())
        expected = 0  # the index, in the pair, of the marker that must come next
        for line in cell.source.split("\n"):
            if not any(marker.removeprefix("### ") in line for marker in MARKERS):
                continue
            if not pair or line.strip() != pair[expected]:
                cure = f"alterne linhas '{pair[0]}' e '{pair[1]}'" if pair else "tire o marcador: ele só vale em respostas e testes"
                raise draft.broken(number, f"marcador fora do lugar: '{line.strip()}'", cure)
            expected = 1 - expected
        if expected:
            raise draft.broken(number, f"falta '{pair[1]}'", "feche a região aberta")


def code_parses(draft: Draft) -> None:
    """Answers and tests are plain Python and begin with the comment that finds them again when ids are lost."""
    for number, cell in draft.numbered(Role.ANSWER, Role.TEST):
        first = _FIRST_LINE[role(cell)].format(exercise_of(grade_id(cell)))
        if cell.source.split("\n")[0].strip() != first:
            raise draft.broken(number, f"a primeira linha não é '{first}'", "comece a célula com esse comentário")
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            raise draft.broken(number, f"não é Python válido (linha {error.lineno})", "corrija a sintaxe") from error


def solutions_are_inside_markers(draft: Draft) -> None:
    """What is left of an answer without its solution is signatures and docstrings, which run and define the same names."""
    for number, cell in draft.numbered(Role.ANSWER):
        if not regions(cell.source, BEGIN_SOLUTION, END_SOLUTION):
            raise draft.broken(number, "a resposta não marca a sua solução", f"ponha a solução entre '{BEGIN_SOLUTION}' e '{END_SOLUTION}'")
        try:
            stub = ast.parse(without_regions(cell.source, BEGIN_SOLUTION, END_SOLUTION))
        except SyntaxError as error:
            raise draft.broken(number, "sem a solução a célula deixa de ser Python válido", "dê uma docstring a cada função") from error
        leftover = next(_beyond_a_stub(stub.body), None)
        if leftover is not None:
            line = ast.unparse(leftover).split("\n")[0]
            raise draft.broken(
                number, f"código fora dos marcadores de solução: '{line}'", "ponha-o entre os marcadores, ou em outra célula"
            )
        missing = set(defined_names(cell.source)) - set(defined_names(ast.unparse(stub)))
        if missing:
            raise draft.broken(number, f"só a solução define {', '.join(sorted(missing))}", "deixe a assinatura fora dos marcadores")


def _beyond_a_stub(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        match statement:
            case ast.Expr(value=ast.Constant(value=str())) | ast.Import() | ast.ImportFrom():
                continue
            case ast.FunctionDef() | ast.ClassDef():
                yield from _beyond_a_stub(statement.body)
            case ast.Expr() if ast.unparse(statement) == "super().__init__()":
                continue
            case _:
                yield statement


def tests_hide_what_they_observe(draft: Draft) -> None:
    """Each test has one hidden block, which observes, and observes nothing outside it."""
    for number, cell in draft.numbered(Role.TEST):
        hidden = regions(cell.source, BEGIN_HIDDEN, END_HIDDEN)
        if len(hidden) != 1:
            raise draft.broken(
                number, f"o teste tem {len(hidden)} blocos ocultos, e não um", f"use um par de '{BEGIN_HIDDEN}' e '{END_HIDDEN}'"
            )
        if not _uses_observe(hidden[0]):
            raise draft.broken(number, "o bloco oculto não observa nada", "chame observe(nome, função, hint=…) ao menos uma vez")
        if _uses_observe(without_regions(cell.source, BEGIN_HIDDEN, END_HIDDEN)):
            raise draft.broken(number, "a parte visível do teste usa observe", "leve essa linha para o bloco oculto")


def titles_say_what_cells_say(draft: Draft) -> None:
    """Where a statement's title gives points, they are those of its cell: `### Exercício 2.3 — Título (1,0 ponto · 10 min)`."""
    points = {}
    for _, cell in draft.numbered(Role.TEST, Role.OPEN):
        points[exercise_of(grade_id(cell)) or OPEN_QUESTION] = float(cell.metadata.nbgrader.points)
    for number, cell in draft.numbered(Role.TEXT):
        for match in _TITLE.finditer(cell.source):
            name, told = match["exercise"] or OPEN_QUESTION, float(match["points"].replace(",", "."))
            if name in points and told != points[name]:
                cause = f"o título diz {match['points']} e a célula vale {points[name]:g}".replace(".", ",")
                raise draft.broken(number, cause, "escreva os dois iguais")


def helpers_name_their_exercise(draft: Draft) -> None:
    """`verifica` in a test names that test's exercise, and `dicas` one of the lesson's: a copied number would record progress elsewhere."""
    known = {exercise_of(grade_id(cell)) for _, cell in draft.numbered(Role.ANSWER)}
    for number, cell in draft.numbered(Role.TEST, Role.SHOW):
        own = {exercise_of(grade_id(cell))} if role(cell) is Role.TEST else known
        for call, named in _helper_calls(cell.source):
            if named not in own:
                raise draft.broken(number, f"{call} fala do exercício '{named}', que não é desta célula", "acerte o número")


def hints_stand_alone(draft: Draft) -> None:
    """Hints and questions have a cell each and to themselves: its code is published folded."""
    for number, cell in draft.numbered(Role.SHOW, Role.SETUP):
        if folded.is_mixed(cell.source):
            raise draft.broken(number, "dicas ou quiz divide a célula com outro código", "dê a cada chamada uma célula só dela")


def readers_are_not_left_reading(draft: Draft) -> None:
    """No stretch of text goes on for too long without something to see or do."""
    for number, words in prose.stretches(draft.cells):
        if words > prose.MOST_WORDS:
            cause = f"{words} palavras seguidas sem nada para ver ou fazer (o máximo é {prose.MOST_WORDS})"
            raise draft.broken(number, cause, "corte o texto, ou ponha nele uma figura, uma tabela, uma fórmula ou um palpite")


def nobody_is_shut_out(draft: Draft) -> None:
    """Titles come in order, and every picture has words for those who do not see it."""
    for number, cause, next_step in accessible.faults(draft.cells):
        raise draft.broken(number, cause, next_step)


def _helper_calls(source: str) -> Iterator[tuple[str, str]]:
    for node in (node for statement in statements(source) for node in ast.walk(statement)):
        match node:
            case ast.Call(func=ast.Name(id="verifica" | "dicas" as call), args=[ast.Constant(value=str(named)), *_]):
                yield call, named


def nothing_is_graded(draft: Draft) -> None:
    """The welcome has no cell of nbgrader's."""
    for number, cell in draft.numbered():
        if "nbgrader" in cell.metadata:
            raise draft.broken(number, "uma aula de número 00 não vale nota", "tire os metadados do nbgrader, ou dê outro número à aula")


def _uses_observe(source: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "observe" for node in ast.walk(ast.parse(source)))


Rule = Callable[[Draft], None]
RULES: tuple[Rule, ...] = (
    name_has_a_number,
    ids_are_known,
    ids_are_unique,
    cells_come_in_pairs,
    points_sum_to_ten,
    markers_are_exact,
    code_parses,
    solutions_are_inside_markers,
    tests_hide_what_they_observe,
    titles_say_what_cells_say,
    helpers_name_their_exercise,
    hints_stand_alone,
    readers_are_not_left_reading,
    nobody_is_shut_out,
)
"""In order: a rule may rely on those before it."""

UNGRADED_RULES: tuple[Rule, ...] = (name_has_a_number, nothing_is_graded, markers_are_exact, hints_stand_alone, nobody_is_shut_out)
"""Those of a notebook without exercises that count."""
