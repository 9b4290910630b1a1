"""What editors keep in the docs folder: pages with front matter, and the files beside them.

In: the docs folder.
Out: front matter as mappings; everything in a page or beside it that a site must not publish.
Imports: pages' directive parser and check.
"""
