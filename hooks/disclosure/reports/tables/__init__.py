"""The statutory tables of a report.

In: lines and tables, and the national form.
Out: cells by their names, gaps and doubts; how alike two labels are.
Imports: readers.
"""
