"""The runner: what a submission does to its own process costs that cell or exercise alone, and nobody else."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader.channel import FLOOR, Limits, WarmLostError
from grader.conversation import HiddenTest, Run
from grader.inside import walls
from grader.inside.pages import SETTLE_AFTER
from grader.records import Exercise, RepairedCell, Role, Verdict
from grader.runner import Runner

from .conftest import CASES
from .crashes import family

pytestmark = pytest.mark.sandbox

HIDDEN = """
x = observe.given("x", lambda: torch.randn(3, 2))



def gradiente():
    folha = x.clone().requires_grad_()
    (dobra(folha) * torch.ones(2)).sum().backward()
    return folha.grad


observe("soma", lambda: dobra(x.clone()))
observe("gradiente", gradiente)
"""
EXERCISE = Exercise("9.1", 1.0, "ex-9.1", "teste-9.1", ("dobra",), HIDDEN)
OTHER = replace(EXERCISE, id="9.2", names=("triplica",), hidden=HIDDEN.replace("dobra", "triplica"))
LARGE_PAGES = Path("/sys/kernel/mm/transparent_hugepage/enabled")
SHORT = Limits(cpu=0.5, wall=20.0)
QUICK = Limits(cpu=20.0, wall=0.6)

SETUP = RepairedCell("preparo", "code", Role.SETUP, "import torch")
ANSWER = RepairedCell("ex-9-1", "code", Role.ANSWER, "def dobra(x):\n    return 2 * x", "ex-9.1", "9.1")
TEST = RepairedCell("teste-9-1", "code", Role.TEST, "raise RuntimeError('a verificação visível não corre na correção')", "teste-9.1", "9.1")
ANSWER_2 = RepairedCell("ex-9-2", "code", Role.ANSWER, "def triplica(x):\n    return 3 * x", "ex-9.2", "9.2")
TEST_2 = replace(TEST, id="teste-9-2", exercise="9.2", grade_id="teste-9.2")


def added(source: str) -> RepairedCell:
    return RepairedCell("extra-1", "code", Role.ADDED, source)


def case(name: str) -> RepairedCell:
    return added((CASES / "celulas" / f"{name}.py").read_text())


@pytest.fixture(scope="module")
def inputs(runner: Runner) -> dict[str, Any]:
    """The input that the reference draws, drawn once."""
    run = runner.run([SETUP, ANSWER, TEST], [HiddenTest(EXERCISE, 5, None)], {})
    return run.tests[0][1].given


@pytest.fixture(scope="module")
def right(runner: Runner, inputs: dict[str, Any]) -> Any:
    return observed(runner.run([SETUP, ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {}))


def observed(run: Run, place: int = 0) -> Any:
    found = run.tests[place][1]
    return [(one["name"], one["value"]) for one in found.observations]


def test_the_same_seed_draws_the_same_input_and_another_seed_another(runner: Runner, inputs: dict[str, Any]) -> None:
    tests = [HiddenTest(EXERCISE, seed, None) for seed in (5, 6)]
    run = runner.run([SETUP, ANSWER, TEST], tests, {})
    assert run.tests[0][1].given == inputs
    assert run.tests[1][1].given != inputs


def test_the_student_receives_the_input_that_the_reference_drew(runner: Runner, inputs: dict[str, Any]) -> None:
    identity = replace(ANSWER, source="def dobra(x):\n    return x")
    run = runner.run([SETUP, identity, TEST], [HiddenTest(EXERCISE, 5, inputs)], {})
    assert observed(run)[0] == ("soma", inputs["x"])


@pytest.mark.parametrize(
    ("name", "fate"),
    [
        ("os_exit", Verdict.ERROR),
        ("falha_de_segmentacao", Verdict.ERROR),
        ("laco_infinito", Verdict.TIME),
        ("laco_que_engole_tudo", Verdict.TIME),
        ("vinte_processos", Verdict.TIME),
        ("lixo_no_canal", Verdict.ERROR),
        ("forja_o_fim", Verdict.ERROR),
        ("saidas_aninhadas", Verdict.ERROR),
    ],
)
def test_a_cell_that_does_not_survive_is_left_out_and_the_rest_counts(
    runner: Runner, inputs: dict[str, Any], right: Any, name: str, fate: Verdict
) -> None:
    run = runner.run([SETUP, case(name), ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {"extra-1": SHORT})
    assert run.dropped == {"extra-1": fate}
    assert observed(run) == right


def test_a_child_that_somebody_else_kills_is_our_loss_and_never_the_submissions_error(
    runner: Runner, inputs: dict[str, Any], right: Any
) -> None:
    sleeper = added("import threading\nthreading.Event().wait()")
    killer = threading.Timer(2.0, lambda: [one.kill() for one in family(os.getpid()) if one.kind == "filho"])
    killer.start()
    with pytest.raises(WarmLostError, match="killed from outside"):
        runner.run([SETUP, sleeper, ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {})
    killer.join()
    assert observed(runner.run([SETUP, ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {})) == right


@pytest.mark.parametrize("name", ["mata_a_si_mesmo", "limite_que_mata"])
def test_a_submission_cannot_pass_its_own_end_for_our_loss(runner: Runner, inputs: dict[str, Any], right: Any, name: str) -> None:
    run = runner.run([SETUP, case(name), ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {"extra-1": SHORT})
    assert run.dropped == {"extra-1": Verdict.TIME}
    assert observed(run) == right


def test_cells_that_do_not_fit_into_a_message_are_left_out_and_the_others_run(runner: Runner, inputs: dict[str, Any], right: Any) -> None:
    bulky = [replace(added("tabela = '" + "," * 199_000 + "'"), id=f"extra-{place}") for place in range(6)]
    text = RepairedCell("texto", "markdown", Role.ADDED, "," * 600_000)
    run = runner.run([SETUP, text, *bulky, ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {})
    assert "texto" not in run.dropped, "what is never sent takes no room"
    assert set(run.dropped.values()) == {Verdict.MEMORY}
    assert 0 < len(run.dropped) < len(bulky)
    assert observed(run) == right


@pytest.mark.parametrize("seconds", [0.001, 0.005])
def test_a_child_that_starts_as_the_submissions_time_ends_is_late_and_not_our_loss(runner: Runner, seconds: float) -> None:
    run = runner.run([SETUP, ANSWER, TEST], [HiddenTest(EXERCISE, 5, {})], {}, seconds=seconds)
    assert [found.fate for _, found in run.tests] == [Verdict.TIME]


def test_a_lock_that_one_thread_holds_is_not_the_next_threads(runner: Runner) -> None:
    run = runner.run([case("trava_de_um_fio")], [], {})
    assert run.outputs["extra-1"][0]["text"] == "['livre', 'ocupada']\n"


def test_a_child_that_ends_before_its_first_cell_is_our_loss(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.conversation.FLOOR", Limits(cpu=20.0, wall=0.0))
    with pytest.raises(WarmLostError, match="before its first cell"):
        runner.run([SETUP], [], {})


def test_a_cell_that_sleeps_is_ended_by_the_clock(runner: Runner, inputs: dict[str, Any], right: Any) -> None:
    sleeper = added("import threading\nthreading.Event().wait()")
    run = runner.run([SETUP, sleeper, ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {"extra-1": QUICK})
    assert run.dropped == {"extra-1": Verdict.TIME}
    assert observed(run) == right


def test_many_cells_that_each_stay_under_their_limit_end_with_the_submissions_time(runner: Runner, inputs: dict[str, Any]) -> None:
    many = [replace(added("import threading\nthreading.Event().wait(0.2)"), id=f"extra-{place}") for place in range(500)]
    run = runner.run([SETUP, *many, ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {}, seconds=1.0)
    assert run.tests[0][1].fate is Verdict.TIME


def test_memory_filled_page_by_page_is_ended_by_the_watchman(runner: Runner, inputs: dict[str, Any], right: Any) -> None:
    limits = Limits(cpu=60.0, wall=60.0, memory=2**28)
    run = runner.run([SETUP, case("memoria_aos_poucos"), ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {"extra-1": limits})
    assert run.dropped == {"extra-1": Verdict.MEMORY}
    assert observed(run) == right


def test_three_gigabytes_at_once_are_refused_and_the_process_lives(runner: Runner, inputs: dict[str, Any], right: Any) -> None:
    run = runner.run([SETUP, case("tres_gigabytes"), ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {})
    assert not run.dropped
    assert run.errors["extra-1"] in {"RuntimeError", "MemoryError", "OutOfMemoryError"}
    assert observed(run) == right


def test_what_a_hidden_test_held_is_gone_before_the_next(runner: Runner, inputs: dict[str, Any]) -> None:
    holds = "grande = torch.ones(50_000_000)\ndef soma(): return grande[:3].sum()\nobserve('soma', soma)"  # 200 MB, in a cycle
    hungry = replace(EXERCISE, hidden=holds)
    run = runner.run([SETUP, ANSWER, TEST], [HiddenTest(hungry, 5, inputs) for _ in range(8)], {})
    assert [found.fate for _, found in run.tests] == [None] * 8


def test_killing_the_process_group_never_reaches_the_warm_process(runner: Runner, inputs: dict[str, Any], right: Any) -> None:
    run = runner.run([SETUP, case("mata_o_grupo"), ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {})
    assert observed(run) == right


@pytest.mark.parametrize(
    ("body", "fate"), [("while True: pass", Verdict.TIME), ("__import__('os')._exit(0)", Verdict.ERROR)], ids=["laço", "saída"]
)
def test_an_exercise_that_dies_in_its_test_costs_that_exercise_alone(
    runner: Runner, inputs: dict[str, Any], body: str, fate: Verdict
) -> None:
    deadly = replace(ANSWER, source=f"def dobra(x):\n    {body}")
    tests = [HiddenTest(EXERCISE, 5, inputs, SHORT), HiddenTest(OTHER, 5, inputs, SHORT)]
    run = runner.run([SETUP, deadly, TEST, ANSWER_2, TEST_2], tests, {})
    assert run.tests[0][1].fate == fate
    assert run.tests[1][1].fate is None
    assert observed(run, 1)


def test_global_state_and_shadowed_names_change_nothing(runner: Runner, inputs: dict[str, Any], right: Any) -> None:
    run = runner.run([SETUP, case("estado_global_mudado"), ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {})
    assert observed(run) == right


@pytest.mark.parametrize("name", ["nome_que_nao_e_texto", "nome_que_finge_memoria"])
def test_a_process_may_name_itself_anything_and_the_watchman_still_watches(
    runner: Runner, inputs: dict[str, Any], right: Any, name: str
) -> None:
    loop = replace(case("laco_infinito"), id="extra-2")
    run = runner.run([SETUP, case(name), loop, ANSWER, TEST], [HiddenTest(EXERCISE, 5, inputs)], {"extra-2": SHORT})
    assert run.dropped == {"extra-2": Verdict.TIME}
    assert observed(run) == right


def test_names_are_kept_as_they_were_at_the_exercises_own_place(runner: Runner, inputs: dict[str, Any], right: Any) -> None:
    helper = added("def vezes(x):\n    return 2 * x")
    answer = replace(ANSWER, source="def dobra(x):\n    return vezes(x)")
    later = replace(added("def vezes(x):\n    return 0 * x\ndef dobra(x):\n    return None"), id="extra-2")
    run = runner.run([SETUP, helper, answer, TEST, later], [HiddenTest(EXERCISE, 5, inputs)], {})
    assert observed(run) == right


def test_outputs_are_sealed_before_the_hidden_test_arrives(runner: Runner, inputs: dict[str, Any]) -> None:
    loud = replace(ANSWER, source="def dobra(x):\n    print('vi', x)\n    return 2 * x\nprint('antes')")
    run = runner.run([SETUP, loud, TEST], [HiddenTest(EXERCISE, 5, inputs)], {})
    assert run.outputs["ex-9-1"] == [{"output_type": "stream", "name": "stdout", "text": "antes\n"}]
    assert "vi" in run.log[0]


def test_a_common_notebook_leaves_its_outputs_in_nbformats_form(runner: Runner) -> None:
    run = runner.run([SETUP, case("caderno_comum")], [], {})
    outputs = run.outputs["extra-1"]
    assert not run.errors
    text = "".join(one["text"] for one in outputs if one["output_type"] == "stream")
    assert "pelo Python" in text
    assert "direto no descritor" in text
    assert any("image/png" in one.get("data", {}) for one in outputs)
    assert any(one.get("data", {}).get("text/plain") == "42" for one in outputs)


def test_endless_output_is_cut(runner: Runner) -> None:
    run = runner.run([case("saida_sem_fim")], [], {})
    assert sum(len(one["text"]) for one in run.outputs["extra-1"]) <= 200_000


def test_nothing_of_a_submission_reaches_the_next_child(runner: Runner) -> None:
    secret = "segredo_" + "de_outra_entrega"
    places = [place for place in walls.WRITABLE if not sys.prefix.startswith(place + "/")]
    leave = added(
        f"import os, torch\nfor lugar in {places}:\n    open(lugar + '/{secret}', 'w').write('{secret}')\n"
        f"os.environ['X'] = '{secret}'\ntorch.{secret} = 1"
    )
    left = runner.run([leave], [], {})
    assert not left.errors
    half = secret[:8]
    look = added(
        "import os, torch\n"
        f"parte = '{half}'\n"
        f"achados = [n for lugar in {places} for n in os.listdir(lugar)]\n"
        "achados += [n for n in vars(torch) if n.startswith(parte)] + [v for v in os.environ.values() if parte in v]\n"
        "print(achados)"
    )
    run = runner.run([look], [], {})
    assert run.outputs["extra-1"][0]["text"] == "[]\n"


def test_a_message_queue_of_one_submission_is_not_there_for_the_next(runner: Runner) -> None:
    make = "import ctypes, os\nprint(ctypes.CDLL(None).mq_open(b'/fila', {}, 0o666, None) >= 0)"
    made = runner.run([added(make.format("os.O_CREAT | os.O_RDWR"))], [], {})
    found = runner.run([added(make.format("os.O_RDWR"))], [], {})
    assert (made.outputs["extra-1"][0]["text"], found.outputs["extra-1"][0]["text"]) == ("True\n", "False\n")


@pytest.mark.skipif(not LARGE_PAGES.exists() or "[never]" in LARGE_PAGES.read_text(), reason="this kernel gives no large pages")
def test_the_tensors_of_a_settled_child_come_in_large_pages() -> None:
    count = added(
        "import resource, torch\nantes = resource.getrusage(resource.RUSAGE_SELF)\ntorch.ones(2**22)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - antes.ru_minflt)"
    )
    with Runner() as fresh:
        faults = [int(fresh.run([count], [], {}).outputs["extra-1"][0]["text"]) for _ in range(SETTLE_AFTER)]
    assert faults[-1] * 4 < faults[0]


def test_a_settled_child_is_told_of_want_of_memory_as_those_before_it() -> None:
    greedy = added("import torch\nguardados = []\nwhile True:\n    guardados.append(torch.ones(5 * 2**20))")
    with Runner() as fresh:
        runs = [fresh.run([greedy], [], {}) for _ in range(SETTLE_AFTER + 1)]
    assert [(run.errors, run.dropped) for run in (runs[0], runs[-1])] == [({"extra-1": "RuntimeError"}, {})] * 2


def test_limits_grow_with_the_reference_and_never_shrink_below_the_floor() -> None:
    assert FLOOR.scaled(cpu=0.01, wall=0.01) == FLOOR
    assert FLOOR.scaled(cpu=2.0, wall=3.0) == Limits(20.0, 90.0, FLOOR.memory)
