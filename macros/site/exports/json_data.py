"""All records of an edition as one JSON file, a record a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from macros.site.exports.plain import Data

SCHEMA = "hub.schema.json"
"""The schema's name, beside the file."""


def json_bytes(records: Iterable[Data], use: Iterable[Data] | None, about: Mapping[str, str]) -> bytes:
    """Return the whole file. Without records of use, where an edition shows no states, there is no list of them."""
    lists = {"records": records, **({} if use is None else {"use": use})}
    head = f'{{\n"$schema": "{SCHEMA}",\n"about": {_text(about)}'
    return "".join((head, *(f',\n"{name}": [\n{_lines(held)}\n]' for name, held in lists.items()), "\n}\n")).encode()


def schema_bytes(schema: Mapping[str, Any]) -> bytes:
    """Return the schema, to be read by people too."""
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def _lines(held: Iterable[Data]) -> str:
    return ",\n".join(_text(one) for one in held)


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
