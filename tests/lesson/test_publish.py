"""What students get: stubs and visible checks, the same bytes every time, and nothing that is the instructor's."""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.preprocessors import CheckCellMetadata

from grader.lesson import publish as publishing
from grader.lesson.publish import instructor_notebook, load_lesson, prove_nothing_leaked, publish, publish_glossary, release
from grader.lesson.source import read
from grader.records import LeakError, Lesson, LessonError, Role, StorageError

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "solutions" / "02_conexoes_residuais.py"
COURSE = ROOT / "course"
SMALL = Path(__file__).parents[1] / "cases" / "aulas_quebradas" / "02_inteira.py"


@pytest.fixture(scope="module")
def full() -> NotebookNode:
    return read(SOURCE)


@pytest.fixture(scope="module")
def public(full: NotebookNode) -> NotebookNode:
    return release(full)


def test_what_is_published_is_what_publishing_gives(tmp_path: Path) -> None:
    for path in publish(sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py")), tmp_path):
        committed = COURSE / path.name
        message = f"course/{path.name} não é o que `make publicar` gera; rode `make publicar`"
        assert committed.exists(), message
        assert committed.read_bytes() == path.read_bytes(), message


def test_the_glossary_is_what_publishing_gives(tmp_path: Path) -> None:
    made = publish_glossary(ROOT / "solutions", tmp_path)
    assert (COURSE / made.name).read_bytes() == made.read_bytes(), (
        "course/glossario.md não é o que `make publicar` gera; rode `make publicar`"
    )


def test_publishing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = publish([SOURCE], tmp_path / "a")[0].read_bytes()
    assert publish([SOURCE], tmp_path / "b")[0].read_bytes() == first
    assert publish([SOURCE], tmp_path / "a")[0].read_bytes() == first


def test_the_notebook_is_valid_without_a_warning(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        notebook = nbformat.read(publish([SOURCE], tmp_path)[0], as_version=4)
        nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.language_info.name == "python"
    CheckCellMetadata().preprocess(notebook, {})


def test_answers_become_stubs_and_tests_keep_only_their_visible_part(public: NotebookNode) -> None:
    cells = {cell.id: cell.source for cell in public.cells}
    assert cells["ex-2-2"].count("    # SEU CÓDIGO AQUI") == 3
    assert cells["ex-2-6"].count("        # SEU CÓDIGO AQUI") == 2
    assert cells["aberta-2"] == "ESCREVA SUA RESPOSTA AQUI"
    assert cells["teste-2-1"].startswith("# Verificação 2.1\n")
    assert cells["teste-2-1"].endswith("    ],\n)")
    for cell in public.cells:
        compile(cell.source if cell.cell_type == "code" else "", cell.id, "exec")


def test_students_get_no_metadata_but_nbgraders_the_tags_and_what_comes_folded(public: NotebookNode) -> None:
    assert set(public.metadata) == {"kernelspec", "language_info"}
    for cell in public.cells:
        assert set(cell.metadata) <= {"nbgrader", "tags", "deletable", "editable", "jupyter"}
    tests = [cell for cell in public.cells if cell.id.startswith("teste-")]
    assert all(cell.metadata.editable is False and cell.metadata.deletable is False for cell in tests)


def test_checksums_are_those_of_the_published_text(public: NotebookNode) -> None:
    from nbgrader.utils import compute_checksum

    graded = [cell for cell in public.cells if "nbgrader" in cell.metadata]
    assert len(graded) == 13
    assert all(cell.metadata.nbgrader.checksum == compute_checksum(cell) for cell in graded)


def test_cell_ids_are_unique_and_survive_edits_elsewhere(full: NotebookNode, public: NotebookNode) -> None:
    ids = [cell.id for cell in public.cells]
    assert len(set(ids)) == len(ids)
    edited = nbformat.from_dict(full)
    edited.cells[0].source += "\n\nUma frase nova."
    assert [cell.id for cell in release(edited).cells][1:] == ids[1:]
    text = public.cells[0]
    assert text.id == "c-" + hashlib.sha1(text.source.encode()).hexdigest()[:8]


def test_equal_cells_have_different_ids(full: NotebookNode) -> None:
    doubled = nbformat.from_dict(full)
    doubled.cells.append(nbformat.from_dict(full.cells[0]))
    first, *_, last = release(doubled).cells
    assert last.id == f"{first.id}-2"


def test_the_instructor_has_the_same_cells_with_their_solutions(full: NotebookNode, public: NotebookNode, lesson: Lesson) -> None:
    mine = instructor_notebook(full, lesson)
    assert [cell.id for cell in mine.cells] == [cell.id for cell in public.cells]
    assert [cell.source for cell in mine.cells] == [cell.source for cell in full.cells]
    CheckCellMetadata().preprocess(mine, {})


def test_a_lesson_holds_the_reference_apart_from_the_published_text(lesson: Lesson) -> None:
    assert lesson.name == "02_conexoes_residuais"
    assert lesson.maximum == 10.0
    assert (lesson.open_id, lesson.open_points) == ("aberta-2", 1.5)
    by_id = {cell.id: cell for cell in lesson.cells}
    assert [by_id[cell_id].role for cell_id in lesson.solutions] == [Role.ANSWER] * 6 + [Role.OPEN]
    assert "h = h + f(h)" in lesson.solutions["ex-2-1"]
    assert not any("### " in text for cell_id, text in lesson.solutions.items() if by_id[cell_id].role is Role.ANSWER)
    assert by_id["teste-2-1"].exercise == "2.1"
    assert not any("observe" in cell.source for cell in lesson.cells)


def test_hidden_tests_are_removed_before_checksums_are_computed(full: NotebookNode, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = publishing.STEPS
    monkeypatch.setattr(publishing, "STEPS", (*steps[:2], steps[4], *steps[2:4], steps[5]))
    with pytest.raises(AssertionError, match="checksums"):
        release(full)


def _publish_small(course: Path) -> list[Path]:
    return publish([SMALL], course)


LEAKS = {
    "trilha/util.py": ("# o triplo: ### BEGIN SOLUTION\n", "marcador"),
    "trilha/teste.py": ("x = observe.given('x', lambda: 1)\n", "teste oculto"),
    "notas.md": ("## Correção\n\n- Vale um ponto dizer que somar é comutativo e outro dar um exemplo.\n", "02_inteira.py, célula 6"),
    "pagina.html": ("<p>Vale um ponto <b>dizer</b> que somar &eacute; comutativo e outro dar um exemplo.</p>", "02_inteira.py, célula 6"),
    "dados.json": (json.dumps({"a": [{"b": 'observe("dobro", lambda: dobro(n))'}]}), "teste oculto"),
    "dados.txt": ('>>> obs = 1; n = observe.given("n", lambda: 2)', "teste oculto"),
}


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_leak_is_found_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    planted = tmp_path / "trilha" / "dados.txt"
    planted.parent.mkdir()
    text, said = LEAKS["notas.md"]
    planted.write_bytes(text.encode(encoding))
    with pytest.raises(LeakError, match=said) as caught:
        _publish_small(tmp_path)
    assert str(planted) in str(caught.value)


def test_a_leak_is_found_in_a_file_with_one_byte_that_is_not_utf8(tmp_path: Path) -> None:
    text, said = LEAKS["notas.md"]
    (tmp_path / "notas.md").write_bytes(text.encode() + b"\xff")
    with pytest.raises(LeakError, match=said):
        _publish_small(tmp_path)


def test_pictures_and_data_sets_are_not_read_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.lesson.leaks.FOREIGN_BYTES", 1000)
    (tmp_path / "imagens.bin").write_bytes(b"\xff### BEGIN SOLUTION" + bytes(1000))
    assert [path.name for path in _publish_small(tmp_path)] == ["02_inteira.ipynb"]


@pytest.mark.parametrize("name", LEAKS)
def test_a_leak_beside_the_notebooks_is_found_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    text, said = LEAKS[name]
    planted = tmp_path / name
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(text, encoding="utf-8")
    with pytest.raises(LeakError, match=said) as caught:
        _publish_small(tmp_path)
    assert str(planted) in str(caught.value)
    assert not list(tmp_path.glob("*.ipynb"))
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    "line", ["#  jacobiano = jacobiano  +  W @ jacobiano", "return [lambda h, W=W: torch.tanh(h @ W) for W in matrizes]"]
)
def test_a_line_of_a_solution_or_a_hidden_test_is_found_however_it_is_indented(line: str, tmp_path: Path) -> None:
    (tmp_path / "trilha.py").write_text(f"if True:\n        {line}\n", encoding="utf-8")
    with pytest.raises(LeakError, match=r"trilha.py: mostra uma linha de .*02_conexoes_residuais.py, célula \d+, "):
        publish([SOURCE], tmp_path)


@pytest.mark.parametrize("cell_id", ["ex-2-3", "aberta-2"])
def test_a_preprocessor_that_stops_stripping_is_found(
    cell_id: str, full: NotebookNode, public: NotebookNode, lesson: Lesson, tmp_path: Path
) -> None:
    broken = nbformat.from_dict(public)
    cell = next(cell for cell in broken.cells if cell.id == cell_id)
    cell.source = lesson.solutions[cell_id]
    with pytest.raises(LeakError, match="mostra uma região inteira"):
        prove_nothing_leaked({SOURCE: full}, {tmp_path / "02_conexoes_residuais.ipynb": broken}, tmp_path)


def test_an_answer_pasted_into_a_published_cell_is_found(full: NotebookNode, tmp_path: Path) -> None:
    careless = nbformat.from_dict(full)
    show = next(cell for cell in careless.cells if "skip-execution" in cell.metadata.get("tags", []))
    show.source += "\ndef g(pesos):\n    jacobiano = 1\n    for W in pesos:\n        jacobiano = jacobiano + W @ jacobiano\n"
    lines = "jacobiano = torch.eye(len(pesos[0]), dtype=pesos[0].dtype, device=pesos[0].device)"
    prove_nothing_leaked({SOURCE: careless}, {tmp_path / "02.ipynb": release(careless)}, tmp_path)  # one line the author wrote twice
    show.source += f"\n{lines}\nfor W in pesos:\n    jacobiano = jacobiano + W @ jacobiano\nreturn jacobiano"
    with pytest.raises(LeakError, match="mostra uma região inteira"):
        prove_nothing_leaked({SOURCE: careless}, {tmp_path / "02.ipynb": release(careless)}, tmp_path)


@pytest.mark.parametrize("trace", [{"execution_count": 3}, {"outputs": [nbformat.v4.new_output("stream", text="8")]}])
def test_a_notebook_that_was_run_is_found(trace: dict[str, object], full: NotebookNode, public: NotebookNode, tmp_path: Path) -> None:
    run = nbformat.from_dict(public)
    run.cells[1].update(trace)
    with pytest.raises(LeakError, match="célula 2: guarda a saída de uma execução"):
        prove_nothing_leaked({SOURCE: full}, {tmp_path / "02.ipynb": run}, tmp_path)
    (tmp_path / "extra.ipynb").write_text(nbformat.writes(run), encoding="utf-8")
    with pytest.raises(LeakError, match=r"extra\.ipynb"):
        _publish_small(tmp_path)


def test_a_secret_in_the_metadata_is_found(full: NotebookNode, public: NotebookNode, tmp_path: Path) -> None:
    told = nbformat.from_dict(public)
    told.cells[3].metadata["nota"] = "return {k: math.comb(n, k) for k in range(n + 1)}"
    with pytest.raises(LeakError, match="célula 4"):
        prove_nothing_leaked({SOURCE: full}, {tmp_path / "02.ipynb": told}, tmp_path)


def test_widgets_may_observe_and_checkpoints_are_no_leak(tmp_path: Path) -> None:
    (tmp_path / "widget.py").write_text("controle.observe(ao_mover, names='value')\n\n@observe('x')\n", encoding="utf-8")
    (tmp_path / "frase.md").write_text("Agora observe (com calma) o gráfico. Observe. E observe.\n", encoding="utf-8")
    (tmp_path / "figura.png").write_bytes(b"\x89PNG\xff\xfe\x00observe")
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "a.md").write_text("BEGIN SOLUTION", encoding="utf-8")
    assert _publish_small(tmp_path) == [tmp_path / "02_inteira.ipynb"]


def test_the_repositorys_own_course_folder_leaks_nothing() -> None:
    sources = {path: read(path) for path in sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py"))}
    prove_nothing_leaked(sources, {COURSE / f"{path.stem}.ipynb": release(notebook) for path, notebook in sources.items()}, COURSE)


def test_one_broken_lesson_leaves_every_notebook_as_it_was(tmp_path: Path) -> None:
    kept = tmp_path / "02_inteira.ipynb"
    kept.write_text("{}", encoding="utf-8")
    with pytest.raises(LessonError):
        publish([SMALL, SMALL.with_name("02_id_repetido.py")], tmp_path)
    assert [(path, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [(kept, "{}")]


def test_a_target_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "course").write_text("sou um arquivo", encoding="utf-8")
    with pytest.raises(StorageError) as caught:
        publish([SMALL], tmp_path / "course")
    assert "\n" not in str(caught.value)
    assert "course" in str(caught.value)


def test_a_source_line_shared_with_a_visible_check_is_public(tmp_path: Path) -> None:
    source = tmp_path / "02_partilha.py"
    text = SMALL.read_text(encoding="utf-8")
    shared = "    total = sum([x for _ in range(2)])\n"
    text = text.replace("    return x + x\n", shared + "    return total\n")
    text = text.replace("print(dobro(3))\n", "x = 3\nif x:\n" + shared + "print(dobro(3), total)\n")
    source.write_text(text, encoding="utf-8")
    assert publish([source], tmp_path / "course")
    assert load_lesson(source).solutions["ex-2-1"].count("total") == 2
