"""The whole site: complete, linked, inert, and without a word that is the teacher's."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.records import LeakError
from grader.site.build import build, pages

from .small import PROJECT, ROOT, Course, course

SOLUTION = "soma_da_entrada_com_ela_mesma = x + x"
HIDDEN = 'sorteado = observe.given("sorteado", lambda: int(torch.randint(100, 1000, ())))'
RUBRIC = "**Critérios.** Vale um ponto dizer que somar conserva a entrada, e outro dar um exemplo."


class Page(HTMLParser):
    """What a page is made of: its tags with their attributes."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, name: str, tag: str = "") -> list[str]:
        """This attribute of all the tags (of one kind) that have it."""
        return [value or "" for found, attributes in self.tags for key, value in attributes.items() if key == name and tag in ("", found)]

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch(r"h[1-6]", tag)]


@pytest.fixture(scope="module")
def real() -> dict[str, bytes]:
    """The site of the course as it is published, of notebooks that were not executed."""
    notebooks = {path: nbformat.read(path, as_version=4) for path in sorted((ROOT / "course").glob("*.ipynb"))}
    return pages(ROOT / "course", notebooks)


@pytest.fixture
def small(tmp_path: Path) -> Course:
    return course(tmp_path)


def html(files: dict[str, bytes]) -> dict[str, Page]:
    return {name: Page(content) for name, content in files.items() if name.endswith(".html")}


def test_every_lesson_has_its_page_and_its_notebook(real: dict[str, bytes]) -> None:
    lessons = {path.stem for path in (ROOT / "solutions").glob("*.py")}
    assert len(lessons) == 9
    assert set(real) == {"index.html", "glossario.html"} | {f"{name}.{kind}" for name in lessons for kind in ("html", "ipynb")}


def test_every_link_within_the_site_leads_somewhere(real: dict[str, bytes]) -> None:
    found = html(real)
    for name, page in found.items():
        ids = page.values("id")
        assert len(ids) == len(set(ids)), name
        for target in page.values("href", "a"):
            if target.startswith("https://"):
                continue
            file, _, place = target.partition("#")
            assert (file or name) in real, f"{name}: {target}"
            assert not place or place in found[file or name].values("id"), f"{name}: {target}"


def test_the_lessons_stand_in_a_row(real: dict[str, bytes]) -> None:
    found, name, row = html(real), "00_comece_aqui.html", []
    while name:
        row.append(name)
        neighbours = {str(one["rel"]): str(one["href"]) for tag, one in found[name].tags if tag == "a" and "rel" in one}
        assert neighbours.get("prev") == (row[-2] if len(row) > 1 else None)
        name = neighbours.get("next", "")
    assert row == sorted(one for one in found if one[0].isdigit())


def test_no_page_asks_anything_of_a_network_or_runs_anything(real: dict[str, bytes]) -> None:
    for name, page in html(real).items():
        assert not {tag for tag, _ in page.tags} & {"script", "iframe", "object", "embed", "form", "base"}, name
        assert [one for one in page.values("src") if not one.startswith("data:")] == [], name
        assert [one for one in page.values("href", "link") if not one.startswith("data:")] == [], name
        assert not re.search(rb"url\(|@import|\son\w+=", real[name].split(b"</style>")[0]), name
        assert "default-src 'none'" in " ".join(page.values("content", "meta")), name


def test_every_page_says_its_language_and_has_one_title_and_no_level_left_out(real: dict[str, bytes]) -> None:
    titles = set()
    for name, page in html(real).items():
        assert page.values("lang", "html") == ["pt-BR"], name
        assert page.headings.count(1) == 1, name
        assert page.headings[0] == 1, name
        assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), name
        titles.add(re.search(rb"<title>(.+?)</title>", real[name]))
    assert len(titles) == len(html(real))
    assert None not in titles


def test_no_formula_is_left_as_it_was_typed(real: dict[str, bytes]) -> None:
    for name, content in real.items():
        if name.endswith(".html"):
            prose = re.sub(r"<(code|pre|style)\b.*?</\1>", "", content.decode(), flags=re.DOTALL)
            assert not re.search(r"\$|\\[a-z]+\b", re.sub(r"<[^>]*>", "", prose)), name


