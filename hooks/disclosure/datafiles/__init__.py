"""Data files, read and validated.

In: the YAML files of a data folder.
Out: typed, frozen records in which every value knows its line; the names they define; problems.
Imports: figures, problems.
"""
