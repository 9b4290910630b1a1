"""The text of a data file, parsed as YAML.

In: the bytes of one file.
Out: plain values, each of which knows its line; problems at the slips of typing that YAML takes for something else.
Imports: figures, problems, the models beside this package.
"""
