"""One build of the site.

In: a project's folder: data, pages, styles, scripts.
Out: every file of the site's source, and a site folder that is replaced whole or not at all; or all that is wrong.
Imports: metadata and what that imports.
"""
