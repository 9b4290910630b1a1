"""The site's search.

In: pages as written, a ledger, and words and characters of any site (`characters.txt` is scripts/characters.py's).
Out: the search index, which docs/assets/search.js reads.
Imports: all of `pages`.
"""
