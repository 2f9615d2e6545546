"""The command `python -m grader.site`: executes what changed, builds the site, and says where it lies."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from grader.bars import bar
from grader.cli import ALL_DONE, COURSE, SOLUTIONS, Parser
from grader.records import GraderError, UsageError

TARGET, KEPT = Path("site"), Path(".site")


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code: 0 built, 2 not."""
    parser = Parser(prog="python -m grader.site", description="Monta o curso como um site estático, que não pede nada à rede.")
    parser.add_argument("--destino", type=Path, default=TARGET, metavar="DIR", help=f"onde o site fica (padrão: {TARGET})")
    parser.add_argument(
        "--executados", type=Path, default=KEPT, metavar="DIR", help=f"onde ficam os cadernos já executados (padrão: {KEPT})"
    )
    options = parser.parse_args(arguments)
    try:
        return _build(options.destino, options.executados)
    except GraderError as error:
        print(f"site: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("site: interrompido; os cadernos que terminaram estão guardados, e o mesmo comando continua daqui", file=sys.stderr)
        return UsageError.exit_code


def _build(target: Path, kept: Path) -> int:
    from grader.site.build import build
    from grader.site.executed import executed

    paths = sorted(COURSE.glob("[0-9][0-9]_*.ipynb"))
    if not paths:
        raise UsageError(COURSE, "não há cadernos nesta pasta", "rode o comando na raiz do repositório, depois de `grader publicar`")
    notebooks, ran = {}, 0
    with bar("Executando os cadernos", len(paths)) as advance:
        for path, notebook, fresh in executed(paths, kept):
            notebooks[path] = notebook
            ran += fresh
            advance()
    files = build(COURSE, SOLUTIONS, notebooks, target)
    print(f"Site em {target / 'index.html'}: {len(files)} arquivos, {ran} de {len(paths)} cadernos executados agora.")
    return ALL_DONE


if __name__ == "__main__":
    sys.exit(main())
