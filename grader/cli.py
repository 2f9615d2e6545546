"""The command `grader`: reads the command line, makes one call, and turns errors into one line and an exit code.

argparse rather than a framework over it: everything a person reads here has to be Portuguese, the framework's own words included.
Heavy modules are imported by the command that needs them, because worker processes import this one too.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from grader.lms.names import printable
from grader.records import GraderError

SOLUTIONS, COURSE = Path("solutions"), Path("course")
ALL_DONE, SOME_NOT, WRONG_USE = 0, 1, 2

ENGLISH = (
    (r"the following arguments are required: (.*)", r"falta dizer: \1"),
    (r"unrecognized arguments: (.*)", r"não conheço: \1"),
    (r"argument (\S+): expected (?:one|at least one) argument", r"\1 precisa de um valor"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\1: não conheço \2; escolha entre \3"),
    (r"argument (\S+): invalid int value: (.*)", r"\1 precisa de um número inteiro, e não de \2"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 não recebe valor, e recebeu \2"),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 pode ser mais de uma opção: \2"),
)
"""argparse's own messages, which it has in English alone."""

UNWANTED = ("rfc3987_syntax", "jupytext.sync_contentsmanager", "jupytext.async_contentsmanager")
"""Optional parts of libraries that this command has no use for. The first, for jsonschema, takes up to 2.8 s to compile a grammar of IRIs;
the others bring all of Jupyter's server."""

COLLECT_AFTER = 300_000
"""New objects between two rounds of Python's collector. By its own choice it walks again and again through what libraries define: a sixth
of a short command."""

EXAMPLE = "Exemplo: "


class Help(argparse.HelpFormatter):
    """argparse's help with Portuguese headings, and its example on one line, as it would be typed."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Uso: " if prefix is None else prefix)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return indent + text if text.startswith(EXAMPLE) else super()._fill_text(text, width, indent)


class Parser(argparse.ArgumentParser):
    """argparse's parser in Portuguese."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, formatter_class=Help, **settings)
        self._positionals.title, self._optionals.title = "Argumentos", "Opções"
        self.add_argument("-h", "--help", action="help", help="mostra esta ajuda")

    def error(self, message: str) -> NoReturn:
        for english, portuguese in ENGLISH:
            message = re.sub(english, portuguese, message)
        self.exit(WRONG_USE, f"{self.prog}: {printable(message)}; veja `{self.prog} --help`\n")


