"""Templates as Jinja compiles them, with less done round each value that they write.

A library's pages write half a million values and call a hundred thousand macros. Jinja makes each value safe as if it were the
first, and asks of each macro whether it escapes. Ours all do, and most of what they write was written before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, MutableMapping
from functools import partial
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, Template
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

_marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Text that is safe already, as such: `Markup` asks first what it is given."""


def lean(environment: Environment) -> None:
    """Make an environment write the same at less cost. It must have no template loaded yet, and get no globals later."""
    environment.template_class = type("Lean", (_Lean,), {"written": staticmethod(_escaping())})
    environment.context_class = _Context


class Compiled(BytecodeCache):
    """Keeps templates compiled while one build lasts: the same are needed by MkDocs, by ours and by macros, each in an
    environment of its own. In these a template comes to the same code: no filter may differ that looks at no context."""

    def __init__(self) -> None:
        """Begin with none."""
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if its template was compiled before."""
        if held := self._held.get(bucket.key):
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._held[bucket.key] = bucket.bytecode_to_string()


class InSight(FileSystemLoader):
    """Loads from folders, and lists what is in them but for what a folder with a dot before its name hides. The theme keeps
    eleven thousand icons in one: MkDocs asks which files there are, and copies nothing of that kind."""

    def list_templates(self) -> list[str]:
        """Return the names of the files, with slashes, sorted."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, within, names in os.walk(top):
                within[:] = [name for name in within if not name.startswith(".")]
                below = folder[len(top) :].replace(os.sep, "/").strip("/")
                found.update(f"{below}/{name}" if below else name for name in names)
        return sorted(found)


class _Macro(Macro):
    """A macro of a template that escapes: what it returns is safe, whoever calls it."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        lacking = self._argument_count - len(args)
        if lacking < 0 or self.caller or self.explicit_caller or self.catch_kwargs or self.catch_varargs:
            return super().__call__(*args, **kwargs)
        if not kwargs:
            return _marked(self._func(*args, *(missing,) * lacking))
        named = [kwargs.pop(name, missing) for name in self.arguments[len(args) :]]
        return super().__call__(*args, *named, **kwargs) if kwargs else _marked(self._func(*args, *named))


class _Context(Context):
    """Calls such macros without asking what they want of it: nothing."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if type(called) is not _Macro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return called(*args, **kwargs)


class _Lean(Template):
    """A template whose globals are one mapping, not a chain that is followed for every name and page."""

    written: Callable[[Any], str]

    @classmethod
    def from_code(
        cls, environment: Environment, code: CodeType, globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's own name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        made = super().from_code(environment, code, dict(globals), uptodate)
        escapes = environment.autoescape
        if escapes(made.name) if callable(escapes) else escapes:
            # What a compiled template takes from Jinja it takes by name, from its own module.
            made.root_render_func.__globals__.update(escape=cls.written, Macro=_Macro, Markup=_marked)
        return made


def _escaping() -> Callable[[Any], str]:
    """Return what escapes as `escape` does, each text once."""
    kept: dict[str, str] = {}

    def written(value: Any) -> str:
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[no-any-return]  # it is Markup, which is text
        if kind is not str:
            return str(value) if kind is int else escape(value)
        made = kept.get(value)
        if made is None:
            made = kept[value] = str(escape(value))
        return made

    return written
