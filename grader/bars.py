"""The bar that shows how far a command is: on standard error, at a terminal alone, and gone when the work is done."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Item = TypeVar("Item")


@contextlib.contextmanager
def bar(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar for `total` steps of `what`. Gives the function that moves it by one step."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    # rich would print what is printed meanwhile above the bar, and so to the bar's own stream: wrong for `--json > file`.
    one_screen = sys.stdout.isatty()
    with Progress(*columns, console=console, transient=True, redirect_stdout=one_screen, disable=not console.is_terminal) as progress:
        task = progress.add_task(escape(what), total=total)
        yield partial(progress.advance, task)


def each(items: Iterable[Item], advance: Callable[[], None]) -> Iterator[Item]:
    """The items, and a step of the bar whenever one is done with."""
    for item in items:
        yield item
        advance()
