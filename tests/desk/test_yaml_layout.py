"""What `desk format` may do to a data file: one layout for everyone, and neither a value nor a comment lost."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

import real
from disclosure.datafiles.forms import leaves
from disclosure.datafiles.parsing.yaml_source import parse_yaml
from disclosure.datafiles.reader import read_files
from disclosure.desk.yaml_layout import comments, format_text
from disclosure.desk.yaml_layout.entries import CannotLayOut
from disclosure.problems.problem import Problems
from thorough import examples

DATA = real.data()
YEAR = (DATA / "years/2022.yml").read_text(encoding="utf-8")
FILES = [
    (DATA / "agency.yml", "agency"),
    (DATA / "glossary.yml", "glossary"),
    *((path, kind) for kind in ("form", "topic", "year") for path in (DATA / f"{kind}s").glob("*")),
]
ROWS = {
    table: [row for block in made.blocks for row, _ in leaves(block.rows)]
    for table, made in read_files(DATA, Problems()).forms["2021"].record.tables.items()
}


def data(text: str) -> Any:
    problems = Problems()
    document = parse_yaml(text, "甲.yml", problems)
    assert document and not len(problems)
    return document.data


def body(text: str, kind: str, rows: dict[str, list[str]] | None = None) -> str:
    """Laid out, without the modeline."""
    first, _, rest = format_text(text, kind, rows or {}).partition("\n")
    up = "" if kind in ("agency", "glossary") else "../"
    assert first == f"# yaml-language-server: $schema={up}schema/{kind}.json"
    return rest


@pytest.mark.parametrize(("path", "kind"), FILES, ids=lambda value: getattr(value, "name", None))
def test_our_own_files_keep_every_value_and_comment(path, kind):
    text = path.read_text(encoding="utf-8")
    made = format_text(text, kind, ROWS)
    assert data(made) == data(text)
    assert comments(made) == comments(text)
    assert format_text(made, kind, ROWS) == made


# kind, before, after (but for the modeline)
CASES = {
    # The head of the file
    "the modeline is added": ("agency", "name: 甲\n", "name: 甲\n"),
    "a modeline elsewhere moves to the top": (
        "agency",
        "# 说明\n# yaml-language-server: $schema=https://elsewhere/a.json\nname: 甲\n",
        "# 说明\nname: 甲\n",
    ),
    "the head comment stays at the head": (
        "agency",
        "# 说明\nwebsite: b\nname: a\n",
        "# 说明\nname: a\nwebsite: b\n",
    ),
    "blank lines at the ends go": ("agency", "\n\nname: 甲\n\n\n", "name: 甲\n"),
    "BOM and CRLF go": ("agency", "\ufeffname: 甲\r\nwebsite: 乙\r\n", "name: 甲\nwebsite: 乙\n"),
    "the start of a document goes": ("agency", "# 说明\n---\nname: 甲\n", "# 说明\nname: 甲\n"),
    # Order
    "keys go in the shape's order, unknown ones last": (
        "topic",
        "neu: 1\nsummary: c\nalt: 2\nquestion: b\ntitle: a\n",
        "title: a\nquestion: b\nsummary: c\nneu: 1\nalt: 2\n",
    ),
    "sections go in the outline's order, unknown ones last": (
        "year",
        "outline: {一: a, 二: b}\nfigures:\n  三:\n    c: 1\n  二:\n    b: 1\n  一:\n    a: 1\n",
        "outline: {一: a, 二: b}\n\nfigures:\n  一:\n    a: 1\n  二:\n    b: 1\n  三:\n    c: 1\n",
    ),
    "indicators in a section stay as they are": (
        "year",
        "figures:\n  一:\n    b: 1\n    a: 1\n",
        "figures:\n  一:\n    b: 1\n    a: 1\n",
    ),
    "keys in braces too": (
        "year",
        "figures:\n  一:\n    a: {note: 丙, period: 2022-01, printed: 1}\n",
        "figures:\n  一:\n    a: {printed: 1, period: 2022-01, note: 丙}\n",
    ),
    "items of lists stay, their keys are put in order": (
        "year",
        "papers:\n  一:\n    - number: 2\n      title: 乙\n    - number: 1\n      title: 甲\n",
        "papers:\n  一:\n    - title: 乙\n      number: 2\n    - title: 甲\n      number: 1\n",
    ),
    "terms stay, their keys are put in order": (
        "glossary",
        "乙:\n  also: [b]\n  meaning: x\n甲:\n  meaning: y\n",
        "乙:\n  meaning: x\n  also: [b]\n甲:\n  meaning: y\n",
    ),
    "a form's lines stay as the notice has them": (
        "form",
        "tables:\n  一:\n    blocks:\n      - rows:\n          - {id: a, label: 甲}\n        unit: 件\n    title: 乙\n",
        "tables:\n  一:\n    title: 乙\n    blocks:\n      - rows:\n          - {id: a, label: 甲}\n        unit: 件\n",
    ),
    # Comments
    "a comment straight above a key goes with it": (
        "agency",
        "# 说明\n\n# 网址\n# 两行\nwebsite: b\n# 名称\nname: a\n",
        "# 说明\n\n# 名称\nname: a\n# 网址\n# 两行\nwebsite: b\n",
    ),
    "one before a blank line stays with what is above": (
        "agency",
        "website: b\n# 完\n\nname: a\nhotline: c\n",
        "name: a\n\nwebsite: b\n# 完\n\nhotline: c\n",
    ),
    "one at the end of a line is two spaces off": (
        "agency",
        "name: a # 甲\nwebsite: 'b'        # 乙\nhotline: # 丙\n",
        "name: a  # 甲\nwebsite: b  # 乙\nhotline:  # 丙\n",
    ),
    "a figure commented out stays in its section": (
        "year",
        "tables: {}\nfigures:\n    一:\n        a: 1\n        # b: 2\nyear: 2022\n",
        "year: 2022\n\nfigures:\n  一:\n    a: 1\n    # b: 2\n\ntables: {}\n",
    ),
    "comments of list items": (
        "year",
        "facts:\n  一:\n  # 甲\n  - a # 乙\n  #丙\n  - b\n  # 丁\n",
        "facts:\n  一:\n    # 甲\n    - a  # 乙\n    #丙\n    - b\n    # 丁\n",
    ),
    "comments within list items": (
        "year",
        """\
