"""What a workbook to fill in calls its sheets, columns and cells: its writer and its reader share these alone.

Cells of the statutory tables and of the report's head have names that the spreadsheet itself keeps in step when rows
or columns move. Figures of the running text go by the id in their own row, so that rows may be sorted.
"""

from __future__ import annotations

MARK = "政府信息公开年报填写簿"
"""The first cell of the first sheet: what a reader knows the workbook by."""
HELP, REPORT, OUTLINE, FIGURES = "说明", "报告", "章节", "正文的数"
"""Sheets; each statutory table has one more, under its own name."""
COLUMNS = ("section", "label", "definition", "last", "printed", "period", "since", "note", "id")
"""Of the sheet of figures, from the left, in every row under HEAD_ROWS."""
HEAD_ROWS = 3
"""Rows of a list's sheet before its first entry."""
ABSENT = "报告没有说"
"""What is chosen in place of a figure, since a blank cell says only that nobody has filled it in."""
CELL, FIELD, FIGURE, FOOTNOTE = "cell.", "report.", "figure.", "footnote."
"""How a named cell's name begins; the name of a cell, a field, an indicator or a table follows. An indicator's cell is
named only so that its row is missed where it was deleted."""
FIELDS = ("agency", "year", "title", "published_at", "covers", "form")
"""Of the report, each in a cell named `report.FIELD`."""
TABLES_OF = "report.tables_of."
"""Table → the form that it is of, where that is not the report's own."""
