"""A scene with round numbers, as the settings ask for one edition: all that is drawn and exported is made from it."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from macros.learning.rounding import base_of, rounded, rounded_alone
from macros.site.views.parts import Scene


def with_round_numbers(scene: Scene) -> Scene:
    """Return the scene with the counts of its records rounded; the same scene where its edition rounds none."""
    base = base_of(scene.edition.audience, scene.settings.rules)
    if base == 1:
        return scene
    exact = scene.library.records
    made = {id_: rounded(one, scene.edition.audience, base, scene.hidden(one)) for id_, one in exact.items()}
    use = tuple(rounded_alone(row, scene.small, base) for row in scene.library.use)
    return replace(
        scene, library=replace(scene.library, records=MappingProxyType(made), use=use), exact=exact,
        edition=replace(scene.edition, records=tuple(made[one.id] for one in scene.edition.records)),
    )
