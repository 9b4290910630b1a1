"""Another agency, other years, no Python: what is particular to an agency is in its data, its pages and mkdocs.yml."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from bs4 import BeautifulSoup

import another
import real
import written
from another import OWN, ROOT, add, change, desk
from built import links, read
from disclosure.build.export import NotEmpty
from disclosure.desk.scaffold import PROGRAM, BadName, create_project
from git_commits import committed, git

pytestmark = pytest.mark.builds

TEXT = {".html", ".json", ".csv", ".svg", ".xml", ".css", ".js", ".yml", ".txt"}
STAYS = {
    *(
        "README.md",
        "guides/adopting.md",
        "guides/benchmarks.md",
        "data",
        "docs",
        "tests",
        "mkdocs.yml",
    ),
    *(".github/screenshot.png",),
    *(".ci", ".pre-commit-config.yaml"),  # they run the tests
}
"""What a new project doesn't take over: our words, our figures, the tests."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return another.project_once(tmp_path_factory)


@pytest.fixture(scope="module")
def their_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return another.site_once(tmp_path_factory)


@pytest.fixture(scope="module")
def pages(their_site: Path) -> dict[str, BeautifulSoup]:
    return read(their_site)


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """A project to change."""
    shutil.copytree(project, tmp_path / "project", symlinks=True)
    return tmp_path / "project"


def shown_text(page: BeautifulSoup, part: str = "main") -> str:
    found = page.select_one(part)
    assert found, part
    return " ".join(found.get_text(" ").split())


# The site


def test_its_data_and_pages_say_that_they_are_made_up():
    for path in (path for path in OWN.rglob("*") if path.is_file()):
        if path.parent.name != "published":  # written by the desk
            assert "虚构" in path.read_text("utf-8"), path


def test_the_check_finds_nothing(project):
    assert desk(project, "check") == "没有问题。\n"
    assert desk(project, "record", "--check") == "都记过了。\n"


def test_no_word_of_our_own_agency_is_in_any_file(their_site):
    ours = yaml.load((real.data() / "agency.yml").read_text("utf-8"), yaml.CBaseLoader)
    words = {*ours.values(), "公积金", "上海"}
    assert len(words) >= 5
    for path in their_site.rglob("*"):
        if path.suffix in TEXT:
            text = path.read_text("utf-8")
            assert not [word for word in words if word in text], path


def test_every_link_leads_to_a_page_and_to_a_place_on_it(their_site, pages):
    for address, page in pages.items():
        for target, fragment in links(address, page):
            there = their_site / target
            assert (there / "index.html" if there.is_dir() else there).is_file(), (address, target)
            if fragment:
                assert pages[target].find(id=fragment), (address, target, fragment)


def test_every_page_bears_its_own_name(pages):
    for page in pages.values():
        assert page.title and "虚构水务 · 信息公开数据（虚构）" in page.title.get_text()
        assert "虚构" in shown_text(page, "footer")
    assert "虚构市水务局" in shown_text(pages["about/contact/"])
    assert "00000" in shown_text(pages["about/volunteers/"])
    assert "虚构：注明出处就可以再用。" in shown_text(pages["data/"])


def test_the_misprint_is_shown_with_its_sum(pages):
    sum_ = "330次 + 585次 ≠ 905次"
    for address in ("years/2022/", "checks/", "corrections/", "topics/supply/"):
        assert sum_ in shown_text(pages[address]), address
        assert "虚构：报告印的总次数比两类之和少10次" in shown_text(pages[address])


def test_the_correction_is_shown(pages):
    for address in ("years/2022/", "corrections/"):
        assert "原来登载 15条 ，改为 51条" in shown_text(pages[address]), address


def test_the_older_form_is_shown_as_it_was_and_what_it_lacks_is_not_made_up(pages):
    old, new = pages["years/2021/"], pages["years/2022/"]
    assert "本年新制作数量" in shown_text(old) and "本年制发件数" in shown_text(new)
    assert "318.6万元" in shown_text(old)
    assert not old.find(id="三.other.other.total") and new.find(id="三.other.other.total")
    blank = old.find(id="三.withheld.inquiry.total")
    assert blank and blank.select_one(".blank") and not blank.get_text(strip=True)


def test_trends_run_over_the_years_that_can_be_compared(pages):
    trend = pages["topics/supply/"].select_one("#supply-inspections-trend")
    assert trend
    for words in ("2021—2023年", "310次", "330次（算不拢）", "352次", "330次 + 585次 ≠ 905次"):
        assert words in trend.get_text(), words
    assert "+22次" not in trend.get_text()  # the report contradicts the figure of 2022


