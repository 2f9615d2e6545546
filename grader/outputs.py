"""What a student's code printed and drew, made inert and small enough to keep and to show.

Outputs come from the student's process: any type, any size, any bytes. Only plain text, PNG images and error traces are kept,
without terminal escapes, and no more than the limits below for one cell. Nothing here trusts a shape it has not checked.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

TEXT_LIMIT = 100_000
"""Characters of text kept per cell, all its outputs together."""
IMAGE_LIMIT = 400_000
"""Characters of base64 kept per cell, all its images together."""
OUTPUT_LIMIT = 50
"""Outputs kept per cell."""
PIXEL_LIMIT = 16_000_000
"""Pixels of one image: a few hundred bytes of PNG can claim a size that takes a browser's whole memory."""

CUT = "\n… (cortado: longo demais)"
NO_IMAGE = "(imagem não guardada: grande demais ou danificada)"

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_PNG = b"\x89PNG\r\n\x1a\n"


def clean(text: object, limit: int = TEXT_LIMIT) -> str:
    """Text that is safe to file and to show: nbformat's string or list of strings, at most `limit` characters and a mark of the cut.

    Terminal escapes, control characters, those that turn the order of letters, and lone surrogates go; a line
    overwritten with carriage returns keeps its last state.
    """
    raw = joined(text, limit * 4)  # escapes are dropped before the cut proper; the slack bounds the work on them
    plain = _ANSI.sub("", raw).replace("\r\n", "\n")
    if "\r" in plain:
        plain = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in plain.split("\n"))
    plain = _CONTROL.sub("", plain)
    room = limit + len(CUT) if plain.endswith(CUT) else limit  # what was cut before is not cut again
    whole = len(plain) <= room and (len(raw) < limit * 4 or not raw)
    return plain if whole else plain[:limit].rstrip() + CUT


def joined(text: object, limit: int) -> str:
    """nbformat's multi-line text (a string or a list of them) as one string of at most `limit` characters; "" for anything else."""
    if isinstance(text, str):
        return text[:limit]
    if not isinstance(text, Sequence):
        return ""
    parts, room = [], limit
    for part in text:
        if not isinstance(part, str) or room <= 0:
            break
        parts.append(part[:room])
        room -= len(parts[-1])
    return "".join(parts)


def png(data: object) -> str | None:
    """The base64 of a PNG, without white space, if it truly is one of a reasonable size; else None."""
    text = "".join(joined(data, IMAGE_LIMIT + 1000).split())
    if not text or len(text) > IMAGE_LIMIT:
        return None
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    if not raw.startswith(_PNG) or raw[12:16] != b"IHDR" or len(raw) < 33:
        return None
    width, height = struct.unpack(">II", raw[16:24])
    return text if 0 < width * height <= PIXEL_LIMIT else None


def safe_outputs(outputs: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The outputs of one cell in nbformat's form, inert and bounded (`TEXT_LIMIT`, `IMAGE_LIMIT`, `OUTPUT_LIMIT`)."""
    text_room, image_room = TEXT_LIMIT, IMAGE_LIMIT
    kept: list[dict[str, Any]] = []
    for output in outputs:
        if len(kept) == OUTPUT_LIMIT:
            kept.append(_stream("stdout", CUT.strip()))
            break
        safe = _safe(output, text_room, image_room) if isinstance(output, Mapping) else None
        if safe is None:
            continue
        kept.append(safe)
        text_room = max(0, text_room - _text_size(safe))
        image_room = max(0, image_room - len(safe.get("data", {}).get("image/png", "")))
    return kept


def _safe(output: Mapping[str, Any], text_room: int, image_room: int) -> dict[str, Any] | None:
    kind = output.get("output_type")
    if kind == "stream":
        text = clean(output.get("text"), text_room)
        return _stream("stderr" if output.get("name") == "stderr" else "stdout", text) if text else None
    if kind == "error":
        name, value = clean(output.get("ename"), min(200, text_room)), clean(output.get("evalue"), min(2000, text_room))
        trace = clean(_lines(output.get("traceback")), max(0, text_room - len(name) - len(value)))
        return {"output_type": "error", "ename": name, "evalue": value, "traceback": trace.split("\n")}
    data = output.get("data")
    if kind not in ("display_data", "execute_result") or not isinstance(data, Mapping):  # a tuple: the kind may be unhashable
        return None
    safe: dict[str, Any] = {}
    if "text/plain" in data:
        safe["text/plain"] = clean(data["text/plain"], text_room)
    if "image/png" in data:
        image = png(data["image/png"])
        if image is not None and len(image) <= image_room:
            safe["image/png"] = image
        else:
            safe["text/plain"] = NO_IMAGE
    return {"output_type": "display_data", "data": safe, "metadata": {}} if safe else None


def _stream(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def _lines(trace: object) -> list[str]:
    """A traceback is a list of strings without line ends; each may itself hold several lines."""
    lines = [line for line in trace if isinstance(line, str)] if isinstance(trace, list | tuple) else []
    return lines[:1] + ["\n" + line for line in lines[1:]]


def _text_size(output: Mapping[str, Any]) -> int:
    if output["output_type"] == "stream":
        return len(output["text"])
    if output["output_type"] == "error":
        return len(output["ename"]) + len(output["evalue"]) + sum(map(len, output["traceback"]))
    return len(output["data"].get("text/plain", ""))
