"""The chart library in parts: every change fits the pinned file, and another file stays as it is."""

from __future__ import annotations

import gzip

import pytest

from built import ROOT
from disclosure.build.plotly_bundle import (
    CHANGES,
    COMPILE_AHEAD,
    MAP_STYLES,
    chart_library,
    in_parts,
    without_maps,
)
from tools import from_npm

pytestmark = pytest.mark.builds


@pytest.fixture(scope="module")
def pinned() -> str:
    return from_npm("plotly.js-basic-dist-min/plotly-basic.min.js").read_text("utf-8")


def test_every_change_fits_the_pinned_library_once(pinned: str):
    assert [pinned.count(old) for old, _ in CHANGES] == [1] * len(CHANGES)
    assert len(MAP_STYLES.findall(pinned)) == 1
    changed = in_parts(pinned)
    assert changed.startswith(COMPILE_AHEAD)
    assert all(new in changed for _, new in CHANGES)
    assert "Licensed under the MIT license" in changed


def test_the_site_ships_it_in_parts_and_small(pinned: str):
    shipped = chart_library(ROOT).script
    assert shipped == in_parts(without_maps(pinned))
    assert len(gzip.compress(shipped.encode(), 6)) < 400_000
    assert "maplibregl-map{" not in shipped


@pytest.mark.parametrize("missing", [old for old, _ in CHANGES])
def test_another_library_stays_as_it_is(pinned: str, missing: str):
    other = pinned.replace(missing, "")
    assert in_parts(other) == other
    twice = pinned + missing
    assert in_parts(twice) == twice
