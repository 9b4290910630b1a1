"""What is wrong with a data file before its figures are linked.

In: parsed YAML, and pydantic's errors.
Out: problems at the editor's line, in the editor's words; the file without its faulty parts.
Imports: the models, forms and parsed YAML of `datafiles`.
"""
