"""The image as far as it can be proved without a container: what it copies is enough to build the whole site, no more
rights are asked for than it has, and its health check tells a server that answers from one that doesn't.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from built import ROOT, mkdocs

pytestmark = pytest.mark.builds

FILE = ROOT / "deploy" / "Containerfile"
IGNORED = ROOT / "deploy" / "Containerfile.dockerignore"
Line = tuple[str, str]
"""An instruction and its words."""


def stages() -> dict[str, list[Line]]:
    """Name → instructions; the last one, which is the image, has none."""
    text = re.sub(r"\\\n", " ", FILE.read_text("utf-8"))
    found: dict[str, list[Line]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            instruction, _, words = line.partition(" ")
            if instruction == "FROM":
                own = found.setdefault(words.partition(" AS ")[2], [])
            own.append((instruction, words))
    return found


def copied(stage: str) -> list[tuple[list[str], str]]:
    """(from the project, to) of each COPY that takes from no other stage."""
    return [
        ((words := said.split())[:-1], words[-1])
        for instruction, said in stages()[stage]
        if instruction == "COPY" and not said.startswith("--from")
    ]


def test_what_is_copied_builds_the_whole_site(tmp_path: Path):
    project = tmp_path / "project"
    project.mkdir()
    for sources, target in copied("site"):
        for source in sources:
            path = ROOT / source
            if path.is_dir():
                shutil.copytree(
                    path, project / target, ignore=shutil.ignore_patterns("__pycache__")
                )
            else:
                (project / target).mkdir(parents=True, exist_ok=True)
                shutil.copy(path, project / target)
    library = ROOT / "node_modules/plotly.js-basic-dist-min"
    if library.is_dir():
        shutil.copytree(library, project / "node_modules" / library.name)
    assert (project / "scripts/compress.py").is_file()
    there, here = tmp_path / "there", tmp_path / "here"
    for target, folder in ((there, project), (here, ROOT)):
        said = mkdocs(target, folder)
        assert (said.returncode, said.stderr) == (0, "")
    assert files(there) == files(here)


def files(site: Path) -> dict[str, bytes]:
    """All but one that is compressed with the time it was made at."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != "sitemap.xml.gz"
    }


def test_no_file_that_is_copied_is_ignored():
    kept = [line[1:] for line in IGNORED.read_text("utf-8").splitlines() if line.startswith("!")]
    wanted = {source for stage in stages() for sources, _ in copied(stage) for source in sources}
    assert {one for one in wanted if not any(Path(one).match(each) for each in kept)} == set()
    assert len(kept) <= len(wanted)


def test_every_image_is_named_by_a_whole_version():
    images = [said.split()[0] for lines in stages().values() for _, said in lines[:1]]
    assert len(images) == 3
    for image in images:
        assert re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?(-[a-z]+)+(@sha256:[0-9a-f]{64})?", image)


def test_pip_and_npm_install_nothing_but_what_is_locked():
    runs = [said for lines in stages().values() for one, said in lines if one == "RUN"]
    assert [said for said in runs if "npm" in said and not said.startswith("npm ci ")] == []
    (pip,) = (said for said in runs if "pip install" in said)
    assert pip == "pip install --require-hashes -r requirements.lock -r requirements/deploy.lock"


def test_nobody_in_particular_runs_it():
    said = dict(stages()[""])
    user, group = map(int, said["USER"].split(":"))
    assert user >= 1000 and group >= 1000
    assert all(one != "COPY" or "--chown" not in words for one, words in stages()[""])


def test_its_health_check_asks_the_server(web_address: str):
    (words,) = (said for one, said in stages()[""] if one == "HEALTHCHECK")
    command = json.loads(words.partition(" CMD ")[2])
    port = re.search(r":(\d+)/$", web_address)[1]
    assert checked(command, port) == 0
    assert checked(command, "9") != 0  # nobody answers there


def checked(command: list[str], port: str) -> int:
    asked = [word.replace("/8080", f"/{port}") for word in command]
    assert asked != command
    return subprocess.run(asked, capture_output=True, timeout=60, check=False).returncode


def test_it_starts_as_the_tests_start_it():
    (words,) = (said for one, said in stages()[""] if one == "CMD")
    assert json.loads(words) == ["nginx", "-e", "stderr", "-g", "daemon off;"]


@pytest.mark.parametrize("epoch", ["", "1795500000"])
def test_a_time_may_be_left_out(tmp_path: Path, epoch: str):
    """As Docker's own shell would run the line."""
    (line,) = (said for one, said in stages()["site"] if one == "RUN" and "mkdocs" in said)
    start = line.partition("mkdocs build")[0]
    said = subprocess.run(
        ["sh", "-c", f'{start} printf "%s" "${{SOURCE_DATE_EPOCH-none}}"'],
        env={"SOURCE_DATE_EPOCH": epoch, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == (epoch or "none")
