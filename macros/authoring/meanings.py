"""What the fields of a form mean: the docstring below each, read from the code that declares it."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from macros.content.records.base import Form


@cache
def meanings(form: type[Form]) -> Mapping[str, str]:
    """Return what the fields of a form mean by their names, those that it has from another form too.

    The validation library can read them itself, but does so whenever a form is made, and only few commands ask.
    """
    found: dict[str, str] = {}
    for base in reversed(form.__mro__):
        if issubclass(base, Form):
            found |= _written(base.__module__).get(base.__qualname__, {})
    return found


@cache
def _written(module: str) -> dict[str, dict[str, str]]:
    """Return the docstrings of fields by the names of their forms, for a module's forms."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: dict(_below_fields(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _below_fields(form: ast.ClassDef) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    for field, below in pairwise(form.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                said.append((name, " ".join(text.split())))
    return said
