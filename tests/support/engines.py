"""Firefox over WebDriver BiDi and WebKitGTK's MiniBrowser over WebDriver, both behind the same few methods."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

from websockets.sync.client import connect

from browsing import PHONE
from tools import missing, program

PATIENCE = 90
"""Seconds that one answer may take, on a machine that does much else."""
Json = Any


class Engine(Protocol):
    """One window, as wide and high as a phone's."""

    def open(self, address: str) -> None:
        """Returns once the page's `load` event is over."""

    def run(self, script: str, *given: Json) -> Json:
        """What the body of an async function with these arguments returns, as JSON has it."""

    def perform(self, source: dict[str, Json]) -> None:
        """Press keys or the pointer's buttons, written as WebDriver's and BiDi's actions of one input source."""


class EngineError(Exception):
    """What a browser's driver answers in place of a result."""


def press(engine: Engine, *keys: str) -> None:
    steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
    engine.perform({"type": "key", "id": "keyboard", "actions": steps})


MIDDLE = """const [selector, index] = arguments;
const found = [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length);
const element = found[index];
if (!element) throw new Error(`${found.length} × ${selector}`);
element.scrollIntoView({ block: "center", behavior: "instant" });
const box = element.getClientRects()[0];
return [box.left + box.width / 2, box.top + box.height / 2].map(Math.round);"""


def click(engine: Engine, selector: str, index: int = 0) -> None:
    """The element of that number among the visible ones, in its middle, whatever lies over it."""
    x, y = engine.run(MIDDLE, selector, index)
    steps = [
        {"type": "pointerMove", "x": x, "y": y, "duration": 0},
        {"type": "pointerDown", "button": 0},
        {"type": "pointerUp", "button": 0},
    ]
    mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}}
    engine.perform(mouse | {"actions": steps})


def until(engine: Engine, condition: str, *given: Json) -> Json:
    """What a script returns once that is true."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := engine.run(condition, *given):
            return found
        time.sleep(0.05)
    raise TimeoutError(condition)


@contextmanager
def ended(process: subprocess.Popen[Any]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


# Firefox

PREFERENCES = {
    "remote.active-protocols": 1,  # BiDi alone
    "app.normandy.enabled": False,  # no experiments, and none asked for
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.server": "",
}


class Firefox:
    def __init__(self, connection: Any) -> None:
        self.connection, self.asked = connection, 0
        self.call("session.new", capabilities={})
        tree = self.call("browsingContext.getTree")
        self.window = tree["contexts"][0]["context"]
        self.call("browsingContext.setViewport", context=self.window, viewport=PHONE)

    def call(self, method: str, **given: Json) -> Json:
        self.asked += 1
        self.connection.send(json.dumps({"id": self.asked, "method": method, "params": given}))
        while True:
            answer = json.loads(self.connection.recv(timeout=PATIENCE))
            if answer.get("id") == self.asked:
                break
        if answer["type"] == "error":
            raise EngineError(f"{method}: {answer['message']}")
        return answer["result"]

    def open(self, address: str) -> None:
        self.call("browsingContext.navigate", context=self.window, url=address, wait="complete")

    def run(self, script: str, *given: Json) -> Json:
        arguments = json.dumps(given)
        asked = f"(async function () {{ {script}\n }}).apply(null, {arguments})"
        answer = self.call(
            "script.evaluate",
            expression=f"{asked}.then((found) => JSON.stringify([found === undefined ? null : found]))",
            target={"context": self.window},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise EngineError(answer["exceptionDetails"]["text"])
        (found,) = json.loads(answer["result"]["value"])
        return found

    def perform(self, source: dict[str, Json]) -> None:
        self.call("input.performActions", context=self.window, actions=[source])


@contextmanager
def firefox() -> Iterator[Engine]:
    found = shutil.which("firefox-esr") or shutil.which("firefox") or missing("Firefox")
    with ExitStack() as stack:
        profile = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="firefox-")))
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in PREFERENCES.items()]
        (profile / "user.js").write_text("".join(lines), "utf-8")
        log = stack.enter_context((profile / "log").open("w+b"))
        command = [found, "--headless", "--no-remote", "--profile", str(profile)]
        running = subprocess.Popen([*command, "--remote-debugging-port", "0"], stderr=log)
        stack.enter_context(ended(running))
        address = awaited(running, lambda: listening(profile / "log"))
        with connect(f"{address}/session", max_size=None, open_timeout=PATIENCE) as connection:
            yield Firefox(connection)


def listening(log: Path) -> str | None:
    found = re.search(r"BiDi listening on (ws://\S+)", log.read_text("utf-8", "replace"))
    return found and found[1]


def awaited(running: subprocess.Popen[Any], ask: Callable[[], str | None]) -> str:
    end = time.monotonic() + PATIENCE
    while running.poll() is None and time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.05)
    raise EngineError(f"{running.args} does not answer, or has ended with {running.returncode}")


# WebKit

SMALL_WINDOW = (
    """window.open("about:blank", "", `popup,width=${arguments[0]},height=${arguments[1]}`);"""
)
"""Without the tool bar, which keeps MiniBrowser's own window wider than any phone."""
CALLED = """const done = arguments[arguments.length - 1];
(async function () { %s
 }).apply(null, [].slice.call(arguments, 0, -1)).then((found) => done([found]), (error) => done(String(error)));"""


