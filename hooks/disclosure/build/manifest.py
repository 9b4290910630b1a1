"""A built site → build.json: which commit it was made from, and every file of it, by which anyone can check a copy."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from disclosure import __version__
from disclosure.open_data.provenance import Origin

MANIFEST = "build.json"


def write_manifest(site: Path, origin: Origin) -> None:
    (site / MANIFEST).write_bytes(manifest_json(site, origin).encode())


def manifest_json(site: Path, origin: Origin) -> str:
    manifest = {
        "version": __version__,
        "commit": origin.commit or None,
        "changed": origin.changed if origin.commit else None,
        "committed_at": f"{origin.at:%Y-%m-%dT%H:%M:%SZ}" if origin.at else None,
        "files": file_entries(site),
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"


def file_entries(site: Path) -> list[dict[str, Any]]:
    """Every file with its size in bytes and its SHA-256, in the order of their paths; the list itself is not in it."""
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    found.pop(MANIFEST, None)
    return [file_entry(name, path.read_bytes()) for name, path in sorted(found.items())]


def file_entry(name: str, content: bytes) -> dict[str, Any]:
    return {"path": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
