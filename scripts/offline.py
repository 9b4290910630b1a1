"""A built site → the same one with links that work from a folder too: `python scripts/offline.py site`.

A browser that opens a file knows no index pages: `../topics/` is a folder to it. Search needs a server all the same.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

FOLDER = re.compile(
    r'(<a\b[^>]*?\bhref=")((?![a-z]+:|//|#|&#35;)(?:[^"#?&]*/|(?:\.\.?/)*\.\.?|))((?:(?:#|&#35;)[^"]*)?")'
)
"""A link within the site to a folder: it ends in a slash, or is dots alone."""


def to_index(found: re.Match[str]) -> str:
    before, folder, after = found.groups()
    slash = "/" if folder and not folder.endswith("/") else ""
    return f"{before}{folder}{slash}index.html{after}"


def main(site: Path) -> None:
    for path in site.rglob("*.html"):
        path.write_bytes(FOLDER.sub(to_index, path.read_text("utf-8")).encode())
    (site / "build.json").unlink(missing_ok=True)  # these are not the files it tells of


if __name__ == "__main__":
    main(Path(sys.argv[1]))
