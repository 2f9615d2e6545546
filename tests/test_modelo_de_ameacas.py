"""docs/modelo-de-ameacas.md says what the code does: its limits are the code's, and what it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader import channel, conversation, runner
from grader.inside import walls, wire
from grader.lms import archive, notebooks
from grader.submission import notebook_bytes

ROOT = Path(__file__).parent.parent
MODEL = (ROOT / "docs" / "modelo-de-ameacas.md").read_text(encoding="utf-8")
MIB = 2**20
PLACE = int(walls.TMPFS_OPTIONS.split(b"=")[1].split(b"m")[0])

LIMITS = {
    "CPU": f"{channel.KNOWN.cpu:.0f} s, ou dez vezes a da solução; {channel.FLOOR.cpu:.0f} s numa",
    "relógio": f"{channel.KNOWN.wall:.0f} s, ou trinta vezes o da solução; {channel.FLOOR.wall:.0f} s numa",
    "memória": f"{channel.FLOOR.memory // 2**30} GiB além",
    "processos": f"{walls.PROCESSES} |",
    "disco": f"{PLACE} MiB em cada um dos lugares de escrita, {walls.FILE_BYTES // MIB} MiB por arquivo",
    "mensagens": f"{wire.FRAME_LIMIT // MIB} MiB cada uma, {channel.STEP_LIMIT // MIB} MiB ao todo",
    "saídas guardadas": f"{conversation.OUTPUTS_KEPT // 10**6} MB |",
    "arquivo que chega": f"{notebooks.SIZE_LIMIT // 10**6} MB | cada entrega; sem as saídas antigas, "
    f"{notebook_bytes.MAX_BYTES // 10**6} MB",
    "zip do Moodle": f"{archive.MEMBERS_LIMIT:,} arquivos".replace(",", ".")
    + f"; os cadernos, descompactados, {archive.ROOM // 10**9} GB ou {'cem' if archive.RATIO == 100 else archive.RATIO} vezes",
    "células": f"{notebook_bytes.MAX_CELLS:,} |".replace(",", "."),
}


@pytest.mark.parametrize("what", LIMITS)
def test_a_limit_that_the_model_states_is_the_codes(what: str) -> None:
    assert f"\n| {what} | {LIMITS[what]}" in MODEL


def test_the_time_of_a_whole_submission_is_the_codes() -> None:
    assert f"\n| relógio | {runner.SUBMISSION_SECONDS:.0f} s | a entrega inteira |" in MODEL


def test_factors_of_the_reference_are_the_codes() -> None:
    limits = channel.KNOWN.scaled(1000.0, 1000.0)
    assert (limits.cpu, limits.wall) == (10_000.0, 30_000.0)


def test_modules_and_attacks_that_the_model_names_exist() -> None:
    rows = [line.split(" | ") for line in MODEL.split("## As paredes")[1].split("##")[0].splitlines() if line.count(" | ") == 3][1:]
    for _, _, where, tests in rows:
        for name in re.findall(r"`([\w/]+)(?:\.\w+)?`", where):
            if not name[0].isupper():
                assert (ROOT / "grader" / name).is_dir() or (ROOT / "grader" / f"{name}.py").is_file(), name
        for name in re.findall(r"`(\w+/?)`", tests):
            places = [ROOT / "tests" / "cases" / "ataques" / name] if name.endswith("/") else list((ROOT / "tests").rglob(f"{name}.py"))
            assert (places and places[0].exists()) or name == "grader", name
