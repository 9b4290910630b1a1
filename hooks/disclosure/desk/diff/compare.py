"""Two sides → all that readers see changed: of data, pages, settings and files, and of the site generated from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from disclosure.pages.handwritten.docs_files import address_of
from disclosure.pages.handwritten.front_matter import FRONT, HEADING, TAG

from .data import ChangedPage, ChangeKind, Differences, FileChange, SideSummary, compare_ledgers
from .sentences import changed_sentences
from .sides import Side
from .texts import changed_texts, union


def compare(old: Side, new: Side) -> Differences:
    """Where a site can't be generated, the files it would be made from are compared instead, and the data as far as it
    could be read."""
    data = compare_ledgers(old.ledger, new.ledger)
    data = replace(data, words=(*data.words, *changed_texts(old.published, new.published)))
    generated = () if data else changed_generated_pages(old, new)
    return replace(
        data,
        pages=(*changed_handwritten_pages(old, new), *generated),
        settings=tuple(changed_texts(old.settings, new.settings)),
        files=changed_site_files(old, new),
        sources=changed_data_files(old, new),
        program=changed_files(old.program, new.program),
        old=side_summary(old),
        new=side_summary(new),
    )


def side_summary(side: Side) -> SideSummary:
    years = tuple(sorted(side.ledger.disclosure.years))
    return SideSummary(side.word, years, side.fault)


# Pages


def changed_handwritten_pages(old: Side, new: Side) -> Iterator[ChangedPage]:
    """Hand-written pages whose source differs, unless what is generated from it is the same."""
    for path in union(new.pages, old.pages):
        was, now = old.pages.get(path), new.pages.get(path)
        if was != now and not generates_the_same(path, old, new):
            yield changed_page(path, was, now)


def changed_generated_pages(old: Side, new: Side) -> Iterator[ChangedPage]:
    """Pages generated otherwise from the same source, by what readers see of them."""
    if old.site is None or new.site is None:
        return
    for path, content in new.site.items():
        before = old.site.get(path)
        if not path.endswith(".md") or before is None or before == content:
            continue
        was, now = visible_text(before), visible_text(content)
        if old.pages.get(path) == new.pages.get(path) and was != now:
            yield changed_page(path, was, now)


def generates_the_same(path: str, old: Side, new: Side) -> bool:
    if old.site is None or new.site is None:
        return False
    return old.site.get(path) == new.site.get(path)


def changed_page(path: str, was: str | None, now: str | None) -> ChangedPage:
    title = heading_of(now or was or "") or path
    sentences = changed_sentences(was or "", now or "")
    return ChangedPage(path, address(path), title, change_kind(was, now), sentences)


def heading_of(page: str) -> str:
    """Its heading; the front matter of a page with faults can't be parsed. Empty where it has none."""
    found = HEADING.search(page)
    return " ".join(without_tags(found[1]).split()) if found else ""


def visible_text(page: bytes) -> str:
    """A generated page without front matter and tags."""
    return without_tags(FRONT.sub("", page.decode("utf-8", errors="replace")))


def without_tags(text: str) -> str:
    return unescape(TAG.sub(" ", text))


# Files


def changed_site_files(old: Side, new: Side) -> tuple[FileChange, ...]:
    """Of the built site: every page and download that is generated, and what is copied into it."""
    if old.site is None or new.site is None:
        changed = changed_files(old.files, new.files)
    else:
        changed = changed_files({**old.site, **old.files}, {**new.site, **new.files})
    return tuple(replace(one, path=address(one.path)) for one in changed)


def changed_data_files(old: Side, new: Side) -> tuple[FileChange, ...]:
    """Data files that differ, where there are no two generated sites to compare."""
    if old.site is not None and new.site is not None:
        return ()
    return changed_files(old.data, new.data)


def changed_files(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FileChange, ...]:
    changed = (path for path in sorted({*old, *new}) if old.get(path) != new.get(path))
    return tuple(FileChange(path, change_kind(old.get(path), new.get(path))) for path in changed)


def change_kind(was: object, now: object) -> ChangeKind:
    if was is None:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if now is None else ChangeKind.CHANGED


def address(path: str) -> str:
    """Within the site: `topics/push/` of `topics/push.md`, `./` of the home page."""
    return (address_of(path) or "./") if path.endswith(".md") else path
