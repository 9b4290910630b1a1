"""DOC, XLS and WPS, the formats from before 2007 → DOCX or XLSX, through LibreOffice where it is installed.

No Python library that is kept up reads them.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure.reports.readers.bounds import SECONDS, too_slow
from disclosure.reports.readers.errors import Unreadable

START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Of a compound file (MS-CFB), which these are."""


def converted(content: bytes, suffix: str) -> bytes:
    """The same file as DOCX or XLSX. Raises Unreadable, with how to save it, where that can't be done."""
    kind = kind_of(content, suffix.lower())
    program = libre_office()
    if not program:
        raise Unreadable(
            f"这是旧格式的文件（{NAMES[kind]}），本机也没有 LibreOffice 来转换",
            f"请用 {PROGRAMS[kind]}或 WPS 打开它，另存为 {kind.upper()}；或安装 LibreOffice，再试",
        )
    with TemporaryDirectory(prefix="desk-") as folder:
        made = convert(program, content, kind, Path(folder))
    if not made:
        raise Unreadable(
            f"旧格式的文件（{NAMES[kind]}）转换不了：坏了，或加了密码",
            f"请用 {PROGRAMS[kind]}或 WPS 打开它，去掉密码，另存为 {kind.upper()}，再试",
        )
    return made


def kind_of(content: bytes, suffix: str) -> str:
    """`docx` or `xlsx`, by the streams in the file; a file without any by its name. Raises Unreadable."""
    if has_stream(content, "EncryptedPackage"):
        raise Unreadable("文件加了密码", "请去掉密码，另存一份，再试")
    if has_stream(content, "PowerPoint Document"):
        raise Unreadable("这是演示文稿，不是能读的报告", "请把报告另存为 DOCX，再试")
    is_text = has_stream(content, "WordDocument")
    is_sheet = any(has_stream(content, name) for name in ("Workbook", "Book"))
    if is_text == is_sheet:  # one may be embedded in the other
        is_sheet = suffix in (".xls", ".et")
    return "xlsx" if is_sheet else "docx"


def has_stream(content: bytes, name: str) -> bool:
    """Whether a directory entry has this name: it fills a field of 64 bytes."""
    return (name.encode("utf-16-le") + b"\0\0") in content


def libre_office() -> str | None:
    return next(filter(None, map(shutil.which, PLACES)), None)


def convert(program: str, content: bytes, kind: str, folder: Path) -> bytes:
    """In a process of its own with a profile of its own: no macros, nothing fetched, bounds as for reading."""
    profile, source, out = folder / "profile", folder / "report", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(settings(), "utf-8")
    source.write_bytes(content)
    arguments = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    arguments += ["--convert-to", kind, "--outdir", str(out), str(source)]
    run(arguments, folder)
    made = out / f"report.{kind}"
    return made.read_bytes() if made.is_file() else b""


def run(arguments: list[str], folder: Path) -> None:
    given = json.dumps({"seconds": SECONDS, "memory": MEMORY, "file_size": FILE_SIZE})
    limited = [sys.executable, "-I", "-c", LIMITED, str(HOOKS), given] if os.name == "posix" else []
    process = subprocess.Popen(
        [*limited, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise too_slow(SECONDS) from None
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """With the processes that it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.Common/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>"
    )


PLACES = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
MEMORY, FILE_SIZE = 3_000_000_000, 200_000_000
SETTINGS = (
    ("Security/Scripting", "DisableMacrosExecution", "true"),
    ("Security/Scripting", "MacroSecurityLevel", "3"),
    ("Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Security/Scripting", "DisableActiveContent", "true"),
)
NAMES = {"docx": "DOC、WPS", "xlsx": "XLS"}
PROGRAMS = {"docx": "Word ", "xlsx": "Excel "}
HOOKS = Path(__file__).resolve().parents[4]
LIMITED = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
from disclosure.reports.readers.bounds import limit_process
limit_process(**json.loads(sys.argv[2]))
os.execv(sys.argv[3], sys.argv[3:])
"""
