"""The pictures that a chart offers to save, read back: an SVG and a PNG of the same."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree

from PIL import Image
from playwright.sync_api import Locator

SVG = "{http://www.w3.org/2000/svg}"
BAR = re.compile(r"M([\d.]+),([\d.]+)V([\d.]+)H([\d.]+)V")
"""A bar's path, as Plotly writes it: left, top, bottom and right edge."""


@dataclass(frozen=True)
class SavedPicture:
    svg: ElementTree.Element
    png: Image.Image

    @property
    def words(self) -> str:
        """Every visible text, one after the other, without white space."""
        texts = ("".join(text.itertext()) for text in self.svg.iter(f"{SVG}text"))
        return bare("".join(texts))

    @property
    def bars(self) -> list[tuple[float, float, float, float]]:
        """Left, top, right and bottom edge of each bar within the whole picture, in its units."""
        inner = self.svg.find(f"{SVG}svg")
        assert inner is not None
        x, y = float(inner.get("x", "")), float(inner.get("y", ""))
        found = (
            BAR.match(path.get("d", ""))
            for group in inner.iter(f"{SVG}g")
            if "trace bars" in group.get("class", "")
            for path in group.iter(f"{SVG}path")
        )
        edges = [tuple(map(float, one.groups())) for one in found if one]
        return [(x + left, y + top, x + right, y + bottom) for left, top, bottom, right in edges]


def saved(chart: Locator) -> SavedPicture:
    """What the chart's files have, once they are there."""
    chart.get_by_role("tab", name="下载").click()
    png = chart.get_by_role("link", name="图片（PNG）")
    png.wait_for()
    svg = chart.get_by_role("link", name="图片（SVG）").get_attribute("href") or ""
    kind, _, text = svg.partition(",")
    assert kind == "data:image/svg+xml;charset=utf-8"
    kind, _, data = (png.get_attribute("href") or "").partition(",")
    assert kind == "data:image/png;base64"
    image = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
    return SavedPicture(ElementTree.fromstring(unquote(text)), image)


def bare(words: str) -> str:
    return re.sub(r"\s", "", words)
