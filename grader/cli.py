"""The command `grader`: reads the command line, makes one call, and turns errors into one line and an exit code.

argparse rather than a framework over it: everything a person reads here has to be Portuguese, the framework's own words included.
Heavy modules are imported by the command that needs them, because worker processes import this one too.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from grader.records import GraderError

SOLUTIONS, COURSE = Path("solutions"), Path("course")
ALL_DONE, SOME_NOT, WRONG_USE = 0, 1, 2

ENGLISH = (
    (r"the following arguments are required: (.*)", r"falta dizer: \1"),
    (r"unrecognized arguments: (.*)", r"não conheço: \1"),
    (r"argument (\S+): expected (?:one|at least one) argument", r"\1 precisa de um valor"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\1: não conheço \2; escolha entre \3"),
    (r"argument (\S+): invalid int value: (.*)", r"\1 precisa de um número inteiro, e não de \2"),
)
"""argparse's own messages, which it has in English alone."""


class Help(argparse.HelpFormatter):
    """argparse's help with Portuguese headings."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Uso: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse's parser in Portuguese."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, formatter_class=Help, **settings)
        self._positionals.title, self._optionals.title = "Argumentos", "Opções"
        self.add_argument("-h", "--help", action="help", help="mostra esta ajuda")

    def error(self, message: str) -> NoReturn:
        for english, portuguese in ENGLISH:
            message = re.sub(english, portuguese, message)
        self.exit(WRONG_USE, f"{self.prog}: {message}; veja `{self.prog} --help`\n")


def build_parser() -> Parser:
    """Every command with its options (the design's contract for scripts)."""
    parser = Parser(prog="grader", description="Publica as aulas do curso, corrige as entregas de uma turma e devolve as notas.")
    commands = parser.add_subparsers(title="Comandos", dest="command", metavar="COMANDO", required=True)

    def command(name: str, call: Any, text: str) -> Parser:
        added: Parser = commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
        added.set_defaults(call=call)
        return added

    lessons = {"nargs": "*", "metavar": "AULA", "help": "nome ou número da aula (sem nenhuma: todas)"}
    publishing = command("publicar", publish, "gera os cadernos de course/ a partir de solutions/")
    checking = command("conferir", check, "confere o próprio curso: soluções, erros típicos, respostas triviais e course/")
    checking.add_argument("--tempos", action="store_true", help="em vez disso, mede quanto cada aula demora, resolvida e na correção")
    collecting = command("coletar", collect, "traz entregas (pastas ou cadernos) para a pasta da turma")
    collecting.add_argument("paths", nargs="+", type=Path, metavar="ARQUIVO", help="pasta da turma, pasta de cadernos, ou cadernos")
    collecting.add_argument("--aula", required=True, metavar="AULA", dest="lesson", help="a aula que foi entregue")
    grading = command("corrigir", grade, "corrige as entregas que ainda não foram corrigidas")
    grading.add_argument("--json", action="store_true", help="um objeto JSON por entrega, e mais nada, na saída")
    grading.add_argument(
        "--processos", type=int, default=os.cpu_count() or 1, metavar="N", help="processos ao mesmo tempo (padrão: um por núcleo)"
    )
    grading.add_argument("--cluster", metavar="URL", help="corrige nos trabalhadores de um agendador do Dask (tcp://máquina:8786)")
    grading.add_argument("--semente", type=int, metavar="S", help="semente dos testes ocultos (padrão: sorteada a cada rodada)")
    grading.add_argument("--refazer", action="store_true", help="corrige de novo também o que já tem nota")
    grading.add_argument("--perfil", action="store_true", help="mostra, no fim, em que etapa o tempo foi gasto")
    grading.add_argument(
        "--sem-isolamento", action="store_true", help="PERIGO: corre o código dos alunos sem bubblewrap, solto nesta máquina"
    )
    returning = command("devolver", give_back, "escreve a página de devolutiva de cada aluno")
    exporting = command("exportar", export, "escreve as notas da turma")
    exporting.add_argument("--formato", choices=["csv"], default="csv", help="csv: para planilhas brasileiras (;, vírgula decimal)")
    for added in (publishing, checking, grading, returning, exporting):
        added.add_argument("lessons", **lessons)  # type: ignore[arg-type]
    for added in (collecting, grading, returning, exporting):
        added.add_argument("--turma", type=Path, default=Path("turma"), metavar="DIR", help="pasta da turma (padrão: turma)")
    for added in (grading, returning, exporting):
        added.add_argument("--banco", metavar="URL", help="banco de notas (postgresql://…; padrão: o arquivo gradebook.db da turma)")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 all judged, 1 some were not, 2 wrong use."""
    options = build_parser().parse_args(arguments)
    # jsonschema, which nbformat needs, imports this one if it can: 2.8 s to compile a grammar of IRIs, which nothing here has.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        return int(options.call(options))
    except GraderError as error:
        print(f"grader: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # whoever read the output (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_NOT
    except KeyboardInterrupt:
        print("grader: interrompido; o que já foi corrigido está guardado, e o mesmo comando continua daqui", file=sys.stderr)
        return 130


def publish(options: argparse.Namespace) -> int:
    """`grader publicar`."""
    from grader.lesson import publish, source

    publish.course_glossary(SOLUTIONS)  # a term said twice stops here, before anything is written
    for path in publish.publish(source.find_lessons(options.lessons, SOLUTIONS), COURSE):
        print(path)
    print(publish.publish_glossary(SOLUTIONS, COURSE))
    return ALL_DONE


def check(options: argparse.Namespace) -> int:
    """`grader conferir`: 0 when the course keeps all that it promises, 1 with the list of what it does not."""
    if options.tempos:
        return measure(options)
    from grader import check
    from grader.lesson import source
    from grader.runner import Runner

    paths = source.find_lessons(options.lessons, SOLUTIONS)
    failed = False
    with Runner() as runner:
        for report in check.check(paths, COURSE, runner):
            print(report, flush=True)
            failed |= bool(report.failures)
    for told in check.course_failures(SOLUTIONS, COURSE):
        print(told)
        failed = True
    return SOME_NOT if failed else ALL_DONE


def measure(options: argparse.Namespace) -> int:
    """`grader conferir --tempos`: 0 when every lesson keeps within its limits of time."""
    from grader import timing
    from grader.lesson import source

    paths = source.find_lessons(options.lessons, SOLUTIONS, graded=True)
    print(timing.HEADING, flush=True)
    over = False
    for times in timing.measure(paths):
        print(times, flush=True)
        over |= times.over
    return SOME_NOT if over else ALL_DONE


def collect(options: argparse.Namespace) -> int:
    """`grader coletar`."""
    from grader import lms
    from grader.lesson import source

    (lesson,) = source.find_lessons([options.lesson], SOLUTIONS, graded=True)
    collected = lms.collect(options.paths, lesson.stem, options.turma)
    for one in collected:
        print(one)
    taken = all(one.outcome not in {lms.Outcome.CLASH, lms.Outcome.SKIPPED} for one in collected)
    return ALL_DONE if taken else SOME_NOT


def grade(options: argparse.Namespace) -> int:
    """`grader corrigir`."""
    from grader import undisturbed

    with undisturbed.imports():
        from grader import screen

    return screen.grade(options, SOLUTIONS)


def give_back(options: argparse.Namespace) -> int:
    """`grader devolver`."""
    from grader import screen

    return screen.give_back(options, SOLUTIONS)


def export(options: argparse.Namespace) -> int:
    """`grader exportar`."""
    from grader import screen

    return screen.export(options, SOLUTIONS)
