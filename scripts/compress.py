"""`python scripts/compress.py site`: lays `.gz` and `.br` beside every text file of a built site, for a web server that
gives out files compressed beforehand (deploy/nginx.conf). Equal files become equal bytes; nothing that is not smaller.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli

TEXT = frozenset(
    (
        *(".html", ".css", ".js", ".json", ".jsonld", ".csv", ".xml", ".atom", ".rdf", ".ttl"),
        *(".svg", ".txt", ".md", ".yml", ".yaml", ".webmanifest"),
    )
)
"""By their ends. XLSX, ZIP and PNG are compressed as they are."""


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def brotlied(content: bytes) -> bytes:
    return brotli.compress(content, mode=brotli.MODE_TEXT, quality=11)


WAYS: dict[str, Callable[[bytes], bytes]] = {".gz": gzipped, ".br": brotlied}


def compress(site: Path) -> dict[str, tuple[int, int]]:
    """Way → (files, bytes saved). Takes away what an earlier run left for files that are gone since."""
    for path in site.rglob("*"):
        if path.suffix in WAYS and not path.with_suffix("").is_file():
            path.unlink()
    texts = sorted(path for path in site.rglob("*") if path.is_file() and path.suffix in TEXT)
    with ProcessPoolExecutor() as pool:
        saved = list(pool.map(beside, texts))
    return {
        way: (sum(way in one for one in saved), sum(one.get(way, 0) for one in saved))
        for way in WAYS
    }


def beside(path: Path) -> dict[str, int]:
    """Way → bytes saved, for the ways that make this file smaller."""
    content, saved = path.read_bytes(), {}
    for way, smaller in WAYS.items():
        result, target = smaller(content), path.with_name(path.name + way)
        if len(result) < len(content):
            target.write_bytes(result)
            saved[way] = len(content) - len(result)
        else:
            target.unlink(missing_ok=True)
    return saved


def main(words: list[str]) -> int:
    if len(words) != 1 or not Path(words[0], "index.html").is_file():
        sys.stderr.write("usage: compress.py SITE, the folder of a built site\n")
        return 2
    for way, (files, saved) in compress(Path(words[0])).items():
        sys.stdout.write(f"{way}: {files} files, {saved / 1000:.0f} kB saved\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
