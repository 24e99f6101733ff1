"""Small changes to a module's source, one at a time: each is a fault that a test should notice."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}
_WORKED_OUT: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.Mod: ast.Add,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change: its line, what it was, what it is, and the whole as source."""

    line: int
    was: str
    is_now: str
    source: str


def mutants(source: str) -> tuple[Mutant, ...]:
    """Return every change that the operators below make to a module, in the order of its lines.

    Left out are annotations, decorators, docstrings, parts of f-strings and `__all__`: they say what the code is, or what a
    message says, and not what the code does. Of a set each entry is left out once; it is not changed besides.
    """
    tree = ast.parse(source)
    live, made = set(_live(tree)), []
    for place, node in enumerate(ast.walk(tree)):
        for other in _changed(node) if node in live else ():
            copy = _with(tree, place, other)
            made.append(Mutant(getattr(node, "lineno", 1), ast.unparse(node), ast.unparse(other), ast.unparse(copy)))
    return tuple(sorted(made, key=lambda one: one.line))


def _live(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that may change."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "type_params", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _says_only(child):
                continue
            if not (isinstance(tree, ast.Set) and isinstance(child, ast.Constant)):
                yield child
            yield from _live(child)


def _says_only(node: ast.AST) -> bool:
    """Return whether a statement is a docstring, an import, a type's name or the list of public names."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
    return isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr)


def _with(tree: ast.Module, place: int, other: ast.AST) -> ast.Module:
    """Return a copy of the tree with one node exchanged."""
    copy = deepcopy(tree)
    nodes = list(ast.walk(copy))
    for parent in nodes:
        for name, value in ast.iter_fields(parent):
            if value is nodes[place]:
                setattr(parent, name, other)
            elif isinstance(value, list) and nodes[place] in value:
                value[value.index(nodes[place])] = other
    return ast.fix_missing_locations(copy)


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node is exchanged for."""
    new = deepcopy(node)
    match new:
        case ast.Compare(ops=[op, *rest]):
            new.ops = [_COMPARED[type(op)](), *rest]
            yield new
        case ast.BoolOp():
            new.op = ast.Or() if isinstance(new.op, ast.And) else ast.And()
            yield new
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield new.operand
        case ast.BinOp() if type(new.op) in _WORKED_OUT:
            new.op = _WORKED_OUT[type(new.op)]()
            yield new
        case ast.If() | ast.IfExp():
            new.test = ast.UnaryOp(ast.Not(), new.test)
            yield new
        case ast.Constant():
            yield from _other_value(new.value)
        case _:
            yield from _left_out(new)


def _other_value(value: object) -> Iterator[ast.AST]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int():
            yield ast.Constant(value + 1)
        case str():
            yield ast.Constant(f"XX{value}")


def _left_out(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.expr()) if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.AugAssign() | ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Set(elts=elements) if len(elements) > 1:
            yield from (ast.Set([*elements[:n], *elements[n + 1 :]]) for n in range(len(elements)))
