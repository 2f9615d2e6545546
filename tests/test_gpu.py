"""`--dispositivo cuda`: what is let into the box, what a GPU may decide, and, on a machine that has one, that it works there."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast
from unittest.mock import Mock

import pytest

from bench.cost import solved_notebook
from grader import conversation, grade, sandbox
from grader.channel import Child, EndedError, WarmLostError
from grader.conversation import Run
from grader.grade import Reference
from grader.lesson import publish
from grader.lesson.source import find_lessons
from grader.records import Lesson, RepairedCell, Role, SandboxError, Verdict
from grader.runner import Runner
from grader.sandbox import Box, Device
from grader.stages import Spent

from .conftest import CASES, ROOT
from .demonstracao import IDS, Student, graded, submission_of

ON_GPU = Box(device=Device.CUDA)
LESSONS = [path.stem for path in find_lessons([], ROOT / "solutions", graded=True)]
needs_gpu = pytest.mark.skipif(not sandbox._gpu_nodes(), reason="esta máquina não tem GPU da NVIDIA")

THREAD_FIRST = """
import ctypes, os, sys, threading
from inside import seccomp
go, found = threading.Event(), []
def late():
    go.wait()
    try:
        found.append(os.memfd_create("x"))
    except PermissionError:
        pass
begun = threading.Thread(target=late)
begun.start()
ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
seccomp.refuse_calls()
go.set()
begun.join()
sys.exit(len(found))
"""


def of_nodes(monkeypatch: pytest.MonkeyPatch, *nodes: str) -> None:
    monkeypatch.setattr(sandbox, "_gpu_nodes", lambda: list(nodes))


def test_where_there_is_no_gpu_the_command_line_says_so_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    of_nodes(monkeypatch)
    with pytest.raises(SandboxError, match=re.escape("não há /dev/nvidia0")) as refused:
        sandbox.command([], ON_GPU)
    assert "sem `--dispositivo`" in str(refused.value)


def test_gpu_files_enter_the_box_while_it_can_still_be_written_and_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    of_nodes(monkeypatch, "/dev/nvidia0", "/dev/nvidiactl")
    words = sandbox.command([], ON_GPU)
    bound = [words[place + 1] for place, word in enumerate(words) if word == "--dev-bind"]
    assert bound == ["/dev/nvidia0", "/dev/nvidiactl"]
    read_only = list(pairwise(words)).index(("--remount-ro", "/dev"))
    assert max(place for place, word in enumerate(words) if word == "--dev-bind") < read_only
    assert not {"--dev-bind", "/sys"} & set(sandbox.command([], Box()))


@pytest.mark.parametrize("isolated", [True, False])
def test_without_the_option_nothing_in_the_box_sees_a_gpu(monkeypatch: pytest.MonkeyPatch, isolated: bool) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    box = Box(isolated)
    inside = sandbox.command([], box) if isolated else [word for pair in sandbox.environment(box).items() for word in pair]
    assert ("CUDA_VISIBLE_DEVICES", "") in list(pairwise(inside))


def test_the_gpu_that_a_scheduler_gave_is_the_one_that_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    of_nodes(monkeypatch, "/dev/nvidia0")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3")
    assert ("CUDA_VISIBLE_DEVICES", "3") in list(pairwise(sandbox.command([], ON_GPU)))


@pytest.mark.parametrize(
    ("name", "wanted"), [("nvidia0", True), ("nvidia-uvm-tools", True), ("nvidia-modeset", False), ("nvidia0/../sda", False)]
)
def test_of_the_device_files_only_those_that_cuda_opens_are_let_in(name: str, wanted: bool) -> None:
    assert bool(sandbox.GPU_NODES.fullmatch(name)) is wanted


def test_threads_begun_before_the_filter_of_system_calls_are_under_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", THREAD_FIRST], cwd=ROOT / "grader", capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]


class Spoiled(Runner):
    """Its GPU, which is the CPU in truth, runs out of memory in one exercise."""

    asked: list[list[str]]

    def run(self, cells: Any, tests: Any, *limits: Any, device: Device = Device.CPU, **named: Any) -> Run:
        self.asked.append([str(device), *(test.exercise.id for test in tests)])
        run = super().run(cells, tests, *limits, **named)
        if device is Device.CUDA:
            run.tests = [
                (test, conversation.TestRun(fate=Verdict.MEMORY) if test.exercise.id == "2.2" else found) for test, found in run.tests
            ]
        return run


@pytest.mark.sandbox
def test_what_is_not_right_on_the_gpu_is_judged_by_the_cpu_alone(lesson: Lesson) -> None:
    with Spoiled() as runner:
        runner.asked = []
        reference = grade.prepare(runner, lesson, seed=7)
        runner.box, runner.asked = ON_GPU, []
        result = grade.grade(runner, reference, "ana", submission_of(Student(graded()))).result
    assert {one.id: one.score for one in result.exercises if one.id in IDS} == {one.id: one.points for one in lesson.exercises}
    assert runner.asked == [["cuda", *IDS], ["cpu", "2.2"]]


class Full(Runner):
    """Its GPU starts no child."""

    words = "RuntimeError: CUDA error: out of memory"
    tries = 0

    @contextlib.contextmanager
    def _child(self, device: Device = Device.CPU) -> Iterator[Child]:
        self.tries += 1
        if self.tries < 3:
            raise EndedError(Verdict.ERROR)
        yield cast(Child, Mock())

    def _last_words(self) -> str:
        return self.words


def test_a_gpu_that_another_submission_fills_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.runner.time.sleep", lambda seconds: None)
    runner = Full(ON_GPU)
    runner._try_gpu()
    assert runner.tries == 3


def test_a_gpu_that_does_not_start_is_refused_at_once_with_its_own_words() -> None:
    runner = Full(ON_GPU)
    runner.words = "RuntimeError: CUDA error: operating system call failed"
    with pytest.raises(SandboxError, match="operating system call failed"):
        runner._try_gpu()
    assert runner.tries == 1


@pytest.mark.parametrize(("on_gpu", "outcome"), [(True, contextlib.nullcontext()), (False, pytest.raises(WarmLostError))])
def test_a_child_that_the_gpu_has_no_room_for_is_left_to_the_cpu_and_is_not_our_loss(on_gpu: bool, outcome: Any) -> None:
    child = Mock(on_gpu=on_gpu)
    child.allow.return_value, child.send.side_effect = time.monotonic() + 60, EndedError(Verdict.ERROR)
    talk = conversation.Conversation(child, Run(), time.monotonic() + 60, Spent())
    with outcome:
        assert talk.run_cells([RepairedCell("sonda", "code", Role.ADDED, "1")], {}) is False


@pytest.fixture(scope="module")
def gpu_runner() -> Iterator[Runner]:
    with Runner(ON_GPU) as started:
        yield started


@pytest.fixture
def gpu_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the GPU says stands."""
    monkeypatch.setattr(grade, "_once_more_on_the_cpu", lambda runner, reference, answers, cells, results, run: run)


