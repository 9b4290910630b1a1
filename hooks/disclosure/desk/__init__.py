"""The editors' commands.

In: what an editor asks for, and the project's folder.
Out: checks, differences, formatted files, new year files, records, editor schemas, a project for another agency.
Imports: build and what that imports. `hooks/desk.py` parses the command line.
"""
