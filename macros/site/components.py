"""What the site's own pages can ask for: lists, counts and figures of this edition, as HTML.

Each is a function of plain arguments; the theme's templates draw it. What does not exist is an error
that ends the build, with the names that do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from macros.content.record import Record
from macros.content.records.registry import record_types
from macros.diagnostics import suggestion
from macros.learning.days import day
from macros.learning.meetings import meetings, to_come
from macros.site import words
from macros.site.drawing import all_drawn, drawn
from macros.site.urls import relative
from macros.site.views import loop
from macros.site.views.events import meeting_view
from macros.site.views.pages import HomeView
from macros.site.views.parts import Scene
from macros.site.views.standing import standing_view

MOST_OF_A_TYPE = 2


class Components:
    """The macros of one edition. `here` gives the address of the page that asks."""

    def __init__(
        self, scene: Scene, home: HomeView | None, templates: Path, here: Callable[[], str],
        compiled: BytecodeCache | None = None,
    ) -> None:
        """Prepare the templates; nothing is drawn yet. With `compiled`, what is compiled serves others and theirs serves us."""
        self._scene, self._home = scene, home
        self._env = Environment(
            loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, bytecode_cache=compiled,
        )
        self._env.globals |= {"once": drawn, "each": all_drawn}

        @pass_context  # or a fixed address would be turned into the way from one page, once for all that ask
        def url(_: Context, address: str) -> str:
            return relative(here(), "" if address == "." else address)

        self._env.filters |= {"url": url, "day": day}

    def macros(self) -> dict[str, Callable[..., str]]:
        """Return every macro by the name that pages use."""
        return {
            "newest": self.newest, "count": self.count, "figure": self.figure, "search_box": self.search_box,
            "week": self.week, "themes": self.themes, "latest_month": self.latest_month, "types": self.types,
            "synonyms": self.synonyms, "step": self.step, "rules": self.rules, "systems": self.systems,
            "standing": self.standing, "next_events": self.next_events,
        }

    def newest(self, type: str | None = None, theme: str | None = None, role: str | None = None, limit: int = 0) -> str:
        """Return a list of the newest records, of one type, theme or role if given; as many as settings say, or
        `limit`. At most two of one type, unless it is the type that was asked for."""
        records = [r for r in self._chosen(type, theme, role) if r is not self._week_record()]
        records.sort(key=lambda r: (-(r.changed.toordinal() if r.changed else 0), r.id))
        chosen = records if type is not None else _varied(r for r in records if r.type.dated)
        shown = islice(chosen, limit or self._scene.settings.reading.newest)
        return self._draw("newest", entries=[self._scene.entry(r) for r in shown])

    def count(self, type: str | None = None, theme: str | None = None, role: str | None = None) -> str:
        """Return how many records there are, in figures."""
        return f"{len(self._chosen(type, theme, role)):,}"

    def figure(self, number: str, label: str, caveat: str, source: str) -> str:
        """Return a figure with what it counts, what weakens it, and the record that it is from."""
        record = self._scene.library.records.get(source)
        if record is None:
            near = suggestion(source, self._scene.library.records)
            raise ValueError(f"figure: there is no record '{source}' in this edition.{near}")
        return self._draw("figure", number=number, label=label, caveat=caveat, record=record)

    def search_box(self, label: str) -> str:
        """Return the large search field, with examples from the edition's themes."""
        return self._draw("search-box", label=label, home=self._home)

    def week(self) -> str:
        """Return the briefing for this week's team meeting."""
        return self._draw("week", home=self._home)

    def themes(self) -> str:
        """Return the themes that most pages are about."""
        return self._draw("themes", home=self._home)

    def standing(self) -> str:
        """Return the themes that need a look and those that newly improved; nothing in editions that show no states."""
        view = standing_view(self._scene)
        return self._draw("standing", view=view) if view else ""

    def next_events(self, number: int) -> str:
        """Return the next things that take place, soonest first, so many at most."""
        held = to_come(meetings(self._scene.library), self._scene.today)
        shown = [meeting_view(m) for m in held if not m.cancelled][:number]
        folders = list(dict.fromkeys(m.record.type.folder for m in held))
        return self._draw("next-events", meetings=shown, address=f"{folders[0]}/" if folders else "")

    def latest_month(self) -> str:
        """Return a link to the newest month in which something changed."""
        return self._draw("latest-month", home=self._home)

    def types(self) -> str:
        """Return a list of the types with what they are and how many records they have."""
        rows = [
            (t.plural, f"{t.folder}/", t.purpose, words.count(n, "page", "pages"))
            for t in record_types().values() if (n := sum(r.type is t for r in self._scene.listed))
        ]
        return self._draw("types", rows=rows)

    def synonyms(self) -> str:
        """Return the words that search takes for one another."""
        return self._draw("synonyms", rings=[ring.words for ring in self._scene.settings.synonyms])

    def step(self, name: str, theme: str) -> str:
        """Return a live example of one step of the loop on a theme: found, theme, shared, acted, checked or counted."""
        if name not in loop.STEPS:
            raise ValueError(f"step: there is no step '{name}'.{suggestion(name, loop.STEPS)}")
        self._known_theme(theme)
        return self._draw("step", view=loop.STEPS[name](self._scene, theme), step=name)

    def rules(self) -> str:
        """Return the rules of the golden thread in words, with the numbers of the settings."""
        return self._draw("rules", rows=loop.rule_words(self._scene.settings.rules))

    def systems(self) -> str:
        """Return a table of every learning system: the page that describes it, and what its source leaves out."""
        return self._draw("systems", rows=loop.system_rows(self._scene))

    def _week_record(self) -> Record | None:
        entry = self._home.week if self._home else None
        return self._scene.library.records.get(entry.address.rstrip("/")) if entry else None

    def _chosen(self, type_: str | None, theme: str | None, role: str | None) -> list[Record]:
        if type_ is not None:
            self._known(type_)
        if theme is not None:
            self._known_theme(theme)
        return [
            r for r in self._scene.listed
            if (type_ is None or r.type.folder == type_) and (theme is None or theme in r.fields.themes)
            and (role is None or role in r.fields.for_roles)
        ]

    def _known(self, type_: str) -> None:
        if type_ not in record_types():
            raise ValueError(f"there is no type '{type_}'.{suggestion(type_, record_types())}")

    def _known_theme(self, theme: str) -> None:
        if f"themes/{theme}" not in self._scene.library.records:
            themes = [r.slug for r in self._scene.library.of_type("themes")]
            raise ValueError(f"there is no theme '{theme}' in this edition.{suggestion(theme, themes)}")

    def _draw(self, name: str, **view: Any) -> str:
        made = self._env.get_template(f"hub/macros/{name}.html").render(**view)
        # A blank line would end the block of HTML for Markdown.
        return "\n".join(line for line in made.splitlines() if line.strip())


def _varied(records: Iterable[Record]) -> Iterator[Record]:
    """Yield records without a third of one type, so that a day on which many of a kind came hides nothing else."""
    seen: Counter[str] = Counter()
    for record in records:
        seen[record.type.folder] += 1
        if seen[record.type.folder] <= MOST_OF_A_TYPE:
            yield record
