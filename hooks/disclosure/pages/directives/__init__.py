"""Directives: `{{ figure("…") }}` and the others that a page or a text of the data may hold.

In: texts with directives; a ledger.
Out: their trees, parsed once; problems of what they name; the HTML in their place.
Imports: the context, templates and tables of `pages`.
"""
