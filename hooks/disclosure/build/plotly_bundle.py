"""Plotly as installed → the script that is shipped: in parts, so that a slow phone answers its reader while it starts.

npm's file runs its modules as it loads: a third of a second on a slow phone, in which nothing else can happen. esbuild
made it, so it holds them as functions, each after those it needs. With a few words changed it only hands them over;
docs/assets/charts.js runs them, and pauses as soon as the browser should see to something else. Drawing pauses too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

NPM = "node_modules/plotly.js-basic-dist-min"


@dataclass(frozen=True, slots=True)
class ChartLibrary:
    """Plotly as it is shipped, and the licence that must accompany it."""

    script: str
    licence: str


def chart_library(root: Path) -> ChartLibrary:
    """npm's basic bundle (0.39 MB gzipped) where installed, else the one in the Python package (1.47 MB), so that
    Python alone builds a working site."""
    basic, licence = root / NPM / "plotly-basic.min.js", root / NPM / "LICENSE"
    if basic.is_file() and licence.is_file():
        script = in_parts(without_maps(basic.read_text("utf-8")))
        return ChartLibrary(script, licence.read_text("utf-8"))
    package = distribution("plotly")
    whole = Path(str(package.locate_file("plotly/package_data/plotly.min.js")))
    licences = (file for file in package.files or () if file.name.startswith("LICENSE"))
    return ChartLibrary(without_maps(whole.read_text("utf-8")), next(licences).read_text("utf-8"))


def without_maps(source: str) -> str:
    """Without the styles for maps that every bundle brings along: 11 kB gzipped for nothing, and the policy of our
    pages refuses them with a complaint in the console."""
    return MAP_STYLES.sub("textContent=''", source)


def in_parts(source: str) -> str:
    """`window.Plotly` becomes `{parts, start, pause}`: call each of `parts` in order, then `start()` returns Plotly.

    Where a change does not fit exactly once, the file is another one than it was made for, and stays as it is.
    """
    if any(source.count(old) != 1 for old, _ in CHANGES):
        return source
    for old, new in CHANGES:
        source = source.replace(old, new)
    return COMPILE_AHEAD + source


MAP_STYLES = re.compile(r"textContent='\.maplibregl-map\{[^']*'")
COMPILE_AHEAD = "//# allFunctionsCalledOnLoad\n"
"""Chromium compiles what follows while it comes in, beside the page's own thread. Others take it for a comment."""
RUN_ONCE = "try{return r||e((r={exports:{}}).exports,r),r.exports}catch(t){throw r=0,t}"
CHANGES = (
    # In brackets the one function around all is compiled with the file, not again as it is called.
    ("this, () => {\n", "this, (() => {\n"),
    ("return Plotly;\n}));", "return Plotly;\n})));"),
    # A module is listed as it is defined.
    (
        f"var W=(e,r)=>()=>{{{RUN_ONCE}}},",
        "var library={parts:[]},"
        f"W=(e,r)=>{{var part=()=>{{{RUN_ONCE}}};library.parts.push(part);return part}},",
    ),
    ("return ode();})();", "library.start=ode;return library;})();"),
    # Between two steps of drawing, `pause` may give a promise to wait for.
    (
        "a=n(r),a&&a.then)return a.then(i);",
        "a=n(r)||library.pause&&library.pause(),a&&a.then)return a.then(i);",
    ),
)
"""What stands in npm's plotly.js-basic-dist-min 4.1.1, and what takes its place."""
