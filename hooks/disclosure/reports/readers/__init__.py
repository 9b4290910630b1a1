"""Files of reports, read within bounds of time and memory.

In: a file of any kind, from anywhere.
Out: its lines and tables, each with its line or page; or why it can't be read.
Imports: no other package of `reports`.
"""
