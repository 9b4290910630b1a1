from __future__ import annotations

import re

import real
from disclosure.ledger.load import load_data
from disclosure.problems.problem import Problems
from real import ROOT

TOPIC = re.compile(r"```yaml\n(title: .*?)```", re.DOTALL)
FIGURES = """\
figures:
  一（一）1:
    services.total: 30件
    services.online: 20件
    services.counter: 10件
"""


def test_topic_of_the_guide_can_be_pasted(tmp_path):
    (topic,) = TOPIC.findall((ROOT / "docs/about/editing.md").read_text("utf-8"))
    data = real.copied(tmp_path / "data")
    (data / "topics/services.yml").write_text(topic, "utf-8")
    year = data / "years/2022.yml"
    text = year.read_text("utf-8")
    year.write_text(text.replace("figures:\n  一（一）1:\n", FIGURES, 1), "utf-8")
    problems = Problems()
    load_data(data, problems)
    assert [problem for problem in problems if problem.code != "D604"] == []
