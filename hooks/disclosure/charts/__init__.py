"""Charts.

In: the figures of one year, or of several that can be compared.
Out: a chart's rows, axis, alternative text and height, and its Plotly figure.
Imports: ledger and what that imports.
"""
