"""Como o curso põe algo diante do leitor: HTML onde há um caderno, texto em qualquer outro lugar.

Os outros módulos escrevem por aqui, e só aqui se decide o que o lugar sabe mostrar.
"""

from __future__ import annotations

import html
import importlib.util
import re
import sys
from typing import Any

_CODE = re.compile(r"`([^`]+)`")


def shell() -> Any:
    """IPython's shell that runs this code, or None in plain Python. Imports nothing."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def in_notebook() -> bool:
    """Whether a Jupyter kernel runs this code; a grader's shell and a terminal have none."""
    return getattr(shell(), "kernel", None) is not None


def in_colab() -> bool:
    """Whether this is Google Colab, whose machine holds no notebook file and is lost with the session."""
    return "google.colab" in sys.modules


def widgets_live() -> bool:
    """Whether a slider would be moved by somebody: ipywidgets is there, and so is a person before the kernel.

    JupyterLab, Colab and VS Code ask the kernel to accept typed input with each cell; nbclient and nbconvert, which also run
    a real kernel but nobody looks, do not. That is the one thing that sets them apart from inside.
    """
    if not in_notebook() or importlib.util.find_spec("ipywidgets") is None:
        return False
    try:
        request = shell().kernel.get_parent("shell")
        return bool(request["content"]["allow_stdin"])
    except (AttributeError, KeyError, TypeError):  # no request, or a kernel that is not ipykernel
        return False


def publish(page: str, text: str, **extra: object) -> None:
    """Shows `page` (HTML) where rich output lives and `text` elsewhere; `extra` are further forms by MIME type, `/` for `__`."""
    if shell() is None:
        print(text)
        return
    from IPython.display import display

    display({"text/html": page, "text/plain": text, **extra}, raw=True)


def as_html(text: str) -> str:
    """Plain text with `code` between backticks and line breaks, as HTML."""
    return _CODE.sub(r"<code>\1</code>", html.escape(text.strip())).replace("\n", "<br>")
