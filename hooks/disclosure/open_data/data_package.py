"""The files to download → what describes them to programs: a data package (datapackage.org, version 2),
JSON Schemas, and all of it in one archive with a README."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from disclosure.datafiles.models import Agency
from disclosure.ledger.records import Disclosure

from . import json_schemas
from .columns import COLUMNS, KEYS, Column, required
from .provenance import Origin
from .resource import Resource
from .serialize import indented_json, without_empty
from .usage_notes import dataset_title, usage_notes

Descriptor = dict[str, Any]
PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
NAME = "open-government-annual-reports"
UNIX = 3
"""The system that files in an archive are marked as packed on, or Windows would give other bytes."""


def package_files(
    disclosure: Disclosure, origin: Origin, files: Sequence[Resource]
) -> Iterator[Resource]:
    """The descriptor, the schemas, and the archive of everything before it."""
    schemas = [*schema_files(origin)]
    described = descriptor(disclosure, origin, files)
    package = Resource(
        "data/datapackage.json",
        indented_json(described),
        group="machine",
        title="数据包",
        description="各数据文件和字段的说明（Data Package 第2版）；Python 和 R 的 frictionless 等程序可以直接读",
    )
    yield from (package, *schemas)
    yield Resource(
        "data/all.zip",
        archive(disclosure, origin, [*files, package, *schemas]),
        group="all",
        title="打包下载",
        description="本页全部文件，连同说明",
        changed_on=next(file.changed_on for file in files),
    )


def schema_files(origin: Origin) -> Iterator[Resource]:
    for name, covers, schema in (
        ("figures", "figures.json 和各主题的 JSON", json_schemas.figures_schema),
        ("indicators", "indicators.json", json_schemas.indicators_schema),
        ("year", "各年的 JSON", json_schemas.year_schema),
    ):
        yield Resource(
            f"data/{name}.schema.json",
            indented_json(schema(origin)),
            group="machine",
            title=f"{covers} 的结构",
            description="JSON Schema，可以用来核对文件、生成代码",
        )


def descriptor(disclosure: Disclosure, origin: Origin, files: Iterable[Resource]) -> Descriptor:
    """What is unknown (the address, the licence, the commit) is left out."""
    agency = disclosure.agency
    address = f"{origin.site_url}data/" if origin.site_url else None
    notes = usage_notes(disclosure, origin, "全部数字")
    return without_empty(
        {
            "$schema": PROFILE.format("datapackage"),
            "name": NAME,
            "title": f"{agency.name}{dataset_title(disclosure)}",
            "description": "\n\n".join(f"{heading}：{text}" for heading, text in notes),
            "id": address,
            "homepage": address,
            "version": origin.version,
            "created": f"{origin.at:%Y-%m-%dT%H:%M:%SZ}" if origin.at else None,
            "licenses": licence_descriptors(agency),
            "contributors": [{"title": agency.name, "roles": ["author"]}],
            "sources": [{"title": year.file.report.title} for year in disclosure.years.values()],
            "keywords": ["政府信息公开", *(topic.title for topic in disclosure.topics.values())],
            "resources": [resource_descriptor(file) for file in files],
        }
    )


def licence_descriptors(agency: Agency) -> list[Descriptor]:
    """The standard wants an address or a well-known name: the agency's words alone are neither."""
    given = {"path": agency.licence_url, "title": agency.licence}
    return [without_empty(given)] if agency.licence_url else []


def resource_descriptor(file: Resource) -> Descriptor:
    is_table = file.format == "csv"
    return without_empty(
        {
            "$schema": PROFILE.format("dataresource"),
            "name": file.name,
            "path": file.path.removeprefix("data/"),
            "title": file.title,
            "description": file.description,
            "format": file.format,
            "mediatype": file.media_type,
            "encoding": None if file.format in ("xlsx", "zip") else "utf-8",
            "bytes": file.size,
            "hash": f"sha256:{file.sha256}",
            "type": "table" if is_table else None,
            "schema": table_schema(file.columns) if is_table else None,
        }
    )


def table_schema(table: tuple[str, ...]) -> Descriptor:
    return without_empty(
        {
            "$schema": PROFILE.format("tableschema"),
            "fields": [field_descriptor(COLUMNS[name], required(name, table)) for name in table],
            "missingValues": [""],
            "primaryKey": list(KEYS.get(table, ())),
        }
    )


def field_descriptor(column: Column, is_required: bool) -> Descriptor:
    constraints = {"required": is_required or None, "enum": list(column.one_of)}
    return without_empty(
        {
            "name": column.name,
            "type": column.type,
            "title": column.title,
            "description": column.meaning,
            "constraints": without_empty(constraints),
        }
    )


def archive(disclosure: Disclosure, origin: Origin, files: Iterable[Resource]) -> bytes:
    """Every file under the name that the descriptor gives it. Times are the commit's, never those of the build."""
    made = io.BytesIO()
    at = origin.at
    moment = at.timetuple()[:6] if at and at.year >= 1980 else (1980, 1, 1, 0, 0, 0)
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name, content in (
            ("README.txt", readme(disclosure, origin).encode("utf-8-sig")),
            *((file.path.removeprefix("data/"), file.content) for file in files),
        ):
            entry = ZipInfo(name, moment)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, UNIX
            entry.external_attr = 0o644 << 16  # readable by all
            packed.writestr(entry, content)
    return made.getvalue()


def readme(disclosure: Disclosure, origin: Origin) -> str:
    """Plain text with Windows' line ends: it is opened by a double click."""
    lines = [f"{heading}：{text}" for heading, text in usage_notes(disclosure, origin, "全部数字")]
    fields = [f"{one.name}（{one.title}）：{one.meaning}" for one in COLUMNS.values()]
    return "\r\n".join([*lines, "", "字段", "", *fields, ""])
