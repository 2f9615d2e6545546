"""A class graded by the workers of a Dask cluster (`grader corrigir --cluster tcp://…`); docs/escala.md says how to start one.

A worker's machine needs this package and bubblewrap, no file of the class: a submission travels as bytes and comes back as JSON, the
lesson's reference is kept by the cluster, and this process alone writes the gradebook.
"""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Any

import grader
from grader.records import UsageError

if TYPE_CHECKING:
    from grader.grade import Reference

ANSWER_SECONDS = 20
"""How long to wait for the scheduler, and for its first worker."""
WORKER = "dask worker {} --nthreads 1"


class Cluster:
    """The workers of one Dask scheduler, as a `workplace.Workplace`."""

    shared_fate = False

    def __init__(self, address: str) -> None:
        """Raises UsageError where no scheduler answers, where it has no worker, or where a worker has another version of the grader."""
        try:
            from distributed import Client
            from distributed.scheduler import KilledWorker
        except ImportError:
            step = "instale o pacote com o extra `cluster`"
            raise UsageError("--cluster", "o Dask não está instalado neste ambiente", step) from None
        self._address, self._killed = address, KilledWorker
        try:
            self._client: Any = Client(address, timeout=ANSWER_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            cause = f"nenhum agendador do Dask respondeu ({type(error).__name__})"
            raise UsageError(address, cause, "confira o endereço, que `dask scheduler` escreve ao começar") from None
        try:
            self._check_workers()
            self._client.run_on_scheduler(_give_back_at_the_first_death)
        except BaseException:
            self._client.close()
            raise
        self._executor = self._client.get_executor(pure=False, retries=0)

    def _check_workers(self) -> None:
        step = f"comece um em cada máquina, com o mesmo ambiente: {WORKER.format(self._address)}"
        try:
            self._client.wait_for_workers(1, timeout=ANSWER_SECONDS)
        except TimeoutError:
            raise UsageError(self._address, "o agendador não tem nenhum trabalhador", step) from None
        for worker, version in self._client.run(_version, on_error="return").items():
            if version != grader.__version__:
                cause = f"o trabalhador {worker} não tem o grader {grader.__version__}" + (
                    f", e sim {version}" if isinstance(version, str) else ""
                )
                raise UsageError(self._address, cause, "instale nele o mesmo pacote e rode de novo")

    @property
    def at_once(self) -> int:
        """Two for each thread that the workers have now: the cluster may grow and shrink."""
        return 2 * max(1, sum(map(int, self._client.nthreads().values())))

    def submit(self, task: Any, *arguments: Any) -> Future[Any]:
        """As `Workplace`. Raises UsageError where the scheduler is gone."""
        if self._client.status != "running":
            cause = "o agendador do Dask parou de responder"
            raise UsageError(self._address, cause, "rode o mesmo comando quando ele voltar: nada do que estava guardado se perdeu")
        future: Future[Any] = self._executor.submit(task, *arguments)
        return future

    def begin(self) -> None:
        """As `Workplace`: they are at work already."""

    def share(self, reference: Reference) -> Any:
        """As `Workplace`: a task of its own, so that the scheduler can make it again when all workers that held it are gone."""
        return self._client.submit(_unchanged, reference, pure=False)

    def is_lost(self, error: BaseException | None) -> bool:
        """As `Workplace`."""
        return isinstance(error, self._killed | CancelledError)

    def renew(self) -> None:
        """As `Workplace`: a worker's own nanny starts it again, and the others work on."""

    def close(self) -> None:
        """As `Workplace`."""
        self._executor.shutdown(wait=False)
        self._client.close()


def _version() -> str:
    return grader.__version__


def _unchanged(reference: Reference) -> Reference:
    return reference


def _give_back_at_the_first_death(dask_scheduler: Any) -> None:
    """A scheduler tries a task again three times by itself, each time at the cost of a worker; who tries again, and how, is for us."""
    dask_scheduler.allowed_failures = 0
