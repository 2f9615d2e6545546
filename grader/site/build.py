"""Executed notebooks → the pages of the site, proved to show no solution before anything is written."""

from __future__ import annotations

import copy
import re
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2
import nbformat
from markupsafe import Markup
from nbformat import NotebookNode

from grader.files import stage, storage
from grader.lesson import glossary, source
from grader.lesson.leaks import prove_nothing_leaked
from grader.lesson.publish import release
from grader.site.lesson import LessonPage, lesson_page
from grader.site.markdown import Heading, Text, code

COMMANDS = """\
python -m venv .venv               # em alguns sistemas: python3
source .venv/bin/activate          # no Windows: .venv\\Scripts\\activate
python -m pip install ".[curso]"   # demora: o PyTorch é grande
jupyter lab course"""
"""How a reader opens the course at home, as the README says it."""

_REPOSITORY = re.compile(r"github/(?P<name>[\w.-]+/[\w.-]+)/blob/")
_POINTS = re.compile(r" \([^()]*\bmin\)$")
"""What an exercise's title says of points and minutes: too much for a table of contents."""
_PICTURE = re.compile(r"data:image/[\w+.-]+;base64,[A-Za-z0-9+/=]+")


@dataclass(frozen=True)
class Section:
    """A title of the second level with those below it."""

    heading: Heading
    inner: tuple[Heading, ...]


def build(course: Path, solutions: Path, notebooks: Mapping[Path, NotebookNode], target: Path) -> list[Path]:
    """Write the site of these executed notebooks (published file → notebook) into `target`: all of it or, if anything is wrong, nothing.

    Returns its files. Raises LessonError for what cannot be shown, LeakError, StorageError.
    """
    files = pages(course, notebooks)
    prove(course, solutions, notebooks, files)
    with ExitStack() as stack:
        staged = [stack.enter_context(stage(target / name, content)) for name, content in files.items()]
        for file in staged:
            file.commit()
    with storage(target):
        for stale in target.glob("[0-9][0-9]_*"):  # of a lesson that was renamed
            if stale.name not in files:
                stale.unlink()
    return [target / name for name in files]


def pages(course: Path, notebooks: Mapping[Path, NotebookNode]) -> dict[str, bytes]:
    """The files of the site by name: the front page, one page and one notebook for each lesson, and the glossary."""
    lessons = [lesson_page(path.stem, notebooks[path]) for path in sorted(notebooks)]
    repository = _REPOSITORY.search(" ".join(lesson.colab for lesson in lessons))
    common = {"lessons": lessons, "repository": repository["name"] if repository else ""}
    formula = Markup(Text("index.html").formula(r"h \leftarrow h + f[h]", display=False))  # noqa: S704 - ours
    files = {"index.html": _page("indice", formula=formula, commands=code(COMMANDS, "bash"), **common)}
    for number, lesson in enumerate(lessons):
        before, after = lessons[number - 1] if number else None, lessons[number + 1] if number + 1 < len(lessons) else None
        files[f"{lesson.name}.html"] = _page("aula", lesson=lesson, sections=_sections(lesson), before=before, after=after, **common)
    with storage(course):
        _, bar, rows = (course / glossary.FILE).read_text(encoding="utf-8").partition("| termo")  # what stands above is for its authors
        files |= {path.name: path.read_bytes() for path in sorted(notebooks)}
    files["glossario.html"] = _page("glossario", table=Text(glossary.FILE).html(bar + rows), **common)
    return files


def prove(course: Path, solutions: Path, notebooks: Mapping[Path, NotebookNode], files: Mapping[str, bytes]) -> None:
    """Raise LeakError if a solution, a hidden test or a rubric can be read in the site's files, as publishing proves it of the notebooks.

    The executed notebooks are searched as well: a rubric is Markdown, and on a page its marks are gone. Pictures are left out: they
    are drawn by the lessons, and hold no text.
    """
    sources = {path: source.read(path) for path in source.find_lessons([], solutions)}
    # What publishing makes is public, and not what lies in course/, where somebody may have typed an answer.
    public = {course / f"{path.stem}.ipynb": release(notebook) for path, notebook in sources.items()}
    public |= {path.with_suffix(".html"): _as_read(notebook) for path, notebook in public.items()}
    searched = {name: content.decode("utf-8") for name, content in files.items()}
    searched |= {f"{path.stem}.json": nbformat.writes(notebook) for path, notebook in notebooks.items()}
    with tempfile.TemporaryDirectory() as place:
        for name, text in searched.items():
            Path(place, name).write_text(_PICTURE.sub("", text), encoding="utf-8")
        prove_nothing_leaked(sources, public, Path(place))


def _as_read(published: NotebookNode) -> NotebookNode:
    """The notebook without its back-ticks: a hint that names a line of code is public in that form too."""
    notebook = copy.deepcopy(published)
    for cell in notebook.cells:
        cell.source = cell.source.replace("`", "")
    return notebook


def _sections(lesson: LessonPage) -> list[Section]:
    sections: list[Section] = []
    for heading in lesson.headings:
        short = Heading(heading.level, heading.id, Markup(_POINTS.sub("", heading.html)))  # noqa: S704 - a part of what was markup
        if heading.level == 2:
            sections.append(Section(short, ()))
        elif heading.level == 3 and sections:
            sections[-1] = Section(sections[-1].heading, (*sections[-1].inner, short))
    return sections


def _page(page: str, **values: object) -> bytes:
    return _environment().get_template(f"{page}.html.j2").render(page=page, **values).encode("utf-8")


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
