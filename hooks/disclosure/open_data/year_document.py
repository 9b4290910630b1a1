"""A report → one JSON document: all that its year file says, section by section, with the results of its sums."""

from __future__ import annotations

from dataclasses import asdict

from disclosure.datafiles.models import Form
from disclosure.ledger.records import Year
from disclosure.ledger.tieouts import Ledger, Result

from .columns import Row
from .provenance import Origin


def year_document(year: Year, ledger: Ledger, rows: list[Row], origin: Origin) -> Row:
    """`rows` are the year's own, of columns.FIGURE."""
    file = year.file
    return {
        "agency": ledger.disclosure.agency.name,
        "year": year.year,
        "commit": origin.version or None,
        "report": file.report.model_dump(mode="json"),
        "form": form_document(year.form),
        "verification": verification_document(year),
        "coverage": asdict(year.coverage) if year.coverage else None,
        "set_aside": [
            {"section": key, "printed": list(item.printed), "why": item.why}
            for key, items in file.set_aside.items()
            for item in items
        ],
        "tables_of": {table: form_document(other) for table, other in year.other_forms.items()},
        "sections": [
            section_document(key, title, year, rows) for key, title in file.outline.items()
        ],
        "withdrawn": [row for row in rows if row["section"] is None],
        "tie_outs": [tie_out_document(result) for result in ledger.results_of_year(year.year)],
        "printed_so": file.printed_so,
        "restates": [one.model_dump(mode="json") for one in file.restates],
        "corrections": [one.model_dump(mode="json") for one in file.corrections],
    }


def form_document(used: Form) -> Row:
    return {"title": used.title, "source": used.source}


def verification_document(year: Year) -> Row | None:
    """When the figures were checked against which document; None if they never were."""
    held = year.verified
    return {"on": held.on.text, **held.source.model_dump()} if held else None


def section_document(key: str, title: str, year: Year, rows: list[Row]) -> Row:
    file = year.file
    return {
        "section": key,
        "title": title,
        "figures": [row for row in rows if row["section"] == key],
        "facts": file.facts.get(key, ()),
        "papers": [paper.model_dump(mode="json") for paper in file.papers.get(key, ())],
        "events": [event.model_dump(mode="json") for event in file.events.get(key, ())],
        "commitments": file.commitments.get(key, ()),
        "footnote": file.footnotes.get(key),
    }


def tie_out_document(result: Result) -> Row:
    return {
        "id": result.id,
        "label": result.rule.label,
        "binding": result.binding or None,
        "outcome": result.outcome.value,
        "arithmetic": result.arithmetic,
        "reason": result.reason or None,
    }
