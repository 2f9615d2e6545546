"""Outputs come from the student's process: whatever they are, what is kept is small, plain and valid."""

from __future__ import annotations

import base64
import struct

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.outputs import CUT, NO_IMAGE, OUTPUT_LIMIT, TEXT_LIMIT, clean, png, safe_outputs

LEAF = st.none() | st.booleans() | st.floats() | st.text(max_size=20)
JSON = LEAF | st.lists(LEAF, max_size=3) | st.dictionaries(st.text(max_size=3), LEAF, max_size=2)
KEYS = st.sampled_from(["output_type", "name", "text", "data", "ename", "evalue", "traceback"])
MIMES = st.dictionaries(st.sampled_from(["text/plain", "image/png", "text/html"]), JSON)
KINDS = st.sampled_from(["stream", "error", "display_data", "execute_result", "x"])


def make_png(width: int, height: int) -> str:
    """The beginning of a PNG that claims a size; enough for a browser to set memory aside."""
    return base64.b64encode(
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0" + b"\0" * 8
    ).decode()


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries({"output_type": KINDS}, optional={"text": JSON, "traceback": JSON, "data": MIMES | JSON})
        | st.dictionaries(KEYS, JSON)
    )
)
def test_anything_at_all_becomes_valid_outputs_or_nothing(outputs: list[dict[str, object]]) -> None:
    safe = safe_outputs(outputs)
    cell = nbformat.v4.new_code_cell("", outputs=[nbformat.from_dict(output) for output in safe], id="a")
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
    assert all(set(output.get("data", {})) <= {"text/plain", "image/png"} for output in safe)
    assert safe_outputs(safe) == safe


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\x1b[31mvermelho\x1b[0m", "vermelho"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;título\x07fim", "fim"),
        ("if x: \u202e\u2066# certo\u2069\u2066 return", "if x: # certo return"),
        ("10%\r50%\r100%\nfim\r\n", "100%\nfim\n"),
        ("a\x00\x07\x9b31mb\ud800c", "a31mbc"),
        (["a\n", "b"], "a\nb"),
        (["a", 3, "b"], "a"),
        (7, ""),
        ("tab\te acento é 💥", "tab\te acento é 💥"),
    ],
)
def test_text_loses_what_a_terminal_or_a_parser_would_obey(text: object, kept: str) -> None:
    assert clean(text) == kept


@pytest.mark.parametrize("text", ["x" * 11, "x" * 10_000, "\x1b[0m" * 10_000, ["x"] * 10_000])
def test_a_cut_is_said(text: object) -> None:
    assert clean(text, 10).endswith(CUT)
    assert len(clean(text, 10)) <= 10 + len(CUT)


def test_only_a_png_of_a_reasonable_size_is_an_image() -> None:
    assert png(make_png(640, 480)) == make_png(640, 480)
    assert png(make_png(640, 480)[:20] + "\n" + make_png(640, 480)[20:]) == make_png(640, 480)
    for bad in (
        make_png(100_000, 100_000),
        make_png(0, 5),
        "PHN2Zz4=",
        '"><script>',
        "",
        3,
        None,
        base64.b64encode(b"\x89PNG\r\n\x1a\n").decode(),
    ):
        assert png(bad) is None
    bomb = {"output_type": "display_data", "data": {"image/png": make_png(100_000, 100_000)}}
    assert safe_outputs([bomb])[0]["data"] == {"text/plain": NO_IMAGE}


def test_a_cells_outputs_share_one_limit() -> None:
    flood = [{"output_type": "stream", "name": "stdout", "text": "x" * (TEXT_LIMIT // 2)}] * 3
    assert sum(len(output["text"]) for output in safe_outputs(flood)) <= TEXT_LIMIT + len(CUT)
    many = [{"output_type": "stream", "name": "stdout", "text": "x"}] * (OUTPUT_LIMIT + 5)
    assert len(safe_outputs(many)) == OUTPUT_LIMIT + 1
