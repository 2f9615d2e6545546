"""`grader professor`: nbgrader's formgrader on one class folder, to grade the open questions, and nothing else.

A Jupyter server of its own rather than JupyterLab's. There formgrader comes with kernels, terminals, the files of the class, a button
that runs a student's code without walls (Autograde), and an address that runs the `nbgrader_config.py` of any folder
(`/formgrader?path=…`); a link in a student's answer is enough to call the last. Here only what grading by hand needs has a handler:
no kernel, no file, no other command. It listens on 127.0.0.1, with a new token for each run.

Trust: the class folder's `nbgrader_config.py` is the instructor's, and runs. What students wrote is cleaned (`gradebook/inert.py`), and the
page's policy lets no script run but nbgrader's own (`formgrader.py`).
"""

from __future__ import annotations

import argparse
import copy
import secrets
from pathlib import Path
from typing import Any

import jupyter_server_mathjax  # type: ignore[import-untyped]
from jinja2 import BaseLoader, Environment, FileSystemLoader
from jupyter_server.base.handlers import FileFindHandler, JupyterHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import apihandlers, handlers
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from tornado import web
from traitlets.config import Config

from grader.formgrader import arm, criteria, policy, translated
from grader.gradebook.book import Gradebook
from grader.gradebook.filing import ClassFolder
from grader.gradebook.inert import inert_html
from grader.records import UsageError

START = "/formgrader/gradebook"
LAST_PORT = 65_535
TEMPLATES, STATIC = Path(handlers.template_path), Path(handlers.static_path)
FORMULAS = Path(jupyter_server_mathjax.__file__).parent / "static"


def open_page(options: argparse.Namespace, solutions: Path) -> int:
    """`grader professor`: serves the page until it is interrupted. Raises `UsageError`, `StorageError`."""
    if not 0 <= options.porta <= LAST_PORT:
        raise UsageError("--porta", f"não existe a porta {options.porta}", f"use uma de 1024 a {LAST_PORT}")
    if options.turma.is_dir() and not ClassFolder(options.turma).students("autograded"):
        raise UsageError(options.turma, "ainda não há entrega corrigida", "rode `grader corrigir` primeiro")
    with Gradebook(options.turma, options.banco) as book:
        folder = book.files.root
        book.database.students()  # what is wrong with the database is said here, in one line
    server = _Server(folder, options.banco, config=_settings(folder, options))
    server.initialize(argv=[], find_extensions=False)
    said = f"Correção manual, só nesta máquina (Ctrl+C encerra):\n{server.address}"
    server.io_loop.add_callback(print, said, flush=True)  # comes after the callback that begins to listen
    server.start()
    print("\nCorreção manual encerrada. Para escrever as devolutivas e a planilha: grader devolver e grader exportar.")
    return 0


def _settings(folder: Path, options: argparse.Namespace) -> Config:
    server = {
        "ip": "127.0.0.1",
        "port": options.porta,
        "open_browser": not options.sem_navegador,
        "default_url": START,
        "root_dir": str(folder),
        "contents_manager_class": _NoFiles,
        "allow_root": True,
        "allow_unauthenticated_access": False,
        "cookie_secret": secrets.token_bytes(32),  # kept, it would let last month's cookies in
        "log_level": "ERROR",
    }
    login = {"token": secrets.token_hex(24), "cookie_options": {"path": "/", "samesite": "Strict"}}
    return Config({"ServerApp": server, "IdentityProvider": login})


class _NoFiles(LargeFileManager):
    def get_extra_handlers(self) -> list[Any]:
        """None: not even /files/."""
        return []


class _Server(ServerApp):
    """Jupyter's server with the handlers of grading by hand alone. No configuration of the person's own Jupyter is read."""

    default_services = ("auth",)  # type: ignore[assignment]
    config_file_paths: list[str] = []  # noqa: RUF012

    def __init__(self, folder: Path, database: str | None, **settings: Any) -> None:
        super().__init__(**settings)
        self._formgrader = _Formgrader()
        self._formgrader.open(folder, database)
        self._nonce = secrets.token_urlsafe(16)

    @property
    def address(self) -> str:
        """What a person opens: the page, with the token."""
        return f"http://127.0.0.1:{self.port}{START}?token={self.identity_provider.token}"

    def _handle_sigint(self, sig: Any, frame: Any) -> None:
        self.stop(from_signal=True)  # Ctrl+C, without Jupyter's question in English

    def init_webapp(self) -> None:
        """Jupyter's own, then the page and the policy that all answers carry."""
        loader = _Loader(self._nonce, TEMPLATES)
        texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*") if path.suffix in {".tpl", ".j2"}]
        self.tornado_settings["headers"] = {"Content-Security-Policy": policy(self._nonce, texts)}
        super().init_webapp()
        self.web_app.settings.update(
            nbgrader_formgrader=self._formgrader,
            nbgrader_authenticator=None,
            nbgrader_exporter=_exporter(self._formgrader, self._nonce),
            nbgrader_gradebook=None,
            nbgrader_jinja2_env=Environment(loader=loader, autoescape=True),
            nbgrader_bad_setup=False,
        )
        self.web_app.add_handlers(".*$", _handlers())  # type: ignore[no-untyped-call]


