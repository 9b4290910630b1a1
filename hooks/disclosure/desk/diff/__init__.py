"""`desk diff`: what readers would see changed between two states of a project.

In: two projects on disk, of which a Git revision is a temporary copy.
Out: the differences of data, pages, settings and files, as text, Markdown or JSON.
Imports: build and what that imports; no other module of `desk`.
"""