papers:
  一:
    -  # 甲
      number: 1 # 乙
      # 丙
      title: a

      # 丁
    - title: b
""",
        """\
papers:
  一:
    # 甲
    # 丙
    - title: a

      # 丁

      number: 1  # 乙
    - title: b
""",
    ),
    "comments under a key": (
        "year",
        "figures:  # 甲\n  # 乙\n\n  # 丙\n  一:\n    a: 1\n",
        "figures:  # 甲\n  # 乙\n\n  # 丙\n  一:\n    a: 1\n",
    ),
    "comments between brackets keep their lines": (
        "topic",
        "also: [a,  # 甲\n       b,\n  # 乙\n  c]   # 丙\n",
        "also: [a,  # 甲\n  b,\n  # 乙\n  c]  # 丙\n",
    ),
    "comments between a key and its value": (
        "agency",
        "name: # 甲\n  # 乙\n  a # 丙\n",
        "# 甲\n# 乙\nname: a  # 丙\n",
    ),
    "a hash in a text is none": (
        "agency",
        "name: 'a # b'\nwebsite: c#d # e\n",
        "name: 'a # b'\nwebsite: c#d  # e\n",
    ),
    # Spacing
    "a blank line sets off a block at the top of a year, a topic or a form": (
        "topic",
        "title: a\nquestion: b\nnotes:\n  a-b:\n    question: c\nsummary: d\n\n\n\nalso: [e]\n",
        "title: a\nquestion: b\nsummary: d\n\nalso: [e]\n\nnotes:\n  a-b:\n    question: c\n",
    ),
    "elsewhere it is the editor's, and one is enough": (
        "glossary",
        "甲:\n  meaning: x\n乙:\n  meaning: y\n \n\n丙:\n\n\n  meaning: z\n",
        "甲:\n  meaning: x\n乙:\n  meaning: y\n\n丙:\n\n  meaning: z\n",
    ),
    "spaces": (
        "year",
        "figures :\n    一 :\n        a  :   1   \n        b: [ 1,2 ,3, ]\n        c: { printed: 1 ,note: x}\n",
        "figures:\n  一:\n    a: 1\n    b: [1, 2, 3]\n    c: {printed: 1, note: x}\n",
    ),
    "lists are indented under their key": (
        "topic",
        "also:\n- a\n-   b\n-\n  - c\n",
        "also:\n  - a\n  - b\n  - - c\n",
    ),
    "a key that was asked for with ? is a key": ("agency", "? name\n: a\n", "name: a\n"),
    "long lines are not wrapped, and wrapped ones are joined": (
        "topic",
        "title: 一行\n  又一行\nalso: [a,\n  b]\nquestion: " + "长" * 200 + "\n",
        "title: 一行 又一行\nquestion: " + "长" * 200 + "\nalso: [a, b]\n",
    ),
    "folded texts keep their lines": (
        "topic",
        """\
