"""The national form's tables, laid out: every cell named, every head spanning just what it stands over."""

from __future__ import annotations

import pytest

from disclosure.datafiles.forms import Grid, Head, grid
from disclosure.datafiles.models import MOST_LINES, Block
from form_cells import NAMES


@pytest.mark.parametrize("table", NAMES)
def test_cells_have_the_names_every_tool_agrees_on(ledger, table):
    grids = ledger.disclosure.latest.grids[table]
    assert [name for one in grids for row in one.rows for name in row.cells] == NAMES[table]
    entries = ledger.disclosure.latest.entries
    assert [id for id in entries if id.startswith(f"{table}.")] == NAMES[table]


def covered(rows: list[list[tuple[int, int]]]) -> list[list[int]]:
    """Lay (rowspan, colspan) cells out as a browser does; how many cells stand on each square."""
    squares: dict[tuple[int, int], int] = {}
    for y, cells in enumerate(rows):
        x = 0
        for rowspan, colspan in cells:
            while (y, x) in squares:
                x += 1
            for below in range(rowspan):
                for right in range(colspan):
                    squares[y + below, x + right] = squares.get((y + below, x + right), 0) + 1
            x += colspan
    width, height = (1 + max(square[axis] for square in squares) for axis in (1, 0))
    return [[squares.get((y, x), 0) for x in range(width)] for y in range(height)]


def spans(heads: tuple[Head, ...]) -> list[tuple[int, int]]:
    return [(head.rowspan, head.colspan) for head in heads]


def parts(one: Grid) -> tuple[list[list[tuple[int, int]]], list[list[tuple[int, int]]]]:
    """The spans of the head's rows and of the body's, as table.html sets them."""
    head = [spans(level) for level in one.column_heads]
    if one.corner:
        head[0].insert(0, (one.corner.rowspan, one.corner.colspan))
    body = [spans(row.heads) + [(1, 1)] * len(row.cells) for row in one.rows]
    return head, body


def assert_rectangular(one: Grid) -> None:
    for rows in parts(one):
        assert covered(rows) == [[1] * one.width] * len(
            rows
        )  # no hole, no overlap, nothing hanging out below


@pytest.mark.parametrize(
    ("table", "index"), [("二", 0), ("二", 1), ("二", 2), ("二", 3), ("三", 0), ("四", 0)]
)
def test_heads_and_cells_fill_a_rectangle(ledger, table, index):
    assert_rectangular(ledger.disclosure.latest.grids[table][index])


def test_covered_sees_holes_and_overlaps():
    assert covered([[(2, 1), (1, 1)], [(1, 2)]]) == [[1, 1, 0], [1, 1, 1]]
    assert covered([[(1, 1), (2, 1)], [(1, 2)]]) == [[1, 1], [1, 2]]


def test_table_three_is_laid_out_as_printed(ledger):
    (one,) = ledger.disclosure.latest.grids["三"]
    assert (len(one.rows), len(one.columns), len(one.lines), one.width) == (25, 7, 25, 10)
    assert one.corner == Head("项目", 3, 3, "col")
    assert [
        [(head.label, head.rowspan, head.colspan) for head in level] for level in one.column_heads
    ] == [
        [("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        [
            (label, 1, 1)
            for label in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
        ],
    ]
    assert sum(len(level) for level in one.column_heads) + 1 == 10
    starting = {
        index: [(head.label[:5], head.rowspan, head.colspan) for head in row.heads]
        for index, row in enumerate(one.rows)
    }
    assert starting[0] == [("一、本年新", 1, 3)]
    assert starting[2] == [("三、本年度", 22, 1), ("（一）予以", 1, 2)]
    assert starting[4] == [("（三）不予", 8, 1), ("1. 属于", 1, 1)]
    assert starting[12] == [("（四）无法", 3, 1), ("1. 本机", 1, 1)]
    assert starting[15] == [("（五）不予", 5, 1), ("1. 信访", 1, 1)]
    assert starting[20] == [("（六）其他", 3, 1), ("1. 申请", 1, 1)]
    assert starting[23] == [("（七）总计", 1, 2)]
    assert starting[24] == [("四、结转下", 1, 3)]
    assert [head.scope for head in one.rows[2].heads] == ["rowgroup", "row"]
    assert [level[0].scope for level in one.column_heads] == ["colgroup", "col", "col"]


def test_table_four_sets_its_rows_side_by_side(ledger):
    (one,) = ledger.disclosure.latest.grids["四"]
    assert one.corner is None
    assert (one.width, len(one.rows), one.rows[0].heads) == (15, 1, ())
    first, second, third = (
        [(head.label, head.rowspan, head.colspan) for head in level] for level in one.column_heads
    )
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    assert first == [("行政复议", 1, 5), ("行政诉讼", 1, 10)]
    routes = [("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)]
    assert (
        second == [(label, 2, 1) for label in results] + routes
    )  # as printed: 复议 has no level between
    assert third == [(label, 1, 1) for label in results] * 2


def test_labels_tell_the_heads_above(ledger):
    entries = ledger.disclosure.latest.entries
    assert entries["三.withheld.process.company"].label == (
        "三、本年度办理结果／（三）不予公开／6. 属于四类过程性信息·申请人情况／法人或其他组织／商业企业"
    )
    assert entries["四.litigation_after.total"].label == "行政诉讼／复议后起诉·总计"
    assert entries["二.fees.amount"].label == "行政事业性收费·本年收费金额（单位：万元）"


def test_the_footnote_hangs_on_one_row(ledger):
    grids = ledger.disclosure.latest.grids["二"]
    marked = [
        head.label for one in grids for row in one.rows for head in row.heads if head.footnote
    ]
    assert marked == ["行政规范性文件"]


def leaf(id: str) -> dict[str, object]:
    return {"id": id, "label": id}


def group(*lines: dict[str, object]) -> dict[str, object]:
    return {"label": "组", "lines": list(lines)}


UNEVEN = [
    ([leaf("a")], [leaf("x")]),
    ([leaf("a"), group(leaf("b"), group(leaf("c"), leaf("d")))], [leaf("x"), leaf("y")]),
    ([group(group(group(leaf("a")))), leaf("b")], [leaf("x"), group(leaf("y"), group(leaf("z")))]),
    ([group(leaf("a"), leaf("b")), group(leaf("c"))], [group(leaf("x"), leaf("y")), leaf("z")]),
]


@pytest.mark.parametrize(("rows", "columns"), UNEVEN)
@pytest.mark.parametrize("layout", ["down", "across"])
def test_another_form_fills_a_rectangle_too(rows, columns, layout):
    block = Block.model_validate({"unit": "件", "rows": rows, "columns": columns, "layout": layout})
    made = grid("甲", block)
    assert_rectangular(made)
    names = [name for row in made.rows for name in row.cells]
    assert names == [f"甲.{row}.{column}" for row, _ in made.lines for column, _ in made.columns]


@pytest.mark.parametrize("axis", ["rows", "columns"])
@pytest.mark.parametrize("depth", [1, 2])
def test_grid_of_more_lines_than_a_table_has_is_refused(axis, depth):
    """Cells are rows times columns: a short file could make millions of them."""
    lines = [{"id": f"l{number}", "label": "甲"} for number in range(MOST_LINES + 1)]
    nested = lines if depth == 1 else [{"label": "乙", "lines": lines}]
    one = [{"id": "a", "label": "丙"}]
    block = {"unit": "件", "rows": one, "columns": one, axis: nested}
    with pytest.raises(ValueError, match="超过了"):
        Block.model_validate(block)
    Block.model_validate(block | {axis: lines[1:]})
