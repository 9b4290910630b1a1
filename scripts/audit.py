"""Known vulnerabilities of what the locks name, by pip-audit. Ends with 1 on a finding or anything odd, with 0 where
there is none, and where the list of them can't be reached, which it says: then nothing was looked at.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SMALLEST = "requirements-deploy.lock"
"""One package: asked first, so that who can't reach the list does not wait long to hear it."""
SECONDS = "5"
AWAY = re.compile(
    r"Could not connect|ConnectionError|ConnectTimeout|ReadTimeout|timed out|NameResolutionError"
)
"""What pip-audit says when its list does not answer."""


class Away(Exception):
    """The list of vulnerabilities can't be reached."""


class Odd(Exception):
    """pip-audit says something that we don't know."""


def audited(*files: str) -> list[dict[str, Any]]:
    """What pip-audit says of each package. Raises Away, Odd."""
    named = [word for file in files for word in ("--requirement", str(ROOT / file))]
    said = subprocess.run(
        [
            *(sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"),
            *("--format", "json", "--progress-spinner", "off", "--timeout", SECONDS, *named),
        ],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_COLOR": "1"},
    )
    return told(said.stdout, said.stderr)


def told(output: str, errors: str) -> list[dict[str, Any]]:
    try:
        packages = json.loads(output)["dependencies"]
    except (json.JSONDecodeError, KeyError, TypeError):
        raise (Away if AWAY.search(errors) else Odd)(errors) from None
    # A mirror of packages alone answers that it knows none of them.
    if packages and all("skip_reason" in one for one in packages):
        raise Away(packages[0]["skip_reason"])
    return packages


def findings(packages: list[dict[str, Any]]) -> list[str]:
    """One line a vulnerability, in words for whoever mends it."""
    return [
        f"{one['name']} {one['version']}: {found['id']} {' '.join(found.get('aliases', ()))}, "
        f"mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for one in packages
        for found in one.get("vulns", ())
    ]


def main() -> int:
    try:
        audited(SMALLEST)
        packages = audited(*(path.name for path in sorted(ROOT.glob("requirements*.lock"))))
    except Away:
        sys.stdout.write("audit: skipped, the list of vulnerabilities can't be reached from here\n")
        if os.environ.get(
            "GITHUB_ACTIONS"
        ):  # a run that is green is not to pass for one that looked
            sys.stdout.write("::warning title=audit::skipped, nothing was looked at\n")
        return 0
    except Odd as odd:
        sys.stdout.write(f"audit: pip-audit failed\n{odd}\n")
        return 1
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    lines = [*findings(packages), *(f"{name}: not known to the index" for name in unknown)]
    sys.stdout.write("".join(f"audit: {line}\n" for line in lines))
    sys.stdout.write(f"audit: {len(packages)} packages, {len(lines)} findings\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
