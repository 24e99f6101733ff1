"""YAML as plain data: text, lists and mappings, each with its exact place, and nothing clever.

MkDocs swallows broken YAML and builds on; a safe load turns `no` into False, `012` into 10 and
`12:30` into 750, and takes ten seconds over a merge bomb of 746 bytes. So we read the parser's
events ourselves, keep every scalar as the text it is, and refuse what hides a value. What is written
as usual needs no parser (`usual.py`) until somebody asks where a value stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

import yaml

from macros.content.syntax import explain_syntax, quoted
from macros.content.usual import usual_data
from macros.diagnostics import MOST_OF_A_KIND, Code, Span, clipped
from macros.diagnostics import catalogue as c
from macros.frozen import frozen

Path = tuple[str | int, ...]
"""Where a value stands: keys and list positions from the top."""

MAX_DEPTH = 8
"""Lists and mappings within one another. The deepest field, evidence of an update of a
recommendation, stands at six."""

MAX_VALUES = 5_000
"""Values of one file. The longest record has a few hundred."""
DEEPEST = 40
"""How deep even what is not ours, the rest of `mkdocs.yml`, may be nested."""

INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]|\r")
"""Characters that nobody sees. Some of them count as line ends in YAML, so that places would be wrong."""

_CUT = re.compile(r"\S[ \t]+#[^\s#]")
"""Where YAML takes a sign that belongs to the text, as in `Briefing #3`, for the beginning of a note."""

_Parser = getattr(yaml, "CLoader", yaml.Loader)


@frozen
class Problem:
    """A code, a place and two sentences, before the file's name is known."""

    code: Code
    span: Span
    message: str
    help: str = ""


@dataclass(slots=True)
class Places:
    """Where the values of front matter stand, by the way to each."""

    values: dict[Path, Span] = field(default_factory=dict)
    """Where each value begins."""
    keys: dict[Path, Span] = field(default_factory=dict)
    """Where the key of each value begins."""


@dataclass(slots=True)
class Plain:
    """Front matter as plain data. Scalars are text; an empty one is None."""

    data: dict[str, Any] = field(default_factory=dict)
    look_up: Callable[[], Places] = field(default=Places, compare=False)
    """Returns the places of the values. Of most files nobody ever asks where something stands."""

    @property
    def values(self) -> dict[Path, Span]:
        """Where each value begins."""
        return self.look_up().values

    @property
    def keys(self) -> dict[Path, Span]:
        """Where the key of each value begins."""
        return self.look_up().keys

    def span_of(self, path: Path) -> Span | None:
        """Return where the value at the path stands, or the nearest place above it that is known."""
        values = self.values
        while path:
            if found := values.get(path):
                return found
            path = path[:-1]
        return None