def test_every_kind_of_chart_is_there(pages):
    kinds = {chart["data-kind"] for page in pages.values() for chart in page.select(".chart")}
    assert kinds == {"bars", "parts", "cards", "timeline", "trend"}
    assert "本站计算：58条 + 187件" in shown_text(pages["topics/rivers/"], "#rivers-work")


def test_hedges_of_the_other_agency_are_shown(their_site, pages):
    figures = json.loads((their_site / "data/figures.json").read_text("utf-8"))
    found = {(one["id"], one["year"]): one["qualifier"] for one in figures}
    assert found["supply.households", 2021] == "about"
    assert found["rivers.volunteers", 2022] == "nearly"
    assert found["supply.subsidies", 2023] == found["rivers.reports", 2023] == "over"
    assert "不足5000人次" in shown_text(pages["years/2022/"])


def test_search_index_has_the_other_agencys_words(their_site):
    (found,) = (their_site / "assets").glob("search.*.json")
    index = found.read_text("utf-8")
    for words in ("整治的河道", "逾4.5亿元", "排污口", "虚构市供水补贴办法"):
        assert words in index, words


# Adding things, in YAML and prose alone


def test_a_topic(copy, tmp_path):
    add(
        copy / "data/topics/floods.yml",
        {
            "title": "防汛",
            "question": "淹水怎么办？",
            "summary": "虚构。",
            "also": ["二.licences.*"],
        },
    )
    page = (
        '---\ntitle: 防汛\ndescription: 虚构。\n---\n# 淹水怎么办\n\n{{ figures_of("floods") }}\n'
    )
    (copy / "docs/topics/floods.md").write_text(page, "utf-8")
    rivers = "      - topics/rivers.md\n"
    change(copy / "mkdocs.yml", (rivers, f"{rivers}      - topics/floods.md\n"))
    pages = rebuilt(copy, tmp_path)
    assert "淹水怎么办" in shown_text(pages["topics/floods/"])
    assert "防汛" in shown_text(pages[""]) and "防汛" in shown_text(pages["topics/"])


