"""Whole files or none: atomic writes, and the system's errors told in one Portuguese line."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from grader.records import StorageError

PART = ".parte"
"""Ending of a file that is still being written; a run that was killed may leave one behind, the next write of the same file removes it."""

_CAUSES = {
    errno.ENOSPC: ("o disco está cheio", "libere espaço e rode o comando de novo"),
    errno.EDQUOT: ("a cota de disco acabou", "libere espaço e rode o comando de novo"),
    errno.EROFS: ("está num disco só de leitura", "use uma pasta em que você possa gravar"),
    errno.EACCES: ("sem permissão de acesso", "acerte as permissões (chmod, chown) ou use outra pasta"),
    errno.EPERM: ("sem permissão de acesso", "acerte as permissões (chmod, chown) ou use outra pasta"),
    errno.ENOENT: ("não existe", "confira o caminho"),
    errno.ENOTDIR: ("há um arquivo onde deveria haver uma pasta", "mova esse arquivo para outro lugar"),
    errno.EEXIST: ("há um arquivo onde deveria haver uma pasta", "mova esse arquivo para outro lugar"),
    errno.EISDIR: ("há uma pasta onde deveria haver um arquivo", "mova essa pasta para outro lugar"),
    errno.ENAMETOOLONG: ("o nome é longo demais", "encurte o nome da pasta"),
}


def storage_error(place: str | Path, error: OSError) -> StorageError:
    """The user's version of an `OSError` met at `place`."""
    cause, step = _CAUSES.get(error.errno or 0, (error.strerror or type(error).__name__, "confira o disco e a pasta"))
    met = str(error.filename or place)
    return StorageError(place if met.endswith(PART) else met, cause, step)


@contextlib.contextmanager
def storage(place: str | Path) -> Iterator[None]:
    """Turn any `OSError` of the block into a `StorageError` about `place`."""
    try:
        yield
    except OSError as error:
        raise storage_error(place, error) from error


@dataclass(frozen=True)
class Staged:
    """A file written and synced under another name, waiting for `commit`; leaving its `with` block without one forgets it."""

    path: Path
    part: Path

    def commit(self) -> None:
        """Put the file in its place in one step. Raises `StorageError`."""
        with storage(self.path):
            self.part.replace(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.discard()

    def discard(self) -> None:
        """Forget the file; nothing happens where it was committed."""
        with contextlib.suppress(OSError):
            self.part.unlink(missing_ok=True)


def stage(path: Path, content: bytes) -> Staged:
    """Write `content` beside `path`, synced, without touching `path`: a full disk shows here. Raises `StorageError`."""
    with storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        for stale in path.parent.glob(f".{glob.escape(path.name)}.*{PART}"):
            stale.unlink(missing_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PART)
        staged = Staged(path, Path(name))
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            staged.part.chmod(0o644)
        except BaseException:
            staged.discard()
            raise
    return staged


def write_atomic(path: Path, content: bytes) -> bool:
    """Make `path` hold `content`: the whole of it or, if anything fails, what was there before.

    Returns False, having touched nothing, where it already did. Raises `StorageError`.
    """
    with storage(path):
        if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
            return False
    stage(path, content).commit()
    return True