class _Formgrader(FormgradeExtension):  # type: ignore[misc]
    """What formgrader's handlers ask for the class, its database and its configuration, which is read once."""

    url_prefix = "."

    def open(self, folder: Path, database: str | None) -> None:
        """Read the configuration of the class."""
        self.initialize([], root=str(folder))
        own: dict[str, Any] = {
            "CourseDirectory": {"root": str(folder)},
            "Exchange": {"root": str(folder)},
            "NbGraderAPI": {"log_level": 40},
        }
        if database is not None:
            own["CourseDirectory"]["db_url"] = database
        self.update_config(Config(own))

    def load_config_file(self, *names: Any, **places: Any) -> None:
        """Nothing: what a person or a machine has for other classes is not this one's, and the page asks for this at every click."""

    def init_syspath(self) -> None:
        """Nothing: the folder in which the command is called is no place to import from."""


class _Loader(FileSystemLoader):
    """nbgrader's templates, translated and armed."""

    def __init__(self, nonce: str, folder: Path) -> None:
        super().__init__(folder)
        self._nonce = nonce

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        text, path, fresh = super().get_source(environment, template)
        return arm(template, translated(template, text), self._nonce), path, fresh


class _Exporter(HTMLExporter):
    """The grading page, with the criteria of the instructor's notebook."""

    def from_filename(self, filename: str, resources: dict[str, Any] | None = None, **kw: Any) -> tuple[str, dict[str, Any]]:
        given = resources or {}
        lesson = given["assignment_id"]
        source = Path(filename).parents[3] / "source" / lesson / f"{lesson}.ipynb"
        return super().from_filename(filename, resources={**given, "criterios": criteria(source)}, **kw)


def _exporter(formgrader: _Formgrader, nonce: str) -> _Exporter:
    """Students' Markdown is cleaned whatever the class's configuration says: one written before this page was has no such line."""
    config = copy.deepcopy(formgrader.config)
    config.HTMLExporter.filters = {**config.HTMLExporter.get("filters", {}), "markdown2html": inert_html}
    config.HTMLExporter.sanitize_html = True
    loaders: list[BaseLoader] = [_Loader(nonce, TEMPLATES / "formgrade")]
    return _Exporter(config=config, extra_loaders=loaders)  # type: ignore[no-untyped-call]


class _Script(JupyterHandler):
    """nbgrader's own scripts, translated."""

    @web.authenticated
    def get(self, name: str) -> None:
        path = STATIC / "js" / name
        if not path.is_file():
            raise web.HTTPError(404)
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(translated(name, path.read_text(encoding="utf-8")))


class _Fresh:
    """Every request sees the database as it is now, and leaves it free: what `grader corrigir` wrote meanwhile, and after an error too."""

    def on_finish(self) -> None:
        gradebook = self.settings["nbgrader_gradebook"]  # type: ignore[attr-defined]
        if gradebook is not None:
            gradebook.db.rollback()
        super().on_finish()  # type: ignore[misc]


def _handlers() -> list[tuple[Any, ...]]:
    """All that this server answers, besides logging in."""
    name = r"([^/]+)"
    listed = [
        (START, handlers.GradebookAssignmentsHandler),
        (f"{START}/{name}", handlers.GradebookNotebooksHandler),
        (f"{START}/{name}/{name}", handlers.GradebookNotebookSubmissionsHandler),
        (f"/formgrader/submissions/{name}", handlers.SubmissionHandler),
        (rf"/formgrader/submissions/(?P<submission_id>[^/]+)/{handlers._navigation_regex}", handlers.SubmissionNavigationHandler),
        ("/formgrader/api/assignments", apihandlers.AssignmentCollectionHandler),
        (f"/formgrader/api/notebooks/{name}", apihandlers.NotebookCollectionHandler),
        (f"/formgrader/api/submitted_notebooks/{name}/{name}", apihandlers.SubmittedNotebookCollectionHandler),
        (f"/formgrader/api/submitted_notebook/{name}/flag", apihandlers.FlagSubmissionHandler),
        ("/formgrader/api/grades", apihandlers.GradeCollectionHandler),
        (f"/formgrader/api/grade/{name}", apihandlers.GradeHandler),
        ("/formgrader/api/comments", apihandlers.CommentCollectionHandler),
        (f"/formgrader/api/comment/{name}", apihandlers.CommentHandler),
    ]
    fresh = [(f"{place}/?", type(handler.__name__, (_Fresh, handler), {})) for place, handler in listed]
    return [
        *fresh,
        (r"/formgrader/static/js/([a-z_]+\.js)", _Script),
        ("/formgrader/static/(.*)", FileFindHandler, {"path": [str(STATIC)]}),
        ("/mathjax/(.*)", FileFindHandler, {"path": [str(FORMULAS)]}),
    ]
