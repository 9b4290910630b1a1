"""Data files, read and validated.

In: the YAML files of a data folder.
Out: typed, frozen records in which every value knows its line; the names they define; problems.
Imports: figures, problems.
"""

import os

# There are none; to find that out, pydantic would read what every installed package says of itself.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
