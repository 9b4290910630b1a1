"""`hooks/desk.py` as an editor runs it: each command in a process of its own, with the program already imported."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from built import ROOT

DESK = ROOT / "hooks/desk.py"
FORKS = """
import json, os, runpy, sys
desk = sys.argv[1]
sys.path.insert(0, os.path.dirname(desk))
runpy.run_path(desk, run_name="preloaded")
import disclosure.build.export, disclosure.desk.diff.compare, disclosure.desk.diff.output, disclosure.desk.format
import disclosure.desk.check, disclosure.desk.scaffold, disclosure.desk.year_files
for line in sys.stdin:
    words, folder, environment, out, err = json.loads(line)
    child = os.fork()
    if not child:
        for stream, path in ((0, os.devnull), (1, out), (2, err)):
            os.dup2(os.open(path, os.O_RDONLY if stream == 0 else os.O_WRONLY), stream)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = [desk, *words]
        runpy.run_path(desk, run_name="__main__")
        sys.exit()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Imports the program once, what single commands import too; then each line is a command, carried out by a copy of the
process that ends with it."""


@cache
def server() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", FORKS, str(DESK)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(process.kill)
    return process


def desk(
    *words: str | Path, folder: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    texts = [str(word) for word in words]
    variables = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
        process = server()
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps([texts, str(folder), variables, out.name, err.name]) + "\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        said = [Path(file.name).read_text("utf-8") for file in (out, err)]
    return subprocess.CompletedProcess(texts, code, *said)


def desk_from_scratch(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """With its imports, for what those depend on."""
    return subprocess.run(
        [sys.executable, DESK, *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