notes:
   a:
      answer:   >-   # 甲
          第一行\x20
          # 第二行

            第三行


      question: b
""",
        """\
notes:
  a:
    question: b

    answer: >-  # 甲
      第一行\x20
      # 第二行

        第三行
""",
    ),
    # Rows
    "rows are in the form's order, in line and in brackets": (
        "year",
        "tables:\n  二:\n    fees: [0] # 万元\n    b.b:     [1,2]\n    rules:\n      - 0\n      -\n      - 1,2\n",
        "tables:\n  二:\n    rules: [0, ~, '1,2']\n    fees:  [0]  # 万元\n    b.b:   [1, 2]\n",
    ),
    "a row with comments in it keeps its lines": (
        "year",
        "tables:\n  二:\n    rules:\n    - 0 # 制发\n    - 1\n    fees: [0]\n",
        "tables:\n  二:\n    rules:\n      - 0  # 制发\n      - 1\n    fees:  [0]\n",
    ),
    # Nothing
    "what is empty stays empty": (
        "year",
        """\
figures:
  一:
    a:
    b: {printed:  , period: }
    c: []
    d: {}
    e: ~
    f: null
    g: ''
""",
        """\
figures:
  一:
    a:
    b: {printed: , period: }
    c: []
    d: {}
    e: ~
    f: null
    g: ""
