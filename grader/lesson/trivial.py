"""Answers that nobody thought about, made from the shape of the reference's: they must earn nothing in any exercise.

For every function of an answer, and every method of its classes, one body each: the first argument, all of them, zeros, None, True,
an empty list. Nothing of the reference survives but names and signatures.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.lesson.cells import defined_names
from grader.records import KeptAnswer

ZEROS = """
def _zeros(valor):
    if isinstance(valor, (list, tuple)):
        return _zeros(valor[0]) if valor else 0
    return torch.zeros_like(valor) if isinstance(valor, torch.Tensor) else 0
"""

BODIES = {
    "devolve o primeiro argumento": "{first}",
    "devolve a lista dos argumentos": "[{all}]",
    "devolve zeros": "_zeros({first})",
    "devolve None": "None",
    "devolve True": "True",
    "devolve uma lista vazia": "[]",
}


def generated(exercise: str, reference: str) -> Iterator[KeptAnswer]:
    """One answer for each kind of body. `reference`: the source of the exercise's own answer."""
    for name, body in BODIES.items():
        tree = ast.parse(reference)
        tree.body = [_emptied(node, body) for node in tree.body if not _is_text(node)]
        source = f"import torch\nfrom torch import nn\n{ZEROS}\n{ast.unparse(ast.fix_missing_locations(tree))}\n"
        yield KeptAnswer(exercise, "trivial", name, source)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _emptied(node: ast.stmt, body: str) -> ast.stmt:
    if isinstance(node, ast.FunctionDef):
        return _function(node, body, [argument.arg for argument in _arguments(node)])
    if isinstance(node, ast.ClassDef):
        node.body = [_method(member, body) for member in node.body if isinstance(member, ast.FunctionDef)] or [ast.Pass()]
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        names = defined_names(ast.unparse(node))
        return ast.parse(" = ".join([*names, _value(body, [])])).body[0]
    return node


def _arguments(node: ast.FunctionDef) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _method(node: ast.FunctionDef, body: str) -> ast.FunctionDef:
    """A constructor keeps its signature and builds nothing; of any other method the first argument is the object itself."""
    if node.name == "__init__":
        node.body = ast.parse("super().__init__()").body
        return node
    return _function(node, body, [argument.arg for argument in _arguments(node)][1:])


def _function(node: ast.FunctionDef, body: str, arguments: list[str]) -> ast.FunctionDef:
    node.body = ast.parse(f"return {_value(body, arguments)}").body
    return node


def _value(body: str, arguments: list[str]) -> str:
    return body.format(first=arguments[0] if arguments else "None", all=", ".join(arguments))