def test_an_indicator_and_a_chart_and_a_sum(copy, tmp_path):
    topic = copy / "data/topics/rivers.yml"
    indicator = "    label: 清出的淤泥\n    unit: 份\n    definition: 虚构：清淤的次数。\n"
    chart = '    title: 清淤{{ figure("rivers.mud") }}\n    bars: [rivers.mud, rivers.mud.north, rivers.mud.south]\n'
    rule = "    label: 清淤 = 城北 + 城南\n    sum: [rivers.mud.north, rivers.mud.south]\n    equals: [rivers.mud]\n"
    indicators = "".join(f"  {name}:\n{indicator}" for name in MUD)
    change(
        topic,
        ("indicators:\n", f"indicators:\n{indicators}"),
        ("charts:\n", f"charts:\n  rivers-mud:\n{chart}    tie_outs: [rivers.mud.sides]\n"),
    )
    topic.write_text(
        topic.read_text("utf-8") + f"\ntie_outs:\n  rivers.mud.sides:\n{rule}", "utf-8"
    )
    figures = "".join(f"    {name}: {printed}\n" for name, printed in MUD.items())
    change(
        copy / "data/years/2023.yml",
        ("  一（二）1:\n    rivers", f"  一（二）1:\n{figures}    rivers"),
    )
    page = copy / "docs/topics/rivers.md"
    change(page, ("## 公众 {#public}\n", '{{ chart("rivers-mud") }}\n\n## 公众 {#public}\n'))
    pages = rebuilt(copy, tmp_path)
    assert "清淤90份" in shown_text(pages["topics/rivers/"], "#rivers-mud")
    assert "50份 + 40份 = 90份" in shown_text(pages["topics/rivers/"], "#rivers-mud .tie")
    assert "rivers.mud.sides" in str(pages["checks/"]) and "清淤 = 城北 + 城南" in shown_text(
        pages["checks/"]
    )
    assert "rivers.mud.north" in shown_text(pages["data/"])
    # The sum is a rule from now on: a figure that breaks it stops the build.
    change(copy / "data/years/2023.yml", ("rivers.mud: 90份", "rivers.mud: 91份"))
    said_then = subprocess.run(
        [sys.executable, copy / "hooks/desk.py", "check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said_then.returncode == 1 and "D401" in said_then.stdout


MUD = {"rivers.mud": "90份", "rivers.mud.north": "50份", "rivers.mud.south": "40份"}


def test_a_year_and_a_form(copy, tmp_path):
    form = (copy / "data/forms/2021.yml").read_text("utf-8")
    row = "          - {id: licences, label: 行政许可, said: [行政许可决定, 作出 行政许可]}\n"
    assert row in form
    extra = f"{row}          - {{id: guidance, label: 虚构的行政指导}}\n"
    (copy / "data/forms/2024.yml").write_text(form.replace(row, extra), "utf-8")
    last = (copy / "data/years/2023.yml").read_text("utf-8")
    year = copy / "data/years/2024.yml"
    year.write_text(last.replace("2024年", "2025年").replace("2023", "2024"), "utf-8")
    change(
        year,
        ("form: 2021", "form: 2024"),
        ("[1, 0, 7]", "[1, 0, 8]"),
        ("[5, 3, 45]", "[5, 3, 47]"),
        ("    penalties:", "    guidance:            [17]\n    penalties:"),
        ("[63, 12, —, —, —, —, 75]", "[65, 14, —, —, —, —, 79]"),
        ("[3, 2, —, —, —, —, 5]", "[1, 0, —, —, —, —, 1]"),
    )
    desk(copy, "schema")
    pages = rebuilt(copy, tmp_path)
    assert "虚构的行政指导 17" in shown_text(pages["years/2024/"])
    assert pages["years/"].select_one('.reports a[href="2024/"]')
    assert "2021—2024年" in shown_text(pages["topics/supply/"])
    assert '"二.guidance.decisions"' in (tmp_path / "site/data/figures.json").read_text("utf-8")


def rebuilt(project: Path, folder: Path) -> dict[str, BeautifulSoup]:
    return read(another.built(project, folder / "site"))


# From nothing


def test_begun_project_lacks_only_a_year(tmp_path):
    project = another.begun(tmp_path / "new")
    done = subprocess.run(
        [sys.executable, project / "hooks/desk.py", "check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert re.findall(r"\bD\d{3}\b", done.stdout) == ["D001"]
    assert "years" in done.stdout
    assert desk(project, "schema", "--check") == "都是新的。\n"
    assert "没有" not in desk(project, "format", "--check")


def test_its_first_report_makes_a_site(tmp_path, project):
    report = written.report_of(project / "data", 2023).replace(written.AGENCY, another.AGENCY)
    (tmp_path / "报告.txt").write_text(report, "utf-8")
    new = another.begun(tmp_path / "new")
    desk(new, "import", tmp_path / "报告.txt", "-o", "data/years/2023.yml")
    set_aside_open_items(new / "data/years/2023.yml")
    pages = rebuilt(new, tmp_path)
    assert {"", "topics/requests/", "topics/litigation/", "years/2023/"} <= pages.keys()
    assert "新收的政府信息公开申请（件）" in shown_text(pages[""])
    for address, page in pages.items():
        text = page.get_text()
        assert "公积金" not in text and "上海" not in text, address


def set_aside_open_items(year: Path) -> None:
    """As an editor who has no topics yet."""
    file = yaml.load(year.read_text("utf-8"), yaml.CBaseLoader)
    file["set_aside"] = {
        section: [{"printed": [one["printed"] for one in items], "why": "还没有做成指标"}]
        for section, items in file.pop("open").items()
    }
    year.write_text(yaml.safe_dump(file, allow_unicode=True, sort_keys=False), "utf-8")


def test_the_guide_s_own_topic_is_built_as_it_is_written_there(tmp_path, project):
    guide = (ROOT / "guides/adopting.md").read_text("utf-8")
    topic, figures = (dedent(found) for found in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL))
    (page,) = (dedent(found) for found in re.findall(r"```markdown\n(.*?)```", guide, re.DOTALL))
    report = written.report_of(project / "data", 2023).replace(written.AGENCY, another.AGENCY)
    (tmp_path / "报告.txt").write_text(report, "utf-8")
    new = another.begun(tmp_path / "new")
    desk(new, "import", tmp_path / "报告.txt", "-o", "data/years/2023.yml")
    (new / "data/topics/supply.yml").write_text(topic, "utf-8")
    (new / "docs/topics/supply.md").write_text(page, "utf-8")
    index = "      - topics/index.md\n"
    change(new / "mkdocs.yml", (index, f"{index}      - topics/supply.md\n"))
    year = new / "data/years/2023.yml"
    draft = re.sub(r"(?ms)^open:.*?(?=^tables:)", f"{figures}\n", year.read_text("utf-8"))
    year.write_text(draft, "utf-8")
    desk(new, "schema")
    desk(new, "format", "--check")
    assert desk(new, "check") == "没有问题。\n"
    assert "全都对上了" in desk(new, "verify", "2023", "--source", tmp_path / "报告.txt")
    desk(new, "record")
    pages = rebuilt(new, tmp_path)
    assert "352次 + 608次 = 960次" in shown_text(pages["topics/supply/"], "#supply-inspections")


def test_the_guide_names_what_there_is():
    guide = (ROOT / "guides/adopting.md").read_text("utf-8")
    commands = set(re.findall(r"hooks/desk\.py (\w+)", guide))
    known = re.findall(r'@desk.command\("(\w+)"', (ROOT / "hooks/desk.py").read_text("utf-8"))
    assert {"begin", "import", "new", "check", "verify", "record"} <= commands <= {*known}
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", guide):
        assert (ROOT / "guides" / target).is_file(), target


def test_without_an_electronic_report_the_first_year_is_listed_from_the_form(tmp_path):
    project = another.begun(tmp_path / "new")
    desk(project, "new", "2023")
    year = project / "data/years/2023.yml"
    assert desk(project, "format", "--check").startswith("0 个文件")
    text = year.read_text("utf-8")
    assert "form: 2021" in text and "# 待填：一、本年新收政府信息公开申请数量（自然人 " in text
    many = {"二": {"rules": 3, "normative_documents": 3}, "三": 7, "四": 5}
    filled = yaml.load(text, yaml.CBaseLoader)
    filled["report"] |= {"title": f"{another.AGENCY}2023年度报告", "published_at": another.WEBSITE}
    for table, rows in filled["tables"].items():
        for row in rows:
            cells = many[table] if isinstance(many[table], int) else many[table].get(row, 1)
            rows[row] = ["0"] * cells
    year.write_text(yaml.safe_dump(filled, allow_unicode=True, sort_keys=False), "utf-8")
    pages = rebuilt(project, tmp_path)
    assert "行政复议" in shown_text(pages["years/2023/"])


def test_the_first_year_follows_the_form_in_use_then(tmp_path):
    project = another.begun(tmp_path / "new")
    desk(project, "new", "2020")
    assert "form: 2019" in (project / "data/years/2020.yml").read_text("utf-8")


def test_its_pull_requests_are_checked_without_our_tests(tmp_path):
    project = another.begun(tmp_path / "new")
    jobs = yaml.safe_load((project / ".github/workflows/check.yml").read_text("utf-8"))["jobs"]
    assert list(jobs) == ["data", "inbox"]
    assert not (project / ".github/workflows/weekly.yml").exists()
    assert not (project / "tests").exists()


@pytest.mark.parametrize("base", ["a begun project", "a repository with nothing but a README"])
def test_the_first_pull_request_of_a_begun_project_is_checked_and_compared(tmp_path, base):
    project = tmp_path / "new"
    if base == "a begun project":
        another.begun(project)
    else:
        project.mkdir()
        (project / "README.md").write_text("虚构\n", "utf-8")
    git(project, "init", "--quiet")
    committed(project)
    made = another.written(tmp_path / "with-years")
    ours = shutil.ignore_patterns("node_modules", "__pycache__")
    shutil.copytree(made, project, dirs_exist_ok=True, ignore=ours)
    committed(project)
    result = desk(project, "diff", "HEAD^1", "--format", "markdown")
    assert "### 读者看到的变化" in result and "新增 2023年" in result
    assert "### 要改的地方" not in desk(project, "check", "--format", "summary")


def test_every_file_of_the_project_is_taken_over_or_stays_on_purpose():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a Git repository")
    taken = {path.relative_to(ROOT) for pattern in PROGRAM for path in ROOT.glob(pattern)}
    for name in filter(None, listed.stdout.split("\0")):
        path = Path(name)
        on_purpose = {path, *path.parents}
        assert on_purpose & taken or {one.as_posix() for one in on_purpose} & STAYS, name


@pytest.mark.parametrize("agency", ["", "a: b", "虚构<局>", '虚构"局', "虚构\n局", "{{ x }}"])
def test_agency_name_with_markup_is_refused(tmp_path, agency):
    with pytest.raises(BadName, match="名称"):
        create_project(ROOT, tmp_path / "new", agency, another.WEBSITE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("website", ["", "虚构", "javascript:alert(1)", "http://a b.invalid"])
def test_invalid_website_is_refused(tmp_path, website):
    with pytest.raises(BadName, match="网址"):
        create_project(ROOT, tmp_path / "new", another.AGENCY, website)


def test_a_website_may_be_pasted_from_the_browser(tmp_path):
    create_project(ROOT, tmp_path / "new", another.AGENCY, "https://www.example.invalid/")
    assert "website: www.example.invalid\n" in (tmp_path / "new/data/agency.yml").read_text("utf-8")


def test_begin_overwrites_no_folder(tmp_path):
    (tmp_path / "kept").write_text("kept")
    with pytest.raises(NotEmpty):
        create_project(ROOT, tmp_path, another.AGENCY, another.WEBSITE)
    with pytest.raises(NotEmpty):
        create_project(ROOT, ROOT / "docs/new", another.AGENCY, another.WEBSITE)
    assert not (ROOT / "docs/new").exists()


def test_the_command_says_what_to_do_next(tmp_path):
    output = desk(
        ROOT, "begin", tmp_path / "new", "--agency", another.AGENCY, "--website", "a.invalid"
    )
    assert "import" in output and "check" in output