def build_parser() -> Parser:
    """Every command with its options (the design's contract for scripts)."""
    about = "Publica as aulas do curso, corrige as entregas de uma turma e devolve as notas."
    parser = Parser(prog="grader", description=about, epilog=f"{EXAMPLE}grader corrigir --help")
    commands = parser.add_subparsers(title="Comandos", dest="command", metavar="COMANDO", required=True)

    def command(name: str, call: Any, text: str, *, example: str) -> Parser:
        """`example` is a whole command line that does something useful, as a person would type it."""
        added: Parser = commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".", epilog=EXAMPLE + example)
        added.set_defaults(call=call)
        return added

    lessons = {"nargs": "*", "metavar": "AULA", "help": "nome ou número da aula (sem nenhuma: todas)"}
    publishing = command("publicar", publish, "gera os cadernos de course/ a partir de solutions/", example="grader publicar 2")
    says = "confere o próprio curso: soluções, erros típicos, respostas triviais e course/"
    checking = command("conferir", check, says, example="grader conferir 2 3")
    checking.add_argument("--tempos", action="store_true", help="em vez disso, mede quanto cada aula demora, resolvida e na correção")
    says = "traz entregas (o zip do Moodle, pastas ou cadernos) para a pasta da turma"
    collecting = command("coletar", collect, says, example="grader coletar turma.zip --aula 2 --lista alunos.csv")
    collecting.add_argument("paths", nargs="+", type=Path, metavar="ARQUIVO", help="zip do Moodle, pasta da turma, ou cadernos")
    collecting.add_argument(
        "--lista", type=Path, metavar="CSV", help="lista da turma: dá a cada nome o número de identificação (ou o e-mail) e diz quem falta"
    )
    says = "a planilha de notas do Moodle desta tarefa: dela vem a hora de cada entrega, para descontar atrasos"
    collecting.add_argument("--planilha", type=Path, metavar="CSV", help=says)
    asked = collecting.add_argument("--aula", required=True, metavar="AULA", dest="lesson", help="a aula que foi entregue")
    asked.completer = lesson_names  # type: ignore[attr-defined]
    says = "corrige as entregas que ainda não têm nota, ou que mudaram"
    grading = command("corrigir", grade, says, example="grader corrigir 2 --turma turma-da-noite")
    grading.add_argument("--json", action="store_true", help="um objeto JSON por entrega, e mais nada, na saída; o que mudou, na de erros")
    grading.add_argument(
        "--processos", type=int, default=os.cpu_count() or 1, metavar="N", help="processos ao mesmo tempo (padrão: um por núcleo)"
    )
    grading.add_argument("--cluster", metavar="URL", help="corrige nos trabalhadores de um agendador do Dask (tcp://máquina:8786)")
    says = "onde rodam as respostas (padrão: cpu); o que não sai certo na GPU é corrigido na CPU: veja docs/gpu.md"
    grading.add_argument("--dispositivo", choices=["cpu", "cuda"], default="cpu", help=says)
    grading.add_argument("--semente", type=int, metavar="S", help="semente dos testes ocultos (padrão: sorteada a cada rodada)")
    grading.add_argument("--refazer", action="store_true", help="corrige de novo também o que já tem nota e diz de quem ela mudou")
    grading.add_argument("--em-roteiro", action="store_true", help="não diz, no fim, o próximo comando: quem chama este já o chama")
    grading.add_argument("--perfil", action="store_true", help="mostra, no fim, em que etapa o tempo foi gasto")
    grading.add_argument(
        "--sem-isolamento", action="store_true", help="PERIGO: roda o código dos alunos sem bubblewrap, solto nesta máquina"
    )
    returning = command("devolver", give_back, "escreve a página de devolutiva de cada aluno", example="grader devolver 2 --moodle")
    returning.add_argument("--moodle", action="store_true", help="escreve também o zip que o Moodle recebe: feedback/AULA-moodle.zip")
    exporting = command("exportar", export, "escreve as notas da turma", example="grader exportar 1 2 3 --formato csv")
    formats = "csv: para planilhas brasileiras (;, vírgula decimal); moodle: preenche a planilha de notas que o Moodle gerou"
    exporting.add_argument("--formato", choices=["csv", "moodle"], default="csv", help=formats)
    says = "a planilha de notas do Moodle, de uma só aula; as notas vão para ARQUIVO-com-notas.csv, ao lado dela, "
    says += "como nota ÷ pontos da aula × Nota máxima da planilha"
    exporting.add_argument("--planilha", type=Path, metavar="ARQUIVO", help=says)
    says = "escreve uma página sobre a turma: notas, exercícios, erros típicos, quem precisa de atenção e respostas parecidas"
    reporting = command("relatorio", report, says, example="grader relatorio 2")
    says = "abre no navegador a página em que uma pessoa corrige as questões abertas"
    opening = command("professor", open_page, says, example="grader professor --turma turma-da-noite")
    opening.add_argument("--porta", type=int, default=8888, metavar="N", help="porta nesta máquina (padrão: 8888, ou a próxima livre)")
    opening.add_argument("--sem-navegador", action="store_true", help="só mostra o endereço")
    for added in (publishing, checking, grading, returning, exporting, reporting):
        added.add_argument("lessons", **lessons).completer = lesson_names  # type: ignore[arg-type, attr-defined]
    for added in (collecting, grading, returning, exporting, reporting, opening):
        added.add_argument("--turma", type=Path, default=Path("turma"), metavar="DIR", help="pasta da turma (padrão: turma)")
    for added in (grading, returning, exporting, reporting, opening):
        added.add_argument("--banco", metavar="URL", help="banco de notas (postgresql://…; padrão: o arquivo gradebook.db da turma)")
    return parser