class WebKit:
    def __init__(self, address: str) -> None:
        self.address, self.session = address, ""
        options = {
            "binary": minibrowser(),
            "args": ["--automation", "--javascript-can-open-windows-automatically=true"],
        }
        wanted = {"webkitgtk:browserOptions": options, "timeouts": {"script": 1000 * PATIENCE}}
        made = self.call("POST", "/session", capabilities={"alwaysMatch": wanted})
        self.session = f"/session/{made['sessionId']}"
        first = set(self.call("GET", "/window/handles"))
        self.run(SMALL_WINDOW, PHONE["width"], PHONE["height"])
        (own,) = set(self.call("GET", "/window/handles")) - first
        self.call("POST", "/window", handle=own)

    def call(self, method: str, path: str, **given: Json) -> Json:
        request = urllib.request.Request(
            f"{self.address}{self.session}{path}",
            method=method,
            data=json.dumps(given).encode() if method == "POST" else None,
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=2 * PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise EngineError(f"{path}: {json.load(error)['value']['message']}") from None

    def open(self, address: str) -> None:
        self.call("POST", "/url", url=address)

    def run(self, script: str, *given: Json) -> Json:
        found = self.call("POST", "/execute/async", script=CALLED % script, args=given)
        if isinstance(found, str):
            raise EngineError(found)
        return found[0]

    def perform(self, source: dict[str, Json]) -> None:
        self.call("POST", "/actions", actions=[source])


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(address: str) -> str | None:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE):
            return address
    except OSError:
        return None


def minibrowser() -> str:
    found = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"))
    return str(found[-1]) if found else missing("WebKitGTK's MiniBrowser")


@contextmanager
def webkit() -> Iterator[Engine]:
    driver, screen = program("WebKitWebDriver"), program("Xvfb")
    _ = minibrowser()
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="webkit-")))
        read, write = os.pipe()
        command = [screen, "-displayfd", str(write), "-screen", "0", "1600x1200x24"]
        shown = subprocess.Popen(
            [*command, "-nolisten", "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL
        )
        stack.enter_context(ended(shown))
        os.close(write)
        with os.fdopen(read) as number:
            display = f":{number.readline().strip()}"
        own = {"DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        own |= {name: str(home) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
        port = free_port()
        running = subprocess.Popen(
            [driver, f"--port={port}"], env=os.environ | own, stderr=subprocess.DEVNULL
        )
        stack.enter_context(ended(running))
        address = f"http://127.0.0.1:{port}"
        awaited(running, lambda: answers(f"{address}/status"))
        engine = WebKit(address)
        yield engine
        engine.call("DELETE", "")