""",
    ),
}


@pytest.mark.parametrize(("kind", "before", "after"), CASES.values(), ids=CASES)
def test_layout_case(kind, before, after):
    assert body(before, kind, {"二": ["rules", "fees"]}) == after


# before, after: a value in a block
SCALARS = [
    # Without quotes it stays as it is, whatever it looks like.
    *((text, text) for text in ("0", "—", "2022-10", "2022-03-30", "0.10", "1_000", "0123", "~")),
    *((text, text) for text in ("null", "yes", "1e5", "0x1", "a'b", 'a"b', "近6亿元", "a:b", "C#")),
    # Quotes that no reader needs go.
    ("'近6亿元'", "近6亿元"),
    ('"2022-10"', "2022-10"),
    ('"a, b"', "a, b"),
    ("'a：b'", "a：b"),
    ("'it''s'", "it's"),
    ('"\\u4e2d"', "中"),
    ('"😀"', "😀"),
    # Double ones keep a text from being taken for something else.
    *((f"'{text}'", f'"{text}"') for text in ("12329", "2022", "yes", "No", "2022-01-01", "~")),
    *((f"'{text}'", f'"{text}"') for text in ("1e5", "0x1", "0o7", ".5", "0123", "12:30", "1_000")),
    *((f"'{text}'", f'"{text}"') for text in ("null", "", "y", "N", ".inf", "=", "<<", "-1", "08")),
    # Single ones keep it whole.
    *(
        (f'"{text}"', f"'{text}'")
        for text in ("a: b", "a #b", "- a", "? a", "a:", "#a", " a", "a ")
    ),
    *((f'"{text}"', f"'{text}'") for text in ("*a", "&a", "!a", "%a", "@a", "`a", "[a", "{a", "|")),
    ("'\"a\"'", "'\"a\"'"),
    ("'a\\b: '", "'a\\b: '"),
    ("'- it''s'", '"- it\'s"'),
    ('"a\\nb"', '"a\\nb"'),
    ('"a\\tb"', '"a\\tb"'),
]


@pytest.mark.parametrize(("before", "after"), SCALARS)
def test_quotes_of_a_value(before, after):
    assert body(f"name: {before}\n", "agency") == f"name: {after}\n"


# In brackets or as a key, other characters need quotes.
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("k: ['a', 'b, c', '[d]', \"e}\"]", "k: [a, 'b, c', '[d]', 'e}']"),
        ("k: {'a': 'b', 'c,': d}", "k: {a: b, 'c,': d}"),
        ("'a, b': 'c, d'", "a, b: c, d"),
        ("'a: b': 1", "'a: b': 1"),
        ("'2022': 1", '"2022": 1'),
        ("2022: 1", "2022: 1"),
        ("'- a': 1", "'- a': 1"),
        ("'a#': 1", "a#: 1"),
        ("k: [a: 'b']", "k: [{a: b}]"),
    ],
)
def test_quotes_in_brackets_and_of_keys(before, after):
    assert body(before, "agency") == f"{after}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "第 1 行"),
        ("# 只有注释\n", "第 1 行"),
        ("name: [a\n", "先改好"),
        ("name: a\nname: b\n", "先改好第 2 行"),
        ("name: !a b\n", "先改好"),
        ("name: &a b\n", "先"),
        ("%YAML 1.1\n---\nname: b\n", "指令"),
        ("- a\n", "一行行"),
        ("{name: a}\n", "一行行"),
        ("name: |2\n    a\n", "保留原样"),
    ],
)
def test_file_that_cannot_be_laid_out_is_refused(text, says):
    with pytest.raises(CannotLayOut, match=says):
        format_text(text, "agency")


# An editor's hand: harmless changes to a year file, none of which the layout may show.


def shuffled(text: str, chance: random.Random) -> str:
    """Each key at the top keeps all that is under it, and its own comments."""
    head, parts = text.split("\n", 1)[0], [[]]
    for line in text.split("\n")[1:]:
        if line == "" or (parts[-1] and line.startswith("report:")):
            parts.append([])
        if line:
            parts[-1].append(line)
    parts = ["\n".join(part) for part in parts if part]
    chance.shuffle(parts)
    while parts[0].startswith("#"):
        parts.append(parts.pop(0))  # else its comment would be the file's
    return "\n".join([head, *parts, ""])


def stretched(text: str, chance: random.Random) -> str:
    """More space after colons, commas and values; more blank lines between keys at the top."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        wide = re.sub(r"(?<=[:,]) ", lambda _: " " * chance.randint(1, 3), line)
        if number > 1 and not lines[-1] and not line.startswith(" "):
            lines += [""] * chance.randint(0, 2)
        lines.append(wide + " " * chance.randint(0, 2))
    return "\n".join(lines)


def quoted(text: str, chance: random.Random) -> str:
    def put(found: re.Match[str]) -> str:
        mark = chance.choice(["'", '"', ""])
        return f"{found[1]}{mark}{found[2]}{mark}"

    texts = r"(?m)^( +(?:[\w.]+: +|- +))(?!true)([^-\s\d\[{>'\"#][^#:'\"\n]*?)(?= *$)"
    return re.sub(texts, put, text)


