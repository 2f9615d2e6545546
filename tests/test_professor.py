"""How the page for grading by hand is set up; what it shows and refuses is in tests/browser/test_professor.py."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from grader.professor import START, _settings


def test_who_was_let_into_one_run_is_not_let_into_the_next() -> None:
    """Jupyter signs its cookies, which last a month, with a secret that it would keep from run to run."""
    options = argparse.Namespace(porta=0, sem_navegador=True)
    first, second = (_settings(Path(), options) for _ in range(2))
    assert len(first.ServerApp.cookie_secret) >= 32
    assert first.ServerApp.cookie_secret != second.ServerApp.cookie_secret
    assert first.IdentityProvider.token != second.IdentityProvider.token


@dataclass
class Asked:
    """The server of one run, and the cookies of a browser that was let into it with the token."""

    port: int
    cookies: dict[str, str]

    def ask(self, method: str, path: str, **headers: str) -> HTTPResponse:
        """One request, with the browser's cookies, and the right Host where no other is given."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, b"{}" if method != "GET" else None, {"Cookie": cookie, **headers})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """`grader professor` on a class in which one submission is graded."""
    folder = tmp_path_factory.mktemp("turma")
    (folder / "autograded" / "ana").mkdir(parents=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "JPY_", "XDG_"))}
    command = [f"{sys.prefix}/bin/grader", "professor", "--turma", str(folder), "--porta", "0", "--sem-navegador"]
    environment = {**kept, "HOME": str(tmp_path_factory.mktemp("casa"))}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        address = next((line.strip() for line in process.stdout if line.startswith("http://")), "")
        asked = Asked(urlsplit(address).port or 0, {})
        for line in asked.ask("GET", f"{START}?{urlsplit(address).query}").headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            asked.cookies[name] = value
        yield asked
        process.terminate()


def test_the_browser_that_has_the_token_is_let_in_and_another_is_not(server: Asked) -> None:
    assert server.ask("GET", START).status == 200
    assert Asked(server.port, {}).ask("GET", START).status != 200


@pytest.mark.parametrize("host", ["turma.example", "127.0.0.1.turma.example", "10.0.0.1"])
def test_a_request_under_another_hosts_name_is_refused(server: Asked, host: str) -> None:
    """A page elsewhere can make its own name point to this machine; with the name in Host, its scripts would read the class."""
    assert server.ask("GET", START, Host=host).status == 403
    assert server.ask("GET", START, Host=f"127.0.0.1:{server.port}").status == 200


@pytest.mark.parametrize(("method", "path"), [("PUT", "/formgrader/api/grade/x"), ("POST", "/formgrader/api/submitted_notebook/x/flag")])
def test_what_writes_is_refused_without_the_mark_of_our_own_page(server: Asked, method: str, path: str) -> None:
    """The cookies go along with a form of any page that the browser shows; `_xsrf` does not."""
    assert server.ask(method, path).status == 403
    assert server.ask(method, path, **{"X-XSRFToken": "2|00000000|00000000000000000000000000000000|1"}).status == 403
    assert server.ask(method, path, **{"X-XSRFToken": server.cookies["_xsrf"]}).status == 404  # nobody's grade is called x
