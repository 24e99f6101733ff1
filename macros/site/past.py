"""What earlier versions of the site showed of a record, and in which of them its text changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from macros.frozen import frozen
from macros.site.texts import RecordText

EARLIER = "v/"
"""Where versions of the site stand, each in a folder of its name."""


def always(_text: RecordText) -> bool:
    """Return that any text may be shown again, where nobody has judged it."""
    return True


@frozen
class SiteVersion:
    """A version of the site that came out: its name, and the texts of its records by their ids; none where it came out before
    texts were kept."""

    version: str
    texts: Mapping[str, RecordText]


@dataclass(frozen=True, slots=True, repr=False)
class Past:
    """The version that is being put out, and those before it, the oldest first.

    It has no days: a version may come out anew on each of many, and its pages must not change for that. It has no text of its
    own, because mkdocs-macros writes down whatever the config holds.
    """

    version: str
    earlier: tuple[SiteVersion, ...] = ()
    fits: Callable[[RecordText], bool] = always
    """Whether a text of an earlier version may be shown again now."""

    @property
    def begins(self) -> str | None:
        """Return the first version that kept texts, where there are others before it; nothing where all versions have."""
        if all(version.texts for version in self.earlier):
            return None
        return next((version.version for version in self.earlier if version.texts), self.version)

    def address_in(self, version: str, address: str) -> str:
        """Return where an address of one version is found for good."""
        return f"{EARLIER}{version}/{address}"


@frozen
class Stage:
    """A text of a record, the version of the site that first showed it, and its id there."""

    version: str
    id: str
    text: RecordText


def stages(past: Past, ids: Iterable[str], now: RecordText) -> tuple[Stage, ...]:
    """Return the texts that a record has had, the oldest first and the present one last.

    `ids` are its id and the earlier ones. A version that showed the same text as the one before it is no stage, so the stages
    of a record stay as they are until its text changes.
    """
    names = tuple(ids)
    found: list[Stage] = []
    shown = [
        Stage(version.version, id_, version.texts[id_])
        for version in past.earlier for id_ in [next((name for name in names if name in version.texts), "")] if id_
    ]
    for stage in (*shown, Stage(past.version, names[0], now)):
        if not found or not found[-1].text.says_the_same(stage.text):
            found.append(stage)
    return tuple(found)


def first_with(past: Past, ids: Iterable[str], entry: int) -> tuple[str, str]:
    """Return the version that first showed an entry of a record's `changes`, and the record's id in it: the one that is
    being put out where none did before."""
    names = tuple(ids)
    for version in past.earlier:
        for name in names:
            if name in version.texts and version.texts[name].entry >= entry:
                return version.version, name
    return past.version, names[0]
