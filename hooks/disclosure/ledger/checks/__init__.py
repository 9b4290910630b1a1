"""Checks of the linked records beyond what a sum says.

In: year files and the records linked from them.
Out: problems of tables, corrections and verification; warnings of figures to look at again; a report's coverage.
Imports: figures, problems, datafiles, the records and sums beside this package.
"""
