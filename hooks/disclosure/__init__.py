"""A public body's statutory annual report, as figures that can be checked.

Data flows one way: `data/ → reading → records → tieouts → charts, pages, downloads`. Nothing here knows MkDocs.
"""
