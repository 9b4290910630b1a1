"""Printed numbers, dates and Chinese numerals.

In: text as a report prints it, `近6亿元`, `十二`, or as YAML writes a date.
Out: a figure with its hedge, unit and bounds; a period; an integer.
Imports: no other package of `disclosure`.
"""