def test_the_front_page_asks_what_each_lesson_asks(real: dict[str, bytes]) -> None:
    front = real["index.html"].decode()
    for question in ("Por que, depois de certo ponto, aprendem menos?", "E se, em vez de somar, guardássemos tudo?"):
        assert question in front
    assert front.count("<li>") == 9


def test_without_a_repository_no_button_leads_nowhere(small: Course) -> None:
    for name, content in pages(small.published, small.notebooks).items():
        assert b"colab.research" not in content, name
        assert b"Abrir no Colab" not in content, name


def test_with_a_repository_every_lesson_has_the_button(tmp_path: Path) -> None:
    made = course(tmp_path, PROJECT)
    found = html(pages(made.published, made.notebooks))
    address = "https://colab.research.google.com/github/dona/trilha/blob/main/course/02_pequena.ipynb"
    assert address in found["02_pequena.html"].values("href", "a")
    assert "https://github.com/dona/trilha" in found["index.html"].values("href", "a")


def test_a_site_is_built_whole_and_forgets_a_lesson_that_was_renamed(small: Course, tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    for name in ("02_antiga.html", "02_antiga.ipynb", "CNAME"):
        (target / name).touch()
    built = build(small.published, small.solutions, small.notebooks, target)
    assert {path.name for path in built} == {"index.html", "glossario.html", "02_pequena.html", "02_pequena.ipynb"}
    assert {path.name for path in target.iterdir()} == {path.name for path in built} | {"CNAME"}
    assert (target / "02_pequena.ipynb").read_bytes() == (small.published / "02_pequena.ipynb").read_bytes()


def printed(text: str) -> Callable[[NotebookNode], None]:
    return lambda notebook: notebook.cells[1].outputs.append(new_output("stream", name="stdout", text=f"antes\n  {text}\n"))


def in_html(text: str) -> Callable[[NotebookNode], None]:
    page = f"<p>{text.replace('x', '<b>x</b>')}</p>"
    return lambda notebook: notebook.cells[1].outputs.append(new_output("display_data", data={"text/html": page}))


def in_code(text: str) -> Callable[[NotebookNode], None]:
    def put(notebook: NotebookNode) -> None:
        notebook.cells[1].source += f"\nif True:\n    {text}\n"

    return put


def in_text(text: str) -> Callable[[NotebookNode], None]:
    def put(notebook: NotebookNode) -> None:
        notebook.cells[2].source += f"\n\n{text}\n"

    return put


@pytest.mark.parametrize("put", [printed, in_html, in_code, in_text], ids=lambda put: put.__name__)
@pytest.mark.parametrize("secret", [SOLUTION, HIDDEN, RUBRIC], ids=["solution", "hidden test", "rubric"])
def test_nothing_of_the_teachers_reaches_the_site(
    put: Callable[[str], Callable[[NotebookNode], None]], secret: str, small: Course, tmp_path: Path
) -> None:
    """The proof sees through output, markup and coloured code; and where it finds something, nothing at all is written."""
    if put is in_code and secret is RUBRIC:
        secret = f"# {RUBRIC}"
    notebooks = small.notebooks
    put(secret)(next(iter(notebooks.values())))
    with pytest.raises(LeakError):
        build(small.published, small.solutions, notebooks, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_solution_in_the_notebook_to_be_downloaded_is_found(small: Course, tmp_path: Path) -> None:
    notebooks = small.notebooks
    path = small.published / "02_pequena.ipynb"
    path.write_text(path.read_text().replace("# SEU CÓDIGO AQUI", "### BEGIN SOLUTION"))
    with pytest.raises(LeakError):
        build(small.published, small.solutions, notebooks, tmp_path / "site")


def test_a_line_of_a_solution_that_somebody_typed_into_course_is_found(small: Course, tmp_path: Path) -> None:
    """As whoever teaches does to try a lesson: the file in course/ is no word on what is public."""
    path = small.published / "02_pequena.ipynb"
    path.write_text(path.read_text().replace("# SEU CÓDIGO AQUI", SOLUTION))
    with pytest.raises(LeakError, match="uma linha"):
        build(small.published, small.solutions, small.notebooks, tmp_path / "site")


def test_the_published_lesson_passes_the_proof(small: Course, tmp_path: Path) -> None:
    """Else the tests above would prove nothing."""
    build(small.published, small.solutions, small.notebooks, tmp_path / "site")
