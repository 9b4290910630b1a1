"""Figures, linked and checked.

In: the validated data files.
Out: years, topics and figures linked by name; sums worked out; problems of sums, corrections and verification.
Imports: figures, problems, datafiles.
"""