def lesson_names(**_asked: Any) -> list[str]:
    """What a shell may complete an AULA to: the lessons with exercises."""
    return sorted(path.stem for path in SOLUTIONS.glob("[0-9][0-9]_*.py") if not path.stem.startswith("00_"))


def run() -> int:
    """The installed command: `main`, and an end without delay."""
    code = main()
    gc.freeze()  # else the interpreter walks through everything once more on its way out
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 all judged, 1 some were not, 2 wrong use."""
    parser = build_parser()
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what may come next: this answers it, and ends the process
        import argcomplete

        argcomplete.autocomplete(parser, always_complete_options=False)  # options after a dash, lessons before it
    options = parser.parse_args(arguments)
    gc.set_threshold(COLLECT_AFTER)
    for unwanted in UNWANTED:
        sys.modules.setdefault(unwanted, None)  # type: ignore[arg-type]
    try:
        return int(options.call(options))
    except GraderError as error:
        print(f"grader: {printable(str(error))}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # whoever read the output (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_NOT
    except KeyboardInterrupt:
        print("grader: interrompido; o que já foi corrigido está guardado, e o mesmo comando continua daqui", file=sys.stderr)
        return 130


def publish(options: argparse.Namespace) -> int:
    """`grader publicar`."""
    from grader.bars import bar, each
    from grader.lesson import publish, source

    publish.course_glossary(SOLUTIONS)  # a term said twice stops here, before anything is written
    paths = source.find_lessons(options.lessons, SOLUTIONS)
    with bar("Publicando", len(paths)) as advance:
        written = publish.publish(each(paths, advance), COURSE)
    for path in written:
        print(path)
    print(publish.publish_glossary(SOLUTIONS, COURSE))
    return ALL_DONE


def check(options: argparse.Namespace) -> int:
    """`grader conferir`: 0 when the course keeps all that it promises, 1 with the list of what it does not."""
    if options.tempos:
        return measure(options)
    from grader import check
    from grader.bars import bar, each
    from grader.lesson import source
    from grader.runner import Runner

    paths = source.find_lessons(options.lessons, SOLUTIONS)
    failed = False
    with Runner() as runner, bar("Conferindo", len(paths)) as advance:
        for report in each(check.check(paths, COURSE, runner), advance):
            print(report, flush=True)
            failed |= bool(report.failures)
    for told in check.course_failures(SOLUTIONS, COURSE):
        print(told)
        failed = True
    return SOME_NOT if failed else ALL_DONE


def measure(options: argparse.Namespace) -> int:
    """`grader conferir --tempos`: 0 when every lesson keeps within its limits of time."""
    from grader import timing
    from grader.bars import bar, each
    from grader.lesson import source

    paths = source.find_lessons(options.lessons, SOLUTIONS, graded=True)
    print(timing.HEADING, flush=True)
    over = False
    with bar("Medindo", len(paths)) as advance:
        for times in each(timing.measure(paths), advance):
            print(times, flush=True)
            over |= times.over
    return SOME_NOT if over else ALL_DONE


def collect(options: argparse.Namespace) -> int:
    """`grader coletar`."""
    from grader.lms import commands

    return commands.collect(options, SOLUTIONS)


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


def report(options: argparse.Namespace) -> int:
    """`grader relatorio`."""
    from grader.classreport import command

    return command.report(options, SOLUTIONS)


def open_page(options: argparse.Namespace) -> int:
    """`grader professor`."""
    from grader import professor

    return professor.open_page(options, SOLUTIONS)
