"""Files to download.

In: a ledger, charts, and the commit that the site is built from.
Out: CSV, JSON and Excel files, what describes them to programs, and a blank file for the next year.
Imports: charts and what that imports.
"""