def indented(text: str, chance: random.Random) -> str:
    width = chance.choice([2, 3, 4])
    text = re.sub(r"(?m)^( +)- ", lambda found: found[1] + "-" + " " * (width - 1), text)
    return re.sub(r"(?m)^ +", lambda found: " " * (len(found[0]) // 2 * width), text)


def on_windows(text: str, chance: random.Random) -> str:
    return "\ufeff" + text.replace("\n", "\r\n")


HANDS = [shuffled, stretched, quoted, indented, on_windows]
CHANCES = st.integers(0, 2**32).map(random.Random)
CANONICAL = format_text(YEAR, "year", ROWS)


@settings(max_examples=examples(6, 500))
@given(CHANCES, st.sets(st.sampled_from(HANDS)))
def test_layout_is_the_same_however_the_file_was_typed(chance, hands):
    text = YEAR
    for hand in HANDS:
        text = hand(text, chance) if hand in hands else text
    assert format_text(text, "year", ROWS) == CANONICAL


def commented(text: str, chance: random.Random) -> str:
    """Comments wherever one can stand, and blank lines."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        if chance.random() < 0.1:
            lines += ["", " " * chance.randint(0, 8) + f"# 行 {number}", ""][chance.randint(0, 1) :]
        if chance.random() < 0.1 and " #" not in line:
            line += f" # 尾 {number} # '\""
        if chance.random() < 0.05:
            line = line.replace("[", f"[ # 内 {number}\n  ").replace("{", f"{{\n # 内 {number}\n  ")
        lines += [line] + [""] * (chance.random() < 0.05)
    return "\n".join(lines)


@settings(max_examples=examples(8, 500))
@given(CHANCES, st.sets(st.sampled_from(HANDS)))
def test_no_comment_is_lost_wherever_it_stands(chance, hands):
    text = commented(YEAR, chance)
    for hand in {indented, quoted, on_windows} & hands:
        text = hand(text, chance)
    made = format_text(text, "year", ROWS)
    assert data(made) == data(YEAR)
    assert Counter(re.findall(r"# (?:行|尾|内) \d+", made)) == Counter(
        re.findall(r"# (?:行|尾|内) \d+", text)
    )
    assert format_text(made, "year", ROWS) == made
    assert not re.search(r"[ \t]$|\n\n\n|\t|\r", made, re.MULTILINE)


nasty = st.text(st.sampled_from("a中0.:#-?&*!%@`：,[]{}|>'\"\\ \n\t~=<　😀"), max_size=8)
values = st.recursive(
    nasty
    | st.sampled_from(["- ", "? ", "2022-01-01", "yes", "1e5", "~", ": ", " #", "---", "..."]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(nasty, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=examples(80, 3000))
@given(st.dictionaries(nasty, values, min_size=1, max_size=4), st.sampled_from([True, False, None]))
@example({"a": "- b"}, False)
@example({"a: ": {"#": "\n"}}, None)
def test_random_yaml_is_formatted_without_loss_or_refused(mapping, flow):
    text = yaml.safe_dump(mapping, allow_unicode=True, default_flow_style=flow, width=40)
    try:
        made = format_text(text, "glossary")
    except CannotLayOut:
        return
    assert data(made) == data(text)
    assert format_text(made, "glossary") == made
    assert yaml.safe_load(made) == yaml.safe_load(text)


def test_quotes_round_one_name_with_an_ideographic_comma_stay():
    text = "outline:\n  一: 总\npapers:\n  一:\n    - title: 甲\n      via: ['乙、丙', '丁']\n      by: '戊、己'\n"
    made = format_text(text, "year")
    assert "via: ['乙、丙', 丁]" in made and "by: '戊、己'" in made
