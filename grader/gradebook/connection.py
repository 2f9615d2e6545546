"""Reaching the database of a class: its address, its first creation, and its errors in one Portuguese line."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from grader import undisturbed
from grader.files import PART, storage
from grader.gradebook.filing import forget_parts
from grader.records import StorageError

_SERVERS = tuple(f"nbgrader.server_extensions.{name}" for name in ("assignment_list", "course_list", "formgrader", "validate_assignment"))

BUSY_SECONDS = 30
"""How long to wait for another program (formgrader, mostly) that holds the SQLite file; its own transactions take milliseconds."""

_CAUSES = (
    ("locked", "o banco de notas está em uso por outro programa", "feche o formgrader ou outro `grader` e rode de novo"),
    ("readonly", "o banco de notas não aceita escrita", "acerte as permissões da pasta da turma"),
    ("unable to open", "o banco de notas não pode ser aberto", "confira se a pasta existe e as permissões dela"),
    ("is full", "o disco está cheio", "libere espaço e rode de novo"),
    ("malformed", "o banco de notas está danificado", "restaure uma cópia, ou mova-o para outro lugar e rode `grader corrigir`"),
    ("not a database", "o arquivo não é um banco de notas", "restaure uma cópia, ou mova-o para outro lugar e rode `grader corrigir`"),
    ("no such column", "o banco é de outra versão do nbgrader", "rode `nbgrader db upgrade` na pasta da turma"),
    ("no such table", "o banco é de outra versão do nbgrader", "rode `nbgrader db upgrade` na pasta da turma"),
    ("no module named", "falta o módulo que fala com esse banco", "instale o pacote com o extra `postgresql`"),
    ("parse sqlalchemy url", "o endereço do banco não se entende", "use a forma postgresql://usuario@servidor/banco"),
    ("load plugin", "falta o módulo que fala com esse banco", "confira o endereço ou instale o módulo (postgresql: psycopg)"),
)


def nbgrader_api() -> Any:
    """nbgrader's own classes for its tables."""
    with undisturbed.imports(), _without_servers():
        import nbgrader.api as api
    return api


@contextlib.contextmanager
def _without_servers() -> Iterator[None]:
    """nbgrader's package imports Jupyter's server for four extensions, a fifth of the command's start; its tables need none of them.

    Whoever asks for one of the four later gets the real one.
    """
    missing = [name for name in _SERVERS if name not in sys.modules]
    for name in missing:
        sys.modules[name] = ModuleType(name)
        sys.modules[name].load_jupyter_server_extension = None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


@contextlib.contextmanager
def database_errors(place: str, session: Any = None) -> Iterator[None]:
    """Turn any error of the database into one line about `place`, after taking back what the transaction had done."""
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, ArgumentError, ImportError) as error:
        if session is not None:
            session.rollback()
        said = str(error).lower()
        for mark, cause, step in _CAUSES:
            if mark in said:
                raise StorageError(place, cause, step) from error
        raise StorageError(place, f"o banco de notas recusou ({type(error).__name__})", "confira o endereço e o servidor") from error


def sqlite_url(path: Path) -> Any:
    """The address of a SQLite file; a URL object, because a path may hold ? and #."""
    from sqlalchemy import URL

    return URL.create("sqlite", database=str(path.absolute()), query={"timeout": str(BUSY_SECONDS)})


def prepare(target: Any, api: Any) -> None:
    """Make the tables where there are none.

    nbgrader would do it too, but by starting a program `alembic` that must be on PATH, and killed half-way it leaves a
    database that `nbgrader db upgrade` refuses. A new SQLite file appears whole or not at all.
    """
    from sqlalchemy import URL, create_engine, inspect

    if isinstance(target, URL) and target.database is not None:
        path = Path(target.database)
        with storage(path):
            if path.exists() and path.stat().st_size > 0:
                return
            _new_sqlite(path, api)
        return
    engine = create_engine(target)
    try:
        if not inspect(engine).get_table_names():
            _make_tables(engine, api)
    finally:
        engine.dispose()


def _new_sqlite(path: Path, api: Any) -> None:
    from sqlalchemy import create_engine

    forget_parts(path)  # of a run that was killed right here
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    engine = create_engine(sqlite_url(part))
    try:
        _make_tables(engine, api)
        engine.dispose()
        if path.exists():  # an empty file: what a program killed while opening leaves
            path.unlink()
        _put(part, path)
    finally:
        engine.dispose()
        part.unlink(missing_ok=True)


def _make_tables(engine: Any, api: Any) -> None:
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(api.__file__).parent / "alembic"))
    with engine.begin() as connection:
        api.Base.metadata.create_all(connection)
        MigrationContext.configure(connection).stamp(ScriptDirectory.from_config(config), "head")


def _put(part: Path, path: Path) -> None:
    """Give the new file its name, but never in the place of one that another program made meanwhile."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        part.replace(path)


def without_password(url: str) -> str:
    """A database's address as an error message may show it."""
    from sqlalchemy.engine import make_url

    with database_errors("banco de notas"):
        return str(make_url(url).render_as_string(hide_password=True))
