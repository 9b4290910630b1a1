"""`python scripts/compress.py site`: lays `.gz` and `.br` beside every text file of a built site, for a web server that
gives out files compressed beforehand (deploy/nginx.conf). Equal files become equal bytes; nothing that is not smaller.
"""

from __future__ import annotations

import gzip
import sys
import zlib
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


Way = Callable[[bytes], bytes]
WAYS: dict[str, tuple[Way, Way]] = {
    ".gz": (gzipped, gzip.decompress),
    ".br": (brotlied, brotli.decompress),
}
"""There and back."""


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
    for way, (smaller, back) in WAYS.items():
        target = path.with_name(path.name + way)
        if not holds(target, content, back):
            target.write_bytes(smaller(content))
        if (size := target.stat().st_size) < len(content):
            saved[way] = len(content) - size
        else:
            target.unlink()
    return saved


def holds(target: Path, content: bytes, back: Way) -> bool:
    """Whether it is there already, of an earlier run or of the build: build.json lists the one that MkDocs makes."""
    try:
        return back(target.read_bytes()) == content
    except (OSError, EOFError, zlib.error, brotli.error):
        return False


def main(words: list[str]) -> int:
    if len(words) != 1 or not Path(words[0], "index.html").is_file():
        sys.stderr.write("usage: compress.py SITE, the folder of a built site\n")
        return 2
    for way, (files, saved) in compress(Path(words[0])).items():
        sys.stdout.write(f"{way}: {files} files, {saved / 1000:.0f} kB saved\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
