"""XLSX and CSV, which know no paragraphs; the workbook to fill in.

In: a spreadsheet's bytes.
Out: lines and tables, sheet by sheet.
Imports: what stands beside `formats`.
"""
