"""One module for each file format of reports; those of office programs in `documents` and `sheets`.

In: the bytes of a file of that format.
Out: its lines and tables; or why it can't be read.
Imports: the blocks, bounds, characters and errors beside this package.
"""
