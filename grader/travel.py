"""A graded submission as bytes of JSON: what comes back from a worker, on this machine or another.

Trust: a worker's own code wrote them, but out of hostile text; to be read they need no more than `json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from grader.records import ExerciseResult, Graded, RepairedCell, Result, Role, State, Verdict


def pack(graded: Graded) -> bytes:
    """The whole of it; a lone surrogate in a student's text stays one."""
    return json.dumps(asdict(graded), allow_nan=False).encode()


def unpack(raw: bytes) -> Graded:
    """The inverse of `pack`."""
    data = json.loads(raw)
    cells = tuple(RepairedCell(**{**cell, "role": Role(cell["role"])}) for cell in data["cells"])
    return Graded(_result(data["result"]), cells, data["outputs"], tuple(data["log"]), data["spent"])


def _result(data: Mapping[str, Any]) -> Result:
    exercises = tuple(map(_exercise, data["exercises"]))
    return Result(**{**data, "state": State(data["state"]), "exercises": exercises, "repairs": tuple(data["repairs"])})


def _exercise(data: Mapping[str, Any]) -> ExerciseResult:
    told = {"verdict": Verdict(data["verdict"]), "messages": tuple(data["messages"]), "flags": tuple(data["flags"])}
    return ExerciseResult(**{**data, **told})