class _Refused(Exception):
    """The text cannot be read any further."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Reader:
    """Turns parser events into plain data. From the path `strict` on it refuses anchors, aliases, merges
    and tags; the rest of `mkdocs.yml` may hold them, and `!!python/name:` tags often stand there."""

    def __init__(self, text: str, *, first_line: int, strict: Path) -> None:
        self.text = text
        self.first_line = first_line
        self.strict = strict
        self.data: dict[str, Any] = {}
        self.places = Places()
        self.problems: list[Problem] = []
        self.may_hide = "\\" in text or bool(INVISIBLE.search(text))
        """Whether a value can hold what nobody sees: as it is, or spelt out after a backslash."""
        self.lines = text.split("\n") if "#" in text and _CUT.search(text) else []
        """Only where a value may have been cut short by a note."""

    def read(self) -> None:
        loader = _Parser(self.text)
        try:
            self.events = iter(loader.get_event, None)
            documents = 0
            for event in self.events:
                documents += isinstance(event, yaml.DocumentStartEvent)
                if documents > 1:
                    # The second form would replace the first, its audience included.
                    self.problems.append(Problem(
                        c.YAML_SYNTAX, self._span(event), "A line that begins with --- starts a second form here.",
                        "Remove it: between the two lines of three hyphens stands one form.",
                    ))
                    break
                if isinstance(event, yaml.MappingStartEvent):
                    self._guard(event, (), 1)
                    self.data = self._mapping((), 1)
                elif isinstance(event, (yaml.SequenceStartEvent, yaml.ScalarEvent, yaml.AliasEvent)):
                    for _ in self.events:
                        pass  # what stops the parser further on says more than this does
                    self.problems.append(Problem(
                        c.YAML_SYNTAX, self._span(event), "The front matter is not a form of fields.",
                        "Write each field on its own line: name, colon, space, value.",
                    ))
                    break
        except _Refused as refused:
            self.problems.append(refused.problem)
        except yaml.MarkedYAMLError as error:
            self.problems.append(self._syntax(error))
        except yaml.YAMLError:
            self.problems.append(Problem(c.YAML_SYNTAX, Span(self.first_line, 1), "This cannot be read as YAML."))
        finally:
            loader.dispose()

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        length = max(1, end.column - start.column) if end.line == start.line else 1
        return Span(start.line + self.first_line, start.column + 1, length)

    def _syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        slip = explain_syntax(error, self.text.split("\n"))
        return Problem(c.YAML_SYNTAX, Span(slip.line + self.first_line, slip.column + 1, slip.length), slip.message, slip.help)

    def _guard(self, event: Any, path: Path, depth: int) -> None:
        strict = path[: len(self.strict)] == self.strict
        if depth > DEEPEST or (strict and depth - len(self.strict) > MAX_DEPTH):
            most = MAX_DEPTH if strict else DEEPEST
            raise _Refused(Problem(c.TOO_DEEP, self._span(event), f"Lists and groups are nested more than {most} deep here."))
        if not strict:
            return
        if isinstance(event, yaml.AliasEvent):
            what = f"The value *{clipped(str(event.anchor))} is read as an alias, a name for another value"
        elif event.anchor:
            what = f"The value begins with &{clipped(event.anchor)}, which is read as an anchor"
        elif event.tag:
            what = f"The value begins with {clipped(event.tag)}, which is read as a tag"
        else:
            return
        raise _Refused(Problem(c.FORBIDDEN_YAML, self._span(event), f"{what}. That is not allowed here."))

    def _value(self, event: Any, path: Path, depth: int) -> Any:
        self._guard(event, path, depth)
        if len(self.problems) >= MOST_OF_A_KIND:
            raise _Refused(Problem(c.YAML_SYNTAX, self._span(event), "So much is wrong above that reading ends here."))
        if len(self.places.values) >= MAX_VALUES and path[: len(self.strict)] == self.strict:
            said = f"The front matter holds more than {MAX_VALUES:,} values; reading ends here."
            raise _Refused(Problem(c.FRONT_MATTER_TOO_LARGE, self._span(event), said))
        if path not in self.places.values:
            self.places.values[path] = self._span(event)
        if isinstance(event, yaml.ScalarEvent):
            self._visible(event, path)
            self._whole(event, path)
            plain = event.style in (None, "") and event.value in ("", "~", "null")
            return None if plain else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth + 1)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, depth + 1)
        return None

    def _visible(self, event: Any, path: Path) -> None:
        """A quoted text can spell invisible characters out."""
        if not self.may_hide:
            return
        hidden = INVISIBLE.search(event.value) if path[: len(self.strict)] == self.strict else None
        if hidden:
            message = f"This text spells out an invisible character (U+{ord(hidden[0]):04X})."
            self.problems.append(Problem(c.CONTROL_CHARACTER, self._span(event), message, "Delete it from the text."))

    def _whole(self, event: Any, path: Path) -> None:
        """A value without quotes ends where a note begins: what follows would be lost without a word."""
        if not self.lines or event.style not in (None, "") or path[: len(self.strict)] != self.strict:
            return
        line, column = event.end_mark.line, event.end_mark.column
        rest = self.lines[line][column:] if line < len(self.lines) else ""
        if not re.match(r"[ \t]+#[^\s#]", rest):
            return
        note = column + len(rest) - len(rest.lstrip())
        start = event.start_mark.column if event.value and event.start_mark.line == line else note
        span = Span(line + self.first_line, note + 1, len(rest.strip()))
        message = "What follows the sign # is taken for a note, and would be lost."
        self.problems.append(Problem(c.YAML_SYNTAX, span, message, quoted(self.lines[line][start:])))

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        made: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            made.append(self._value(event, (*path, len(made)), depth))
        return made

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            self._guard(event, path, depth)
            span = self._span(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(Problem(c.YAML_SYNTAX, span, "A list or a group stands where the name of a field belongs.",
                                       "Write a name, a colon, a space and the value."))
            key = event.value
            if key == "<<" and path[: len(self.strict)] == self.strict:
                said = "<< merges other fields into this group. That is not allowed here."
                raise _Refused(Problem(c.FORBIDDEN_YAML, span, said))
            self._visible(event, path)
            if key in made:
                first = self.places.keys[(*path, key)]
                self.problems.append(Problem(
                    c.DUPLICATE_KEY, span, f"{clipped(key)}: stands here and on line {first.line}.", "Keep one of the two."
                ))
                # Read on, so that later problems are found too, but keep the first value.
                self._value(next(self.events), (*path, f"{key} (again)"), depth)
                continue
            self.places.keys[(*path, key)] = span
            made[key] = self._value(next(self.events), (*path, key), depth)
        return made


def read_plain(text: str, *, first_line: int = 1, strict: Path = ()) -> tuple[Plain, tuple[Problem, ...]]:
    """Return YAML text as plain data with places, and what is wrong with it.

    `first_line` is the line of the file that the text begins on; below the path `strict` anchors, aliases,
    merges and tags are refused. Never raises for bad input; after a syntax error the data holds nothing,
    since half a form is no form.
    """
    if not strict and (data := usual_data(text)) is not None:
        return Plain(data, cache(lambda: _read(text, first_line, strict).places)), ()
    tabs = [] if strict or "\t" not in text else list(islice(_tabs(text, first_line), MOST_OF_A_KIND))
    if tabs:
        return Plain(), tuple(tabs)
    reader = _read(text, first_line, strict)
    whole = all(p.code in (c.DUPLICATE_KEY, c.CONTROL_CHARACTER) for p in reader.problems)
    return Plain(reader.data if whole else {}, lambda: reader.places), tuple(reader.problems)


def _read(text: str, first_line: int, strict: Path) -> _Reader:
    reader = _Reader(text, first_line=first_line, strict=strict)
    reader.read()
    return reader


def _tabs(text: str, first_line: int) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), first_line):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            yield Problem(c.TAB_INDENT, Span(number, line.index("\t") + 1), "A tab stands at the beginning of this line.")


def in_words(path: Path) -> str:
    """Return the way to a value in words: `recommendations[2].due` counts from 1, as readers do."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{clipped(step)}" if text else clipped(step)
    return text or "The front matter"
