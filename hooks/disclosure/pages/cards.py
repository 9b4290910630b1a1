"""A year → its figures' cards in one file, which a page fetches on the first tap."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.open_data.serialize import as_json

from .context import Site
from .page import Page


def cards(site: Site) -> Iterator[Page]:
    """Figure → its card as HTML, ready to show; of what has no number there is none."""
    for year in site.disclosure.years.values():
        on = site.on(f"years/{year.year}/", year.year)
        found = {
            id: on.card(entry)
            for id, entry in year.entries.items()
            if entry.figure and entry.figure.value is not None
        }
        yield Page(f"years/{year.year}/cards.json", as_json(found))
