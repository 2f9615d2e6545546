"""The diagnosis says what is sound, and of what is not, what to do."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from trilha import dados, diagnostico, saude, tela

from .conftest import Screen


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    diagnostico()
    return capsys.readouterr().out.splitlines()


def test_a_sound_environment_ends_with_one_calm_line(capsys: pytest.CaptureFixture[str]) -> None:
    *told, last = lines(capsys)
    assert len(told) == 6
    assert all(line.startswith("✓  ") for line in told)
    assert last == "Tudo em ordem: siga para a aula 01."


def test_a_missing_package_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def without_tqdm(name: str) -> str:
        if name == "tqdm":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(saude, "version", without_tqdm)
    told = lines(capsys)
    assert "✗  Falta instalar: tqdm. Rode numa célula: %pip install tqdm" in told
    assert told[-1] == "Uma linha pede atenção."


def test_data_that_cannot_be_made_are_told_without_a_stack(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise ImportError("No module named 'mnist1d'")

    monkeypatch.setattr(dados, "mnist1d", broken)
    assert any(re.match(r"✗  Os dados não funcionaram \(ImportError: No module", line) for line in lines(capsys))


def test_a_folder_that_cannot_be_written_is_told(screen: Screen, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert any(line.startswith("✓  Progresso: guardado na pasta .trilha") for line in lines(capsys))
    (folder / ".trilha" / "progresso.json").unlink()
    (folder / ".trilha").rmdir()
    (folder / ".trilha").write_text("um arquivo onde devia haver uma pasta")
    assert any(line.startswith("✗  Progresso: esta pasta não aceita gravação") for line in lines(capsys))


def test_controls_that_nobody_would_move_are_no_fault(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "✓  Controles: os deslizantes se movem aqui" in lines(capsys)
    monkeypatch.setattr(tela, "shell", lambda: None)
    assert any("aparecem paradas" in line for line in lines(capsys))
