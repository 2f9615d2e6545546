"""docs/cobertura.md: everything that the two documents of origin say has a row, and each row points at a heading that is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from grader.lesson import source

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "cobertura.md"
ROWS = [
    tuple(part.strip() for part in re.split(r"(?<!\\)\|", line.strip().strip("|")))
    for line in PAGE.read_text(encoding="utf-8").split("\n")
    if line.startswith("| ") and "](../course/" in line
]

TITLES = (
    "Contexto",
    "Processamento Sequencial",
    "Conexões Residuais",
    "Quantos caminhos temos desde a entrada até a saída?",
    "f_1 tem 8 caminhos",
    "Bloco Residual",
    "Aumentando a profundidade da rede",
    "Variância das Ativações",
    "Batch Norm",
    "Batch Norm - Exemplo",
    "Skip Connections + Batch Norm",
    "ResNet",
    "ResNet-200",
    "DenseNet",
    "U-Net",
    "Referências",
    "Introdução",
    "Motivação",
    "O bloco residual e como ele funciona",
    "DenseNets",
)
"""Slide titles of the deck and sections of the article; each begins a row."""

SYSTEMS = (
    *(
        "AlexNet",
        "VGG-16",
        "56 camadas|Degradação",
        "gradiente quebrado",
        "16",
        "8 caminhos",
        "oito termos",
        "pré-ativação",
        "bloco identidade",
    ),
    *(
        "projeção",
        "rede menos profunda",
        "inicialização He",
        r"Var\[X",
        "dobra",
        "estour",
        "passo a passo|mini batch",
        "EMA",
        "invariante à escala",
    ),
    *("ResNet-34", "gargalo", "ResNet-200", "1202|mil camadas|1.001", "DenseNet", "U-Net"),
)
"""What the documents name, as patterns; each stands in some row."""


@cache
def headings(stem: str) -> frozenset[str]:
    cells = source.read(ROOT / "solutions" / f"{stem}.py").cells
    lines = [line for cell in cells if cell.cell_type == "markdown" for line in cell.source.split("\n")]
    return frozenset(re.sub(r"^#+ ", "", line) for line in lines if re.match(r"#+ ", line))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0][:40]}-{row[3][:40]}")
def test_a_row_points_at_a_heading_of_its_lesson(row: tuple[str, ...]) -> None:
    _, taught, lesson, heading = row
    link = re.fullmatch(r"\[(\d\d)\]\(\.\./course/(\1_\w+)\.ipynb\)", lesson)
    assert link, lesson
    assert taught
    assert heading in headings(link[2]), f"docs/cobertura.md: a aula {link[2]} não tem o título '{heading}'"


@pytest.mark.parametrize("title", TITLES)
def test_every_title_of_the_documents_has_a_row(title: str) -> None:
    assert any(row[0].startswith(title) for row in ROWS)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_that_they_name_stands_in_a_row(system: str) -> None:
    assert any(re.search(system, " ".join(row), re.IGNORECASE) for row in ROWS)
