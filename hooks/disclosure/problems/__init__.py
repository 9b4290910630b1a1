"""What is wrong with data, pages and reports.

In: a code, its facts and its place in a file.
Out: a problem in Chinese with the way to mend it; a list of them as text, JSON or GitHub annotations.
Imports: no other package of `disclosure`.
"""
