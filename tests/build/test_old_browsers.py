"""What we ship runs in Chromium 86, the WebView of many phones in use. MDN's data know what came later."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from built import Soups, asset
from tools import ROOT, from_npm, program

NOT_OURS = "plotly.min."
"""Has its own list of browsers, and no phone reads less for want of it: the table stays."""


def complaints(folder: Path) -> list[str]:
    """Every name in the folder's styles and scripts that Chromium 86 does not know."""
    linter = from_npm("eslint/bin/eslint.js")
    settings = str(ROOT / "tests/eslint.config.mjs")
    said = subprocess.run(
        [program("node"), str(linter), "--config", settings, "--format", "json", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stderr == ""
    return [
        f"{Path(file['filePath']).name}:{one['line']}: {one['message']}"
        for file in json.loads(said.stdout)
        for one in file["messages"]
    ]


def shipped(site: Path, soups: Soups, folder: Path) -> None:
    """Our styles and scripts, those within pages too, as files in one folder."""
    for path in (site / "assets").rglob("*.*s"):
        if path.suffix in (".css", ".js") and not path.name.startswith(NOT_OURS):
            shutil.copy(path, folder)
    within = {
        script.text
        for page in soups.values()
        for script in page.select("script:not([src], [type])")
    }
    for number, text in enumerate(sorted(within)):
        (folder / f"within-pages-{number}.js").write_text(text, "utf-8")


def test_what_we_ship_runs_in_an_old_webview(site: Path, soups: Soups, tmp_path: Path):
    shipped(site, soups, tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names >= {asset(site, f"assets/site.{kind}").name for kind in ("css", "js")}
    found = complaints(tmp_path)
    assert not found, "\n".join(found)


def test_what_came_later_is_found(tmp_path: Path):
    later = {
        "has.css": "a:has(b) { color: red }",
        "inset.css": "a { inset: 0 }",
        "clip.css": "a { overflow: clip }",
        "mix.css": "a { color: color-mix(in srgb, red, blue) }",
        "unit.css": "a { width: 100dvh }",
        "nesting.css": "a { & b { color: red } }",
        "layer.css": "@layer a { b { color: red } }",
        "range.css": "@media (width >= 1px) { b { color: red } }",
        "syntax.js": "class A { static {} }",
        "global.js": "structuredClone([]);",
        "method.js": "[1].at(-1);",
        "property.js": "document.body.inert = true;",
    }
    for name, text in later.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert {complaint.split(":")[0] for complaint in complaints(tmp_path)} == later.keys()


def test_what_is_asked_for_first_or_does_no_harm_may_be_used(tmp_path: Path):
    style = "@supports (inset: 0) { a { inset: 0 } } @media (forced-colors: active) { a { color: CanvasText } }"
    (tmp_path / "a.css").write_text(style, "utf-8")
    assert complaints(tmp_path) == []
