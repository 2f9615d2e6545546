"""The form in which Colab writes a notebook, at its worst: what it adds, and all that it may drop."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from typing import Any

Document = dict[str, Any]


def as_colab_saves(document: Document) -> Document:
    """The notebook as it comes down from Colab: cell ids anew and only in the metadata, nbgrader's metadata and the tags gone."""
    about = {"colab": {"provenance": [], "toc_visible": True}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cells = [_cell(cell, number) for number, cell in enumerate(document["cells"])]
    return {"nbformat": 4, "nbformat_minor": 0, "metadata": {**about, "language_info": {"name": "python"}}, "cells": cells}


def downloaded(raw: bytes) -> bytes:
    """The same for a file: what Arquivo → Fazer download gives for this notebook, opened there."""
    return json.dumps(as_colab_saves(json.loads(raw)), indent=2).encode()


def _cell(cell: Document, number: int) -> Document:
    name = base64.urlsafe_b64encode(hashlib.sha256(str(number).encode()).digest())[:12].decode()
    kept = {"cell_type": cell["cell_type"], "source": cell["source"], "metadata": {"id": name}}
    if cell["cell_type"] != "code":
        return kept
    user = {"displayName": "", "userId": "00000000000000000000"}
    ran = {"status": "ok", "timestamp": 1760000000000 + number, "user_tz": 180, "elapsed": 7, "user": user}
    added = {
        "executionInfo": ran,
        "outputId": str(uuid.uuid5(uuid.NAMESPACE_OID, name)),
        "colab": {"base_uri": "https://localhost:8080/"},
    }
    return {**kept, "metadata": {**kept["metadata"], **added}, "execution_count": number + 1, "outputs": []}
