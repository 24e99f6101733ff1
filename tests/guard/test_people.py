"""A model of the language is asked for names where it is installed, and missed by nothing where it is not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from macros.content.guard import people
from macros.content.guard.known import known_from
from macros.content.guard.scan import personal
from tests.making import settings

TEXT = "Anan Okoro opened the door of Arden Ward."


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    people._model.cache_clear()
    yield
    people._model.cache_clear()


def _install(monkeypatch: pytest.MonkeyPatch, load: Callable[..., Any]) -> None:
    spacy = ModuleType("spacy")
    spacy.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", spacy)


def _entities(*said: tuple[str, str]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        found = [(word, label, text.index(word)) for word, label in said]
        return SimpleNamespace(ents=[
            SimpleNamespace(text=word, label_=label, start_char=at, end_char=at + len(word)) for word, label, at in found
        ])

    return read


def _names() -> list[str]:
    return [one.value for one in personal(TEXT, known_from(settings())) if one.code.name == "name"]


def test_what_the_model_takes_for_a_full_name_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    models = {people.MODEL: _entities(("Anan Okoro", "PERSON"), ("Arden Ward", "FAC"))}
    _install(monkeypatch, lambda name, **_: models[name])
    assert _names() == ["ananokoro"]


def test_one_word_alone_is_no_full_name(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, lambda *_, **__: _entities(("Anan", "PERSON")))
    assert _names() == []


def test_without_the_model_the_patterns_are_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise OSError("[E050] Can't find model")

    _install(monkeypatch, missing)
    assert _names() == []


def test_without_spacy_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert _names() == []
