"""The running text of a report.

In: the text between the tables, and the indicators of a data folder.
Out: title, agency, year and sections; numbers with unit and time; the indicators they match.
Imports: readers, tables.
"""
