"""Excel workbooks: the downloads as tables, and one to fill in for another year.

In: rows and statutory tables; last year's file.
Out: XLSX files; the names by which a filled-in one is read again.
Imports: the columns, the provenance and the blank year beside this package.
"""
