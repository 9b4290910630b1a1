"""Page metadata for search engines, portals and link previews.

In: finished pages, a ledger, the record of releases.
Out: tags for each page's head, schema.org JSON-LD, a DCAT catalogue, an Atom feed, share images.
Imports: pages and what that imports.
"""
