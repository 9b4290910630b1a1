"""Pages.

In: hand-written Markdown with directives, and a ledger.
Out: Markdown and HTML with figures, charts and tables filled in; the search index; problems of directives.
Imports: open_data and what that imports.
"""
