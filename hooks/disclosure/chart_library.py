"""Plotly as npm has it → the same file in parts, so that a slow phone answers its reader while the library starts.

npm's file runs its modules as it loads: a third of a second on a slow phone, in which nothing else can happen. Bundled by
esbuild, it holds them as functions, each after those it needs. With a few words changed it only hands them over;
docs/assets/charts.js runs them, and pauses as soon as the browser should see to something else. Drawing pauses in the same way.
"""

from __future__ import annotations

import re


def in_parts(source: str) -> str:
    """`window.Plotly` becomes `{parts, start, pause}`: call each of `parts` in order, then `start()` returns Plotly.

    Where a change does not fit exactly once, the file is another one than it was made for, and stays as it is.
    """
    changed = source
    for old, new in CHANGES:
        parts = re.split(old, changed)
        if len(parts) != 2:
            return source
        changed = new.join(parts)
    return COMPILE_AHEAD + changed


COMPILE_AHEAD = "//# allFunctionsCalledOnLoad\n"
"""Chromium compiles what follows while it comes in, beside the page's own thread. Others take it for a comment."""
CHANGES = (
    # In brackets the one function around all is compiled with the file, not again as it is called.
    (re.escape("this, () => {\n"), "this, (() => {\n"),
    (re.escape("return Plotly;\n}));"), "return Plotly;\n})));"),
    # A module is told of as it is defined.
    (
        re.escape(
            "var W=(e,r)=>()=>{try{return r||e((r={exports:{}}).exports,r),r.exports}catch(t){throw r=0,t}},"
        ),
        "var library={parts:[]},W=(e,r)=>{var part=()=>{try{return r||e((r={exports:{}}).exports,r),r.exports}"
        "catch(t){throw r=0,t}};library.parts.push(part);return part},",
    ),
    (re.escape("return ode();})();"), "library.start=ode;return library;})();"),
    # Between two steps of drawing, `pause` may give a promise to wait for.
    (
        re.escape("a=n(r),a&&a.then)return a.then(i);"),
        "a=n(r)||library.pause&&library.pause(),a&&a.then)return a.then(i);",
    ),
    # The one module that is not run on loading: styles for maps, which this bundle can't draw.
    (
        r'var lw=W\(\(\)=>\{\(function\(\)\{if\(!document\.getElementById\("9f215cf0[^;]*;e\.id='
        r"[^']*'\.maplibregl-map\{[^']*',document\.head\.appendChild\(e\)\}\}\)\(\)\}\);",
        "var lw=()=>{};",
    ),
)
"""What stands in npm's plotly.js-basic-dist-min 4.1.1, and what takes its place."""
