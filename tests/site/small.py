"""A course of one small lesson, which shows everything that a lesson can show."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.lesson.publish import publish, publish_glossary

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "tests" / "cases" / "aulas" / "02_pequena.py"
PROJECT = '[project.urls]\nRepository = "https://github.com/dona/trilha"\n'


@dataclass(frozen=True)
class Course:
    """The folders as a repository has them."""

    solutions: Path
    published: Path

    @property
    def notebooks(self) -> dict[Path, NotebookNode]:
        """As they were published, not executed."""
        return {path: nbformat.read(path, as_version=4) for path in sorted(self.published.glob("*.ipynb"))}


def course(place: Path, project: str = "") -> Course:
    """The small lesson, published in this folder. `project`: its pyproject.toml."""
    made = Course(place / "solutions", place / "course")
    made.solutions.mkdir()
    shutil.copy(SOURCE, made.solutions)
    (place / "pyproject.toml").write_text(project, encoding="utf-8")
    publish([made.solutions / SOURCE.name], made.published)
    publish_glossary(made.solutions, made.published)
    shutil.copytree(ROOT / "course" / "trilha", made.published / "trilha", ignore=shutil.ignore_patterns("__pycache__"))
    return made