def prepared(runner: Runner, name: str) -> tuple[Lesson, Reference]:
    lesson = publish.load_lesson(ROOT / "solutions" / f"{name}.py")
    return lesson, grade.prepare(runner, lesson, seed=7)


def scores(runner: Runner, reference: Reference, raw: bytes) -> dict[str, float | None]:
    return {one.id: one.score for one in grade.grade(runner, reference, "ana", raw).result.exercises}


@needs_gpu
@pytest.mark.sandbox
@pytest.mark.parametrize("name", LESSONS)
def test_right_answers_are_right_on_the_gpu_without_the_cpus_help(gpu_runner: Runner, gpu_alone: None, name: str) -> None:
    lesson, reference = prepared(gpu_runner, name)
    found = scores(gpu_runner, reference, solved_notebook(lesson))
    assert {one.id: found[one.id] for one in lesson.exercises} == {one.id: one.points for one in lesson.exercises}


@needs_gpu
@pytest.mark.sandbox
@pytest.mark.parametrize("fault", ["memoria", "indice_fora"])
def test_an_answer_that_breaks_the_gpu_fails_alone(gpu_runner: Runner, gpu_alone: None, fault: str) -> None:
    lesson, reference = prepared(gpu_runner, "02_conexoes_residuais")
    found = scores(gpu_runner, reference, submission_of(Student(graded(), {"2.1": f"gpu/{fault}"})))
    assert found["2.1"] == 0.0
    assert all(found[one.id] == one.points for one in lesson.exercises if one.id != "2.1")


@needs_gpu
@pytest.mark.sandbox
def test_a_child_on_the_gpu_has_the_other_walls(gpu_runner: Runner) -> None:
    look = RepairedCell("sonda", "code", Role.ADDED, (CASES / "sonda.py").read_text(encoding="utf-8"))
    run = gpu_runner.run([look], [], {}, device=Device.CUDA)
    seen = json.loads(run.outputs["sonda"][-1]["text"])
    assert (seen["capacidades"], seen["filtro"], seen["sem_privilegios_novos"], seen["familias"]) == (0, 2, 1, [1])
    assert set(seen["processos"]) <= {"1"}


@needs_gpu
@pytest.mark.sandbox
def test_a_child_on_the_cpu_sees_no_gpu_in_the_same_box(gpu_runner: Runner) -> None:
    look = RepairedCell("olha", "code", Role.ADDED, "import torch\nprint(torch.cuda.is_available())")
    seen = {device: gpu_runner.run([look], [], {}, device=device).outputs["olha"][-1]["text"] for device in Device}
    assert seen == {Device.CPU: "False\n", Device.CUDA: "True\n"}
