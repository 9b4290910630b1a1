"""DOCX, ODT and RTF, read element by element.

In: a document's bytes.
Out: its paragraphs and tables in their order.
Imports: what stands beside `formats`.
"""
