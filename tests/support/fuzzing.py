"""The real files, spoilt at random: each is refused with problems, or read as it is written; nothing else may happen.

What was read is held against a reading of our own that shares no code with the project: another YAML parser, and
arithmetic on fractions.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from random import Random

from ruamel.yaml import YAML

import real
from disclosure.build.build import Build
from disclosure.ledger.load import LoadedData, load_data
from disclosure.problems.problem import DataErrors, Problems, as_github, as_json, as_text
from made_up import ROOT

Mutation = Callable[[bytes, Random], bytes]


@dataclass
class Count:
    """What became of the spoilt files."""

    refused: int = 0
    accepted: int = 0
    unchanged: int = 0
    """Accepted, with every figure as it was: the fault fell into a comment, or was none."""
    slowest: float = 0.0
    """Seconds."""
    codes: set[str] = field(default_factory=set)

    def add(self, other: Count) -> None:
        self.refused += other.refused
        self.accepted += other.accepted
        self.unchanged += other.unchanged
        self.slowest = max(self.slowest, other.slowest)
        self.codes |= other.codes

    def __str__(self) -> str:
        return (
            f"{self.refused + self.accepted} spoilt files: {self.refused} refused, {self.accepted} accepted "
            f"({self.unchanged} with every figure as before), 0 tracebacks, 0 wrong figures, "
            f"slowest {self.slowest:.2f} s, {len(self.codes)} codes"
        )


def run(folder: Path, cases: int, seed: int, *, published: bool = False) -> Count:
    """Spoil `cases` files, one at a time, in a copy of the real data at `folder`. Raises AssertionError on the first
    that is read otherwise than written; a traceback is the caller's.

    With the record of what was published hardly a changed figure is accepted; without it, many are, and are looked at.
    """
    draw, count = Random(seed), Count()
    data = folder / "data"
    left_out = () if published else ("published",)
    real.copied(data, *left_out)
    paths = sorted(path for path in data.rglob("*.yml"))
    weights = [12 if path.parent.name == "years" else 1 for path in paths]
    before = figures(load_data(data, Problems()))
    for _ in range(cases):
        (path,) = draw.choices(paths, weights)
        original = path.read_bytes()
        path.write_bytes(spoilt(original, draw))
        started = time.perf_counter()
        problems = Problems()
        loaded = load_data(data, problems)
        told(problems)
        count.slowest = max(count.slowest, time.perf_counter() - started)
        count.codes |= {problem.code for problem in problems}
        if problems.has_errors:
            count.refused += 1
        else:
            count.accepted += 1
            check_as_written(loaded, data)
            if count.accepted % EVERY == 0:
                build(data)
            count.unchanged += figures(loaded) == before
        path.write_bytes(original)
    return count


def build(data: Path) -> None:
    """All the way to the pages and the index of search; a text may still hold a directive that is wrong."""
    with suppress(DataErrors):
        made = Build(ROOT, data, ROOT / "docs")
        assert len(list(made.pages())) > 20 and made.assets


def told(problems: Problems) -> None:
    """Every form of telling, and every place within its file."""
    found = tuple(problems)
    assert as_json(found) and (as_text(found), as_github(found))
    for problem in found:
        assert problem.message and problem.hint
        assert 1 <= problem.place.column <= len(problem.place.text) + 1


def figures(loaded: LoadedData) -> dict[tuple[int, str], str | None]:
    return {
        (entry.year, entry.id): entry.figure.printed if entry.figure else None
        for entry in loaded.ledger.disclosure.entries()
    }


def check_as_written(loaded: LoadedData, data: Path) -> None:
    """Every figure of every year file is there, is what the file says, and is worth what its words say."""
    for path in (data / "years").glob("*.yml"):
        year = loaded.ledger.disclosure.years[int(path.stem)]
        narrative = dict(written_figures(path))
        assert {entry.id for entry in year.narrative} == narrative.keys()
        for entry in year.narrative:
            assert entry.figure and entry.figure.printed == narrative[entry.id], entry.id
        for entry in year.entries.values():
            if entry.figure:
                scale = 10_000 if entry.id == "二.fees.amount" else 1
                expected = worth(entry.figure.printed, scale)
                assert entry.figure.value == expected, (entry.id, entry.figure)
        cells = dict(written_cells(path, loaded))
        assert {id: figures(loaded)[year.year, id] for id in cells} == cells


def written_figures(path: Path) -> Iterator[tuple[str, str]]:
    for found in parsed(path).get("figures", {}).values():
        for id, value in found.items():
            text = value["printed"] if isinstance(value, dict) else value
            yield id.strip(), text.strip()


def written_cells(path: Path, loaded: LoadedData) -> Iterator[tuple[str, str | None]]:
    """Row by row, by the order of the columns in the form's own file."""
    known = loaded.symbols.cells["2021"]
    for table, rows in parsed(path).get("tables", {}).items():
        for row, texts in rows.items():
            prefix = f"{table}.{row}."
            ids = [id for id in known if id.startswith(prefix) and "." not in id[len(prefix) :]]
            for id, text in zip(ids, texts, strict=True):
                yield id, None if text in ("~", "null", "") else text.strip()


def parsed(path: Path):
    return YAML(typ="base", pure=True).load(path.read_text("utf-8-sig"))


def worth(printed: str, scale: int) -> Fraction | None:
    text = re.sub(r"[\s,\u200b\ufeff]", "", unicodedata.normalize("NFKC", printed))
    if not re.search(r"\d", text):
        return None
    found = re.search(r"([+-]?)([0-9]+(?:\.[0-9]+)?)[余多]?([百千]?)(万?)(亿?)", text)
    assert found, printed
    sign, digits, hundreds, wan, yi = found.groups()
    factor = {"": 1, "百": 100, "千": 1000}[hundreds] * (10**4 if wan else 1) * (10**8 if yi else 1)
    return Fraction(sign + digits) * (factor if hundreds or wan or yi else scale)


