"""A public body's statutory annual report, as figures that can be checked.

In: `data/*.yml`, hand-written pages, official reports. Out: pages, charts, files to download, problems.
Imports: no MkDocs. Its packages import in one direction: figures, problems ← datafiles ← ledger ← charts ← open_data ←
pages ← metadata ← build ← desk ← reports; `make check` holds them to it.
"""

import atexit
import gc

# Not 700: nearly all that is made is kept to the end, and was looked through in vain.
gc.set_threshold(50_000)
# Nor is it looked through as the process ends, whose memory is given back as a whole.
atexit.register(gc.freeze)

__version__ = "0.3.0"
"""Of the program, as semver.org has it; CHANGELOG.md has its changes. A site's own version is its commit."""
