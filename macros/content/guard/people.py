"""Names of people by a model of the language, where one is installed: spaCy with its small English model.

Neither is among the project's packages (decision 020), so most computers have the patterns of `names` alone. What the model
finds is a warning, as theirs is: it takes hospitals for people too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from macros.content.guard.found import Found, found
from macros.diagnostics import catalogue as c

MODEL = "en_core_web_sm"
_NOT_NEEDED = ["tagger", "parser", "lemmatizer", "attribute_ruler"]
_MOST = 100_000
"""How many signs of a text the model reads; it takes about a second for them."""


@cache
def _model() -> Callable[[str], Any] | None:
    try:
        model: Callable[[str], Any] = import_module("spacy").load(MODEL, exclude=_NOT_NEEDED)
    except (ImportError, OSError):  # no spaCy, or no such model
        return None
    return model


def people(text: str) -> Iterator[Found]:
    """Yield what the model takes for a person's full name; nothing where none is installed. One word alone is left out."""
    if model := _model():
        for entity in model(text[:_MOST]).ents:
            if entity.label_ == "PERSON" and " " in entity.text.strip():
                yield found(c.NAME, text, entity.start_char, entity.end_char)
