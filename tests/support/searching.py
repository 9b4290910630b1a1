"""search.js, asked in Node: what it finds, how soon, and which of readers' queries it answers."""

from __future__ import annotations

import atexit
import hashlib
import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from disclosure.ledger.tieouts import Ledger
from disclosure.pages.context import SiteContext
from disclosure.pages.load import read_handwritten
from disclosure.pages.search.index import search_index
from disclosure.problems.problem import Problems
from queries import Asked
from tools import ROOT, program

ASK = """
const { finder } = require(process.argv[1]);
const corpora = new Map();
const answer = (corpus, query) => {
  const asked = finder.find(corpus, query);
  const marked = text => finder.marks(text || "", asked).map(([from, to]) => text.slice(from, to));
  return { ...asked, results: asked.results.map(([doc, ...others]) => ({
    address: doc.address, printed: doc.shown || "", others: others.map(other => other.address),
    marked: [doc.of.item[1], doc.shown, doc.own, doc.of.item[2]].flatMap(marked),
  })) };
};
require("readline").createInterface({ input: process.stdin }).on("line", line => {
  const { name, index, queries } = JSON.parse(line);
  if (index) corpora.set(name, finder.prepare(index));
  console.log(JSON.stringify(queries.map(query => answer(corpora.get(name), query))));
});
"""
"""As a page does, it prepares an index once and answers many queries from it: each line names one, which comes along
the first time."""
TIME = """
const { finder } = require(process.argv[1]);
const { index, queries } = JSON.parse(require("fs").readFileSync(0));
const spent = act => {
  const began = performance.now();
  act();
  return (performance.now() - began) / 1000;
};
let corpus;
const ready = spent(() => { corpus = finder.prepare(index); });
const best = queries.map(query => Math.min(...[1, 2, 3, 4].map(() => spent(() => finder.find(corpus, query)))));
console.log(JSON.stringify([ready, Math.max(...best)]));
"""
SEARCH = str(ROOT / "docs/assets/search.js")
Index = dict[str, Any]
Answer = dict[str, Any]


def index_of(ledger: Ledger) -> Index:
    return json.loads(
        search_index(SiteContext(ledger), read_handwritten(ROOT / "docs", Problems()))
    )


class Asking:
    """A process of Node that answers queries until it fails or the tests end."""

    def __init__(self) -> None:
        command = [program("node"), "--eval", ASK, SEARCH]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        atexit.register(self.process.kill)
        self.known: set[str] = set()

    def answers(self, found: Index, queries: list[str]) -> list[Answer]:
        text = json.dumps(found)
        name = hashlib.sha256(text.encode()).hexdigest()
        new = {} if name in self.known else {"index": found}
        self.known.add(name)
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps({"name": name, "queries": queries} | new) + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline()
        if not said:
            asking.cache_clear()  # the next test asks another process
            raise AssertionError(f"search.js failed at one of {queries}")
        answers: list[Answer] = json.loads(said)
        return answers


@cache
def asking() -> Asking:
    return Asking()


def ask(found: Index, queries: Iterable[str]) -> list[Answer]:
    """What search.js answers to each query."""
    return asking().answers(found, [*queries])


def run(script: str, found: Index, queries: Iterable[str]) -> Any:
    asked = json.dumps({"index": found, "queries": list(queries)})
    command = [program("node"), "--eval", script, SEARCH]
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def seconds(found: Index, queries: Iterable[str]) -> tuple[float, float]:
    """(until the index is ready, of the slowest query at its best of four times)."""
    ready, slowest = run(TIME, found, queries)
    return ready, slowest


def text_of(found: Index) -> str:
    """The index as it is sent, before compression."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def first_three(answer: Answer) -> list[str]:
    return [result["address"] for result in answer["results"][:3]]


def unanswered(found: Index, queries: Sequence[Asked]) -> Iterator[tuple[str, list[str]]]:
    """(words, first three results) of each query that none of its places answers there."""
    answers = ask(found, [query.words for query in queries])
    for query, answer in zip(queries, answers, strict=True):
        if not query.places & set(first_three(answer)):
            yield query.words, first_three(answer)


def share_answered(found: Index, queries: Sequence[Asked]) -> float:
    return 1 - len([*unanswered(found, queries)]) / len(queries)
