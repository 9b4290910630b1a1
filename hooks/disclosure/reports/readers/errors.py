"""What every reader of reports refuses, and how much of a report it takes."""

from __future__ import annotations

import importlib
from typing import Any


class Unreadable(Exception):
    """A report that can't be read. `reason` says what is wrong and `hint` how to mend it, in the editor's words."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


class Scanned(Unreadable):
    """A report of pictures alone: only text recognition reads it."""

    def __init__(self, reason: str = "几乎没有文字，像是扫描件") -> None:
        super().__init__(reason, RECOGNIZE)


def library(module: str, package: str) -> Any:
    """A module that only the desk needs, by the name its package has in requirements/desk.txt.

    Imported where it is used: the site is built without these packages, and without their types too.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Unreadable(f"缺少 Python 包“{package}”", INSTALL) from error


INSTALL = "请先运行：python -m pip install -r requirements/desk.txt"
RECOGNIZE = (
    "请找有文字的版本（DOCX、网页）；没有，就先用文字识别（OCR）转成 DOCX，"
    "或在本机安装 Tesseract 和它的中文（tesseract-ocr、tesseract-ocr-chi-sim），再试"
)
SAVE_AGAIN = "请用 Word、WPS 或浏览器打开它，另存一份，再试"
