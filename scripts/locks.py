"""requirements.txt, requirements/*.txt → a lock beside each: every package that pip will install, with its hashes.

A lock serves Linux, macOS and Windows and every Python from 3.11 on. `--check` compares the locks with these files and
with what is installed, offline.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
ALL = "requirements/dev.txt"
"""Holds all that the others do, but the tools that look after it; they take its versions."""
UV = (
    *("uv", "pip", "compile", "--quiet", "--no-config", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--custom-compile-command", "make lock"),
)


def files(root: Path, suffix: str) -> list[Path]:
    """The top's own first: what the site needs."""
    return [*root.glob(f"requirements.{suffix}"), *sorted(root.glob(f"requirements/*.{suffix}"))]


def lock_files(root: Path) -> list[Path]:
    return files(root, "lock")


def write(root: Path, *more: str) -> None:
    """uv keeps the versions of a lock that is there, unless told to upgrade."""
    first = root / ALL
    for path in sorted(files(root, "txt"), key=lambda path: path != first):
        like = () if path == first else ("--constraints", str(Path(ALL).with_suffix(".lock")))
        source, lock = (str(one.relative_to(root)) for one in (path, path.with_suffix(".lock")))
        words = (*UV, *more, *like, source, "--output-file", lock)
        subprocess.run([sys.executable, "-m", *words], cwd=root, check=True)


def wrong(root: Path) -> Iterator[str]:
    """What in the locks does not agree, in words for whoever changes what they are made from."""
    for path in files(root, "txt"):
        lock = path.with_suffix(".lock")
        name = lock.relative_to(root).as_posix()
        if not lock.is_file():
            yield f"{name} is missing"
            continue
        text = lock.read_text("utf-8")
        asked, locked = list(requirements(path)), list(pins(text))
        yield from (f"{name}: {said}" for said in differences(asked, locked))
        yield from (f"{name}: {said}" for said in left_over(text, asked))
        yield from (f"{name}: {said}" for said in careless(text, locked))
        yield from (f"{name}: {said}" for said in lacking(locked))
    for left in lock_files(root):
        if not left.with_suffix(".txt").is_file():
            yield f"{left.relative_to(root).as_posix()} has no {left.stem}.txt"


def requirements(path: Path) -> Iterator[Requirement]:
    """Those of a file and of the files it takes in."""
    for line in path.read_text("utf-8").splitlines():
        said = line.partition(" #")[0].strip()
        if said.startswith("-r "):
            yield from requirements(path.parent / said.removeprefix("-r ").strip())
        elif said and not said.startswith("#"):
            yield Requirement(said)


def pins(text: str) -> Iterator[Requirement]:
    for line in re.findall(r"^(\w[^\\\n]*?) *\\?$", text, re.MULTILINE):
        yield Requirement(line)


def differences(asked: list[Requirement], locked: list[Requirement]) -> Iterator[str]:
    """Each direct requirement is locked as it is asked for."""
    for one in asked:
        versions = [pin for pin in locked if same(pin, one)]
        if not versions:
            yield f"{one.name} is not in it"
        for pin in versions:
            if not one.specifier.contains(version(pin), prereleases=True):
                yield f"{pin} is in it, {one} is asked for"


def left_over(text: str, asked: list[Requirement]) -> Iterator[str]:
    """What uv noted as asked for by a file is still asked for."""
    names = {canonicalize_name(one.name) for one in asked}
    for block in blocks(text):
        name = canonicalize_name(re.split(r"[\[=]", block, maxsplit=1)[0])
        if re.search(r"^ +# .*-r requirements", block, re.MULTILINE) and name not in names:
            yield f"{name} is in it, and nobody asks for it any more"


def blocks(text: str) -> list[str]:
    """A package each: its line, its hashes, who asks for it."""
    return re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]


def careless(text: str, locked: list[Requirement]) -> Iterator[str]:
    for pin, block in zip(locked, blocks(text), strict=True):
        if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", block):
            yield f"{pin} has no hash"
    if "://" in text or "--index-url" in text or "--find-links" in text:
        yield "it names a host"


def lacking(locked: list[Requirement]) -> Iterator[str]:
    """What packages ask for that are installed here as they are locked."""
    here = [pin for pin in locked if pin.marker is None or pin.marker.evaluate()]
    for pin in here:
        try:
            package = distribution(pin.name)
        except PackageNotFoundError:
            continue
        if package.version != version(pin):
            continue
        for line in package.requires or ():
            needed = Requirement(line)
            if needed.marker and not any(
                needed.marker.evaluate({"extra": extra}) for extra in (*pin.extras, "")
            ):
                continue
            found = [one for one in here if same(one, needed)]
            if not any(needed.specifier.contains(version(one), prereleases=True) for one in found):
                yield f"{pin.name} asks for {needed}, which is not in it"


def same(one: Requirement, other: Requirement) -> bool:
    return canonicalize_name(one.name) == canonicalize_name(other.name)


def version(pin: Requirement) -> str:
    (only,) = pin.specifier
    return only.version


def main(words: list[str]) -> int:
    if words != ["--check"]:
        write(ROOT, *words)
    said = list(wrong(ROOT))
    sys.stdout.write("".join(f"{line}; `make lock` writes the locks anew\n" for line in said))
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
