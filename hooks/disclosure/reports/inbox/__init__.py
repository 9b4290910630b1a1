"""A report that was put into `inbox/` → a draft, a list of questions with boxes to tick, and at last the record.

In: the folder, the project's data, and the boxes that an editor ticked.
Out: the year file, `待定.txt`, the worklist, and the record of verification once all is settled.
Imports: the other modules of `reports`.
"""
