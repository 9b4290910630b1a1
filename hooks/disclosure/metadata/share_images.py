"""Pages → the pictures that go with links to them: one for each topic, each year, a few pages, and all others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from disclosure.figures.figure import split
from disclosure.ledger.records import Entry, Year
from disclosure.pages.context import SiteContext
from disclosure.pages.directives.rendering import calls, directives_for
from disclosure.pages.handwritten.front_matter import page_heading, parse_front_matter

from .image_drawing import HEIGHT, WIDTH, CannotDraw, Card, CardFigure, Colours, colours, draw_card

FOLDER = "pictures"
OTHERS = "others"
OWN = {"index.md": "home", "data/index.md": "data", "checks.md": "checks"}
"""Hand-written pages with a picture of their own, beside the topics'."""
REPORT = "政府信息公开工作年度报告"
PROMISE = "每一个数字照年度报告原样登载，都能查到出处。"
TABLE_WORDS = re.compile(r"^[一二三四五六七八九十]+、|·[^·]*总计$")
"""What a cell's label says of its table only: which row it is, and that the column is the total."""
MOST = 3
"""Figures side by side in one picture."""


@dataclass(frozen=True, slots=True)
class ShareImage:
    path: str
    """Within the site, `pictures/topics-push.png`; the same for as long as the page is there."""
    alt: str
    content: bytes
    size: ClassVar = {"width": WIDTH, "height": HEIGHT}
    """In pixels."""


class ShareImages:
    """Of one build. What can't be drawn is left out; `missing` says why, each thing once."""

    def __init__(
        self, site: SiteContext, written: Mapping[str, str], texts: Mapping[str, str], styles: str
    ) -> None:
        """`written` are the pages with their directives, `texts` the same filled in."""
        self.site, self.written, self.texts = site, written, texts
        self.missing: list[str] = []
        self.images: dict[str, ShareImage] = {}
        try:
            palette = colours(styles)
        except CannotDraw as reason:
            self.missing.append(str(reason))
            return
        for name, card in self.cards():
            self.make(name, card, palette)

    def make(self, name: str, card: Card, palette: Colours) -> None:
        try:
            content = draw_card(card, palette)
        except CannotDraw as reason:
            self.missing += [str(reason)] if str(reason) not in self.missing else []
        else:
            self.images[name] = ShareImage(f"{FOLDER}/{name}.png", card.alt, content)

    def of(self, page: str) -> ShareImage | None:
        """`page` is a path in the docs folder."""
        name = OWN.get(page, page.removesuffix(".md").replace("/", "-"))
        return self.images.get(name) or self.images.get(OTHERS)

    def cards(self) -> Iterator[tuple[str, Card]]:
        agency, latest = self.site.disclosure.agency.name, self.site.disclosure.latest
        for page, name in OWN.items():
            text = self.texts[page]
            shown = self.leading_figures(latest) if name == "home" else ()
            words = "" if shown else str(parse_front_matter(text).get("description", ""))
            source = self.source(latest if shown else None)
            yield name, Card(agency, page_heading(text), shown, words, source)
        for stem, topic in self.site.disclosure.topics.items():
            entry = self.first_entry(stem, latest)
            led, words = self.leads().get(stem, ("", ""))
            own = words if entry and entry.id == led else ""
            shown = (self.card_figure(entry, own),) if entry else ()
            words = "" if shown else topic.question
            yield f"topics-{stem}", Card(agency, topic.question, shown, words, self.source(latest))
        for year in self.site.disclosure.years.values():
            shown = self.leading_figures(year)
            title = f"{year.year}年度报告"
            yield f"years-{year.year}", Card(agency, title, shown, PROMISE, self.source(year))
        yield OTHERS, Card(agency, self.site.name or agency, (), PROMISE, self.source(None))

    def source(self, year: Year | None) -> str:
        return f"{year.year}年{REPORT}" if year else REPORT

    def headlines(self) -> Iterator[tuple[str, str, str]]:
        """(figure, topic, words) of what the first page leads with. A step of a story leads to no topic, and its words
        stand under the story's heading: a picture without that heading has the figure's own label."""
        for one in calls(self.written["index.md"], "headline"):
            topic = str(one.get("topic", ""))
            yield str(one["id"]), topic, str(one.get("text", "")) if topic else ""

    def leads(self) -> dict[str, tuple[str, str]]:
        """Topic → the figure that leads to it from the first page, and the words for it there."""
        return {topic: (id, words) for id, topic, words in self.headlines() if topic}

    def leading_figures(self, year: Year) -> tuple[CardFigure, ...]:
        """What the first page leads with, as it was that year; else the topics' own."""
        own = (
            self.card_figure(entry, text)
            for id, _, text in self.headlines()
            if (entry := entry_with_number(id, year))
        )
        found = tuple(islice(own, MOST))
        if found:
            return found
        firsts = (self.first_entry(stem, year) for stem in self.site.disclosure.topics)
        return tuple(islice((self.card_figure(entry) for entry in firsts if entry), MOST))

    def first_entry(self, stem: str, year: Year) -> Entry | None:
        """What the first page leads to the topic with, else the first on the topic's own page; no nought where there
        is another."""
        led = [self.leads()[stem][0]] if stem in self.leads() else []
        own = [str(one["id"]) for one in calls(self.written[f"topics/{stem}.md"], "figure")]
        found = [entry for id in (*led, *own) if (entry := entry_with_number(id, year))]
        some = (entry for entry in found if entry.figure and entry.figure.value)
        return next(some, found[0] if found else None)

    def card_figure(self, entry: Entry, text: str = "") -> CardFigure:
        """A cell has its unit from its table's head: here its label says it."""
        assert entry.figure  # entry_with_number has left out those without
        label = directives_for(self.site, "").say_plain(text)
        if not text:
            unit = "" if split(entry.figure.printed)[2] else entry.figure.unit.word
            label = TABLE_WORDS.sub("", entry.label) + (f"（{unit}）" if unit else "")
        return CardFigure(entry.shown, f"{label}。{entry.remark}" if entry.remark else label)


def entry_with_number(id: str, year: Year) -> Entry | None:
    """A figure that the year has a number for."""
    entry = year.entries.get(id)
    return entry if entry and entry.figure and entry.figure.value is not None else None
