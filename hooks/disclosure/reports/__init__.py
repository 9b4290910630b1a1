"""Official reports, imported into year files and held against them.

In: a report as text, HTML, DOCX or PDF, and a data folder.
Out: a draft year file, or the result of a verification; problems either way.
Imports: desk and what that imports. Only `hooks/desk.py` imports it: its libraries are not needed for a site.
"""