def spoilt(raw: bytes, draw: Random) -> bytes:
    for _ in range(draw.choice((1, 1, 1, 2, 5))):
        raw = draw.choice(MUTATIONS)(raw, draw)
    return raw


def flip(raw: bytes, draw: Random) -> bytes:
    at = draw.randrange(len(raw) or 1)
    return raw[:at] + bytes([draw.randrange(256)]) + raw[at + 1 :]


def cut(raw: bytes, draw: Random) -> bytes:
    at = draw.randrange(len(raw) or 1)
    return raw[:at] + raw[at + draw.randint(1, 40) :]


def truncate(raw: bytes, draw: Random) -> bytes:
    return raw[: draw.randrange(len(raw) or 1)] if draw.random() < 0.1 else raw


def insert(raw: bytes, draw: Random) -> bytes:
    at = draw.randrange(len(raw) + 1)
    return raw[:at] + draw.choice(SNIPPETS).encode("utf-8", "surrogatepass") + raw[at:]


def of_lines(change: Callable[[list[str], int, Random], None]) -> Mutation:
    def mutation(raw: bytes, draw: Random) -> bytes:
        lines = raw.decode("utf-8", "replace").split("\n")
        change(lines, draw.randrange(len(lines)), draw)
        return "\n".join(lines).encode("utf-8", "replace")

    return mutation


def double(lines: list[str], at: int, draw: Random) -> None:
    lines.insert(draw.randrange(len(lines)), lines[at])


def swap(lines: list[str], at: int, draw: Random) -> None:
    other = draw.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def drop(lines: list[str], at: int, draw: Random) -> None:
    del lines[at]


def shift(lines: list[str], at: int, draw: Random) -> None:
    lines[at] = draw.choice(("  ", " ", "\t", "    ")) + lines[at]


def retype(lines: list[str], at: int, draw: Random) -> None:
    """A slip of the keyboard in one place of a line."""
    was, now = draw.choice(SLIPS)
    spots = [found.start() for found in re.finditer(re.escape(was), lines[at])]
    if spots:
        spot = draw.choice(spots)
        lines[at] = lines[at][:spot] + now + lines[at][spot + len(was) :]


def renumber(lines: list[str], at: int, draw: Random) -> None:
    lines[at] = re.sub(r"\d", lambda found: draw.choice("0123456789"), lines[at], count=1)


def rehedge(lines: list[str], at: int, draw: Random) -> None:
    """Another word before, within or after a figure; many of them stay figures."""
    wanted = [number for number, line in enumerate(lines) if FIGURE.search(line)]
    if wanted:
        at = draw.choice(wanted)
        lines[at] = FIGURE.sub(lambda found: rehedged(*found.groups(), draw), lines[at], count=1)


def rehedged(before: str, number: str, rest: str, draw: Random) -> str:
    hedge = draw.choice(("", "近", "约", "超过", "不足", "逾"))
    digits = draw.choice((number, number.replace(".", ""), f"{number}{draw.randrange(10)}"))
    return f"{before}{hedge}{digits}{draw.choice(('', '', '余', '多'))}{rest}"


FIGURE = re.compile(r"((?:printed|[a-z_]+\.[a-z_.]+): )[^0-9{]*?([0-9.]+)([^0-9])")
EVERY = 20
"""Of so many accepted files one is carried on to the pages: that takes ten times as long as reading it."""
SLIPS = [
    *(
        (": ", "："),
        (":", ""),
        (":", "::"),
        (",", "，"),
        ("[", "【"),
        ("]", ""),
        ("{", ""),
        ("}", "）"),
    ),
    *(
        ("0", "O"),
        ("1", "l"),
        ("0", "〇"),
        ("3", "３"),
        ("2", "٢"),
        ("5", "-5"),
        ("9", "9e3"),
        ("4", "4.5.1"),
    ),
    *(
        ("人", "入"),
        ("件", ""),
        ("条", "元"),
        ("万", "亿"),
        ("近", "超"),
        ("超", "近约"),
        ("约", ""),
        ("—", "-"),
    ),
    *(
        ("  ", "\t"),
        (" ", "\u3000"),
        (" ", "\u200b"),
        ("（", "("),
        ("）", ")"),
        ("“", '"'),
        ("-", "—"),
    ),
    *(
        (".", "。"),
        ("printed", "pirnted"),
        ("since", ""),
        ("period", "Period"),
        ("2022", "2023"),
        ("12-31", "13-31"),
    ),
]
SNIPPETS = [
    *("\x00", "\x1b[31m", "\u202e", "\ufeff", "\u2028", "\ud800", "\r", "\t", "\n\n", "😀", "\x85"),
    *(
        "&a ",
        "*a",
        "!!python/object/apply:os.system [x] ",
        "!x ",
        "<<: ",
        "? ",
        "| ",
        ">- ",
        "%YAML 1.1\n",
        "---\n",
        "...\n",
    ),
    *(
        "{{ figure('x') }}",
        "{% raw %}",
        "<script>",
        "'",
        '"',
        "]",
        "}",
        "#",
        " #",
        ": ",
        "- ",
        "~",
        "null",
        "@",
        "`",
    ),
    "".join(("{a: " * 60, "1", "}" * 60)),
]
MUTATIONS: list[Mutation] = [
    *(flip, cut, truncate, insert, insert),
    *map(of_lines, (double, swap, drop, shift, retype, retype, retype, renumber, rehedge, rehedge)),
]
