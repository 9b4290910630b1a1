"""YAML as VS Code's YAML extension reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

from ruamel.yaml import YAML


def as_the_extension_reads(text: str) -> Any:
    """YAML 1.2 without dates, every key a text: what VS Code's YAML extension holds against a schema."""
    return plain(YAML(typ="safe", pure=True).load(text))


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): plain(kept) for key, kept in value.items()}
    if isinstance(value, list):
        return [plain(kept) for kept in value]
    return value.isoformat() if isinstance(value, date) else value
