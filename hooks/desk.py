"""The editors' command line, and nothing else: what the commands do is decided in `disclosure`."""

# Only the standard library may be imported at the top: an old Python and missing packages get a message of their own,
# and click's messages must be replaced before it is imported. A command imports what it alone needs as it is called:
# `desk check` would take twice as long with what the others import.

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036  because an editor's machine may have an older one
    sys.exit("需要 Python 3.11 或更新的版本，现在是 " + sys.version.split()[0])

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar

try:
    from disclosure.desk.click_chinese import use_chinese_messages

    use_chinese_messages()
    import click

    from disclosure import __version__
    from disclosure.desk.year_files import write
    from disclosure.ledger.load import load_data
    from disclosure.problems.problem import (
        DataErrors,
        Problem,
        Problems,
        Refusal,
        any_error,
        as_github,
        as_json,
        as_text,
        list_as_text,
        one_line,
    )
    from disclosure.problems.summary import as_summary
except ModuleNotFoundError as missing:
    sys.exit(
        f"缺少 Python 包“{missing.name}”。请先在项目文件夹里运行：python -m pip install -r requirements.txt"
    )

SELF = "python hooks/desk.py"
F = TypeVar("F", bound=Callable[..., Any])
MANY_PAGES = 10
ROOT = Path(__file__).resolve().parents[1]
PROBLEM_FORMATS = {"text": as_text, "json": as_json, "github": as_github, "summary": as_summary}
RESULT_FORMATS = ("text", "json")
DIFFERENCE_FORMATS = ("text", "markdown", "json")

data_folder_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="数据文件夹；不写就是本项目的 data。",
)
paths_argument = click.argument(
    "paths", nargs=-1, metavar="[文件…]", type=click.Path(path_type=Path)
)
year_argument = click.argument("year", type=click.IntRange(2008, 2999), metavar="年份")


def only_check_option(words: str) -> Callable[[F], F]:
    return click.option("--check", "only_check", is_flag=True, help=words)


def day_option(words: str) -> Callable[[F], F]:
    return click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help=words)


class EditorCommand(click.Command):
    """Where what the editor asked for can't be done, the reason is shown, and the exit code is 2; where the data have
    errors, these, and it is 1."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{"options_metavar": "[选项]", **named})

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refusal as refused:
            raise click.UsageError(one_line(str(refused)), ctx) from None
        except DataErrors as stopped:
            exit_with(stopped.problems)


class EditorGroup(click.Group):
    command_class = EditorCommand


def format_option(choices: Iterable[str], words: str) -> Callable[[F], F]:
    kind = click.Choice(list(choices))
    return click.option("--format", "form", type=kind, default="text", help=words)


@click.group(
    cls=EditorGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="",
    subcommand_metavar="命令",
    help="""编辑用的命令。

    \b
    加一年：
      desk import 报告   读报告，写出草稿；读不出、拿不准的都说出来
      desk inbox        读收件夹里的报告，打钩就能办完
      desk new 2023     没有电子版的报告时，照上一年列出空白文件
      desk check        说出哪里没填、哪里不对、怎样改
      desk format       整理排版，注释不动
      desk verify 2023 --source 报告   逐个数对照报告，记下核对过了
      desk diff HEAD    读者会看到哪些变化
    \b
    发布时：
      desk record       把现在的数记为登载过，以后改动要写更正
    \b
    给别的机关用：
      desk begin 文件夹 --agency 名称 --website 网址

    \b
    “desk”是 python hooks/desk.py 的简称。每个命令后面加 -h 有详细说明；
    怎样填写见网站“关于”里的“编辑指南”。
    """,
)
@click.version_option(__version__, prog_name="desk", help="显示程序的版本。")
def desk() -> None:
    pass


@desk.command("check")
@paths_argument
@data_folder_option
@format_option(
    PROBLEM_FORMATS, "text 给人看，json 给程序，github 标在改动旁边，summary 登在 GitHub 的总览里。"
)
def check_command(paths: tuple[Path, ...], data: Path | None, form: str) -> None:
    """检查数据和页面里的指令，一次说出全部问题。

    \b
    每处问题写明文件、行、列，哪里不对，怎样改。
    标着“请核对”的不拦发布，只请编辑再看一眼。
    写了文件或文件夹，就只说那里的问题；数据文件夹以外的 .yml 文件，
    当作还没有放进来的年份文件来检查。

    \b
    退出码：0 没有问题，1 有问题，2 命令用错。

    \b
    例：desk check
        desk check data/years/2023.yml
        desk check ~/桌面/2023.yml
        desk check --format json
    """
    from disclosure.desk.check import check

    checked = check(ROOT, folder_of(data), ROOT / "docs", paths)
    if shown := PROBLEM_FORMATS[form](checked.problems):
        click.echo(shown)
    if checked.left_out:
        click.echo(
            f"一个文件最多说 200 处，还有 {checked.left_out} 处没有列出；改完这些再查。", err=True
        )
    if checked.elsewhere:
        click.echo(f"别的文件里还有 {checked.elsewhere} 处，运行 {SELF} check 可以看到。", err=True)
    sys.exit(1 if any_error(checked.problems) else 0)


@desk.command("new")
@year_argument
@click.option(
    "--like", type=int, metavar="年份", help="照哪一年的样子列出；不写就照它之前最近的一年。"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "xlsx"]),
    default="yaml",
    help="yaml 写年份文件，xlsx 在当前文件夹写一本用 Excel 填的填写簿。",
)
@data_folder_option
def new_command(year: int, like: int | None, form: str, data: Path | None) -> None:
    """照上一年列出一个空白的年份文件，或者用 Excel 填的填写簿。

    \b
    上一年有的章节、指标、统计表的每一行都列出来，值空着，
    上一年的数写在旁边的注释里。已经有的文件不会覆盖。
    一年也还没有的，照国家的表式列出。
    填的时候，desk check 会说出还有哪里没填。

    \b
    例：desk new 2023
        desk new 2023 --like 2021
        desk new 2023 --format xlsx
    """
    from disclosure.desk.year_files import new_workbook, new_year

    if form == "xlsx":
        path = new_workbook(folder_of(data), year, like, Path(f"{year}.xlsx"))
        after = f"填好以后运行 {SELF} import {path}"
    else:
        path = new_year(folder_of(data), year, like)
        after = f"{SELF} check 会说出还有哪里没填。"
    click.echo(f"已写好 {path}，请照 {year} 年的报告填写；{after}")


@desk.command("diff")
@click.argument("old", metavar="旧")
@click.argument("new", metavar="[新]", required=False)
@data_folder_option
@format_option(DIFFERENCE_FORMATS, "text 给人看，markdown 贴进合并请求，json 给程序。")
def diff_command(old: str, new: str | None, data: Path | None, form: str) -> None:
    """读者会看到哪些变化：逐个数字、逐句话说，不说文件的哪一行。

    \b
    “旧”“新”可以是 Git 的版本（如 HEAD、main、v1.0）、项目文件夹、
    数据文件夹，或一个年份文件；不写“新”，就拿现在的来比。
    比的是数据、网页、网站设置，和两边生成的全部网页、下载文件；
    程序和模板只说变了没有，不运行另一版的。

    \b
    例：desk diff HEAD                 还没有提交的改动
        desk diff main HEAD            这个分支的改动
        desk diff data/years/2022.yml ~/桌面/2022.yml
    """
    from disclosure.desk.diff import output
    from disclosure.desk.diff.compare import compare
    from disclosure.desk.diff.git_revisions import project_at
    from disclosure.desk.diff.sides import read_side

    folder = folder_of(data)
    # An older Python than ours must be able to read this far, to show its message.
    with project_at(old, ROOT, folder) as before:  # noqa: SIM117
        with project_at(new or str(folder), ROOT, folder) as after:
            sides = read_side(old, before), read_side(new or "现在的", after)
    render = getattr(output, f"as_{form}")
    click.echo(render(compare(*sides)).rstrip("\n"))


@desk.command("import")
@click.argument("report", metavar="报告", type=click.Path(path_type=Path))
@click.option("--year", type=click.IntRange(2008, 2999), metavar="年份", help="报告没有写明时用。")
@click.option("--agency", metavar="单位", help="是哪个单位的报告；不写就是数据文件夹的单位。")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到哪里；不写就显示。"
)
@click.option("--force", is_flag=True, help="已经有那个文件，也写。")
@data_folder_option
@format_option(RESULT_FORMATS, "text 给人看，json 给程序。")
def import_command(
    report: Path,
    year: int | None,
    agency: str | None,
    output: Path | None,
    force: bool,
    data: Path | None,
    form: str,
) -> None:
    """读一份年度报告（文本、网页、DOCX、XLSX、有文字的 PDF 等），写出年份文件的草稿。

    \b
    统计表逐格填入；正文的数认得出的填入，拿不准的
    和不认得的都列在 open 里，定了才能发布。读不出的格子空着，并说明在哪里。
    文件只在 -o 写明的地方写，已经有的不覆盖。

    \b
    退出码：0 读全了，1 有没读出来的，2 命令用错。

    \b
    例：desk import 2023年报告.pdf -o data/years/2023.yml
        desk import 报告.html --year 2023
    """
    folder = folder_of(data)
    if output and (output.exists() or output.is_symlink()) and not force:
        raise click.UsageError(f"“{output}”已经有了，没有改动它；要覆盖，请加 --force")
    if output and output.resolve() == report.resolve():
        raise click.UsageError("草稿不能写在报告自己的文件里")
    from disclosure.reports import commands
    from disclosure.reports import output as results  # the other commands start without them

    problems = Problems()
    with progress_bar(report) as progress:
        imported = commands.import_file(report, folder, problems, year, agency, progress)
    if imported and imported.text and output:
        write(output, imported.text)
    if form == "json":
        click.echo(results.import_as_json(imported, problems))
    else:
        summary = results.summary(imported) if imported else ""
        print_import_result(imported.text if imported else "", summary, output, problems)
    sys.exit(1 if problems.has_errors else 0)


def print_import_result(draft: str, summary: str, output: Path | None, problems: Problems) -> None:
    """The draft alone on the standard output, so that it may be sent on; all else beside it."""
    if draft and not output:
        click.echo(draft, nl=False)
    if problems:
        click.echo(list_as_text(problems), err=True)
    if summary:
        click.echo(summary, err=True)
    if draft and output:
        done = f"草稿已写到 {output}；请照报告核对，{SELF} check 会说出还有哪里没填。"
        click.echo(done, err=True)


@contextmanager
def progress_bar(report: Path) -> Iterator[Callable[[int, int], None]]:
    """Shown where a person looks on, once a file turns out to have many pages."""
    if not sys.stderr.isatty():
        yield lambda done, pages: None
        return
    with click.progressbar(length=1, label=f"读 {report.name}", file=sys.stderr) as bar:

        def update(done: int, pages: int) -> None:
            if pages >= MANY_PAGES:
                bar.length = pages
                bar.update(done - bar.pos)

        yield update


@desk.command("verify")
@year_argument
@click.option(
    "--source",
    required=True,
    type=click.Path(path_type=Path),
    metavar="报告",
    help="报告的文件：文本、网页、DOCX、XLSX、有文字的 PDF 等。",
)
@day_option("核对的日子；不写就是今天。")
@click.option("--yes", is_flag=True, help="要再看一眼的（D611）都看过了，没有错。")
@data_folder_option
@format_option(RESULT_FORMATS, "text 给人看，json 给程序。")
def verify_command(
    year: int, source: Path, on: datetime | None, yes: bool, data: Path | None, form: str
) -> None:
    """逐个数对照报告：正文的数要在所写的章节里，统计表每一格要与报告相同。

    \b
    对不上的，说出在年份文件的哪一行、报告那里说的是什么；
    报告里有的数，年份文件都要收录，或在 set_aside 里写明为什么不登。
    数对上了，前后的话、时段却像是别的，也请再看一眼（D611）。
    全都对上了，就写一份核对记录（data/verified/），网站会说明核对过。
    以后改动的数，要重新核对。

    \b
    退出码：0 全都对上了，1 有对不上的，2 命令用错。

    \b
    例：desk verify 2023 --source 2023年报告.pdf
    """
    folder = folder_of(data)
    problems = Problems()
    loaded = load_data(folder, problems)
    path = f"{year}.yml"
    if str(year) not in loaded.files.stems["years"]:
        raise click.UsageError(f"没有 {year} 年的文件：{folder / 'years' / path}")
    from disclosure.reports import commands
    from disclosure.reports import output as results  # the other commands start without them

    on = on or datetime.now()
    found = commands.verify_file(source, loaded, year, problems, on.date(), looked=yes)
    if found.record:
        write(folder / "verified" / path, found.record)
    if form == "json":
        click.echo(results.verify_as_json(found.verified, found.problems))
    else:
        summary = results.verify_summary(found.verified) if found.verified else ""
        print_verification(summary, found.problems, whole=bool(found.record))
    sys.exit(0 if found.record else 1)


def print_verification(summary: str, problems: Problems, *, whole: bool) -> None:
    if problems:
        click.echo(list_as_text(problems))
    if summary:
        click.echo(summary)
    if whole:
        click.echo("全都对上了，核对记录已写好；请连同年份文件一起提交。")
    else:
        click.echo(
            "没有写核对记录：请照报告改好，再核对一次；只剩 D611 的，看过没有错，就加 --yes。"
        )


@desk.command("inbox")
@day_option("核对的日子；不写就是今天。")
@click.option("--remove", is_flag=True, help="办完了，就删去收件夹里的报告和“待定”。")
@click.option(
    "--changes", type=click.Path(path_type=Path), metavar="文件夹", help="写好的文件另存一份。"
)
@click.option(
    "--edit-at", default="", metavar="网址", help="在浏览器里改文件的网址，清单里有链接。"
)
@click.option("--fork", is_flag=True, help="分支在编辑自己的仓库里，清单里写明怎样交。")
@data_folder_option
def inbox_command(
    on: datetime | None,
    remove: bool,
    changes: Path | None,
    edit_at: str,
    fork: bool,
    data: Path | None,
) -> None:
    """读收件夹（inbox）里的报告，写草稿，列出要定、要改的。

    \b
    把报告的文件放进 inbox 文件夹，运行这个命令：
      inbox/清单.html   读成了什么，还要定什么、改什么
      inbox/待定.txt    要定的每一处都有几个选项，打钩就行
    打好钩、改好，再运行一次，直到全都对上：写好核对记录，就办完了。
    已经有的年份文件不会覆盖，只照打的钩改。

    \b
    退出码：0 办完了，或者没有报告；1 还有要定的、要改的；2 命令用错。
    """
    folder = folder_of(data)
    from disclosure.reports.inbox import command  # the other commands start without it

    day = (on or datetime.now()).date()
    worklist = command.run(ROOT, folder, day, edit_at=edit_at, is_fork=fork)
    if worklist is None:
        click.echo("收件夹（inbox）里没有报告。")
        return
    if changes:
        command.copy_changes(ROOT, worklist, changes)
    if remove:
        command.clear(ROOT, worklist.intake)
    click.echo(command.summary(worklist, removed=remove))
    sys.exit(0 if worklist.intake.done else 1)


@desk.command("format")
@paths_argument
@data_folder_option
@only_check_option("只说哪里会改，不写文件；有要改的，退出码是 1。")
def format_command(paths: tuple[Path, ...], data: Path | None, only_check: bool) -> None:
    """整理数据文件的排版，内容和注释一个字不动。

    \b
    整理的是各节的次序、空行、缩进、引号，统计表上下对齐。
    先显示改哪里（“-”是原来的，“+”是改成的），再写文件。

    \b
    例：desk format --check
        desk format data/years/2023.yml
    """
    from disclosure.desk.format import format_file

    found = list(format_file(folder_of(data), paths))
    for one in found:
        if one.refused:
            click.echo(one.refused, err=True)
        elif one.differs:
            click.echo(one.difference)
            if not only_check:
                write(one.path, one.after)
    changed = sum(one.differs for one in found)
    kept = sum(bool(one.refused) for one in found)
    done = "要整理" if only_check else "整理好了"
    click.echo(f"{changed} 个文件{done}，{len(found) - changed - kept} 个不用动。", err=bool(kept))
    sys.exit(1 if kept or (only_check and changed) else 0)


@desk.command("schema")
@data_folder_option
@only_check_option("只看旧不旧，不写文件；旧了，退出码是 1。")
def schema_command(data: Path | None, only_check: bool) -> None:
    """重写 data/schema/：编辑器靠它一边打字一边提示。

    \b
    主题里加了指标，或加了表式以后运行一次，连同改动一起提交。
    """
    from disclosure.desk.editor_schema import stale

    folder = folder_of(data)
    problems = Problems()
    files = load_data(folder, problems).files
    if files.faulty:  # a half-filled year does not matter here
        of_years = tuple(f"{folder.name}/{kind}/" for kind in ("years", "published", "verified"))
        exit_with(one for one in problems if not one.place.file.startswith(of_years))
    old = stale(files, folder)
    for name, text in old.items() if not only_check else ():
        write(folder / "schema" / name, text)
    done = f"旧了，请运行 {SELF} schema" if only_check else "已重写"
    click.echo(f"{'、'.join(old)} {done}。" if old else "都是新的。")
    sys.exit(1 if old and only_check else 0)


@desk.command("record")
@data_folder_option
@day_option("登载的日子；不写就是今天。")
@only_check_option("只看记没记全，不写文件；没有记全，退出码是 1。")
@click.option(
    "--take-back",
    "since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="撤去这一天和以后记下、还没有发布的，不再记新的。",
)
def record_command(
    data: Path | None, on: datetime | None, only_check: bool, since: datetime | None
) -> None:
    """发布网站时，把现在的数记为“登载过”（data/published/）。

    \b
    记过的数以后再改，要在年份文件里写更正；没有写更正就改的，
    desk check 不会通过。记了、还没有发布就发现要改的，
    用 --take-back 撤去，改好再记。发布过的以版本标签（v…）为准。
    """
    from disclosure.desk.year_files import record_publication, take_back_publication

    folder = folder_of(data)
    if since:
        taken = take_back_publication(folder, since)
        for one in taken:
            if one.text:
                write(one.path, one.text)
            else:
                one.path.unlink()
            click.echo(f"{one.path.name}：撤去 {one.count} 个数的登记。")
        if not taken:
            click.echo(f"{since:%Y-%m-%d} 和以后没有记过。")
        return
    problems = Problems()
    loaded = load_data(folder, problems)
    problems.raise_if_errors()
    found = record_publication(loaded, folder, on or datetime.now())
    for one in found:
        if not only_check:
            write(one.path, one.text)
        click.echo(f"{one.path.name}：{one.count} 个数{'还没有记' if only_check else '已记下'}。")
    if not found:
        click.echo("都记过了。")
    sys.exit(1 if found and only_check else 0)


@desk.command("export")
@click.argument("target", type=click.Path(path_type=Path), metavar="文件夹")
@data_folder_option
@click.option(
    "--site-url",
    envvar="SITE_URL",
    default="",
    metavar="网址",
    help="网站将来的网址，写进数据文件里；不写就用环境变量 SITE_URL。",
)
def export_command(target: Path, data: Path | None, site_url: str) -> None:
    """把网站的源文件连同填好的数字写进一个空文件夹。

    \b
    不用本项目的程序，在那里运行 mkdocs build 或 zensical build，
    就能生成同样的网页；网页的主题也不用装。
    """
    from disclosure.build.build import Build
    from disclosure.build.export import export
    from disclosure.open_data.provenance import origin_of

    origin = origin_of(ROOT, site_url, os.environ.get("REPOSITORY_URL", ""))
    build = Build(ROOT, folder_of(data), ROOT / "docs", origin)
    export(build, target)
    for reason in build.missing:
        click.echo(f"分享网页时没有图：{reason}", err=True)
    click.echo(f"已导出到 {target}；在那里运行 mkdocs build 或 zensical build 就能生成网站。")


@desk.command("begin")
@click.argument("target", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--agency", required=True, metavar="名称", help="机关的全称。")
@click.option("--website", required=True, metavar="网址", help="机关的官方网站。")
def begin_command(target: Path, agency: str, website: str) -> None:
    """给别的机关用：在一个新文件夹里，写好还没有数据的一整套。

    \b
    里面有程序、国家的表式、哪个机关都用得上的页面，以及“依申请公开”
    “复议与诉讼”两个主题；没有本机关的数字和文字。

    \b
    例：desk begin ../某市水务局 --agency 某市水务局 --website www.example.gov.cn
    """
    from disclosure.desk.scaffold import create_project

    create_project(ROOT, target, agency, website)
    click.echo(
        f"已写到 {target}。在那里运行 {SELF} import 报告 -o data/years/年份.yml，读第一份报告；"
        f"{SELF} check 会说出还缺什么。"
    )


def exit_with(problems: Iterable[Problem]) -> NoReturn:
    click.echo(as_text(problems), err=True)
    sys.exit(1)


def folder_of(data: Path | None) -> Path:
    """`--data` counts from where the editor is; DISCLOSURE_DATA from the project's top, as mkdocs.yml has it."""
    folder = data.resolve() if data else ROOT / (os.environ.get("DISCLOSURE_DATA") or "data")
    if not folder.is_dir():
        raise click.UsageError(f"找不到数据文件夹“{folder}”")
    return folder


if __name__ == "__main__":
    for stream in filter(None, (sys.stdout, sys.stderr)):  # either may be closed
        # A pipe of Windows would take only that machine's own characters; a file's name may be in none.
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        desk(prog_name="desk")
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # whoever reads has seen enough
            name = f"“{error.filename}”" if error.filename else ""
            sys.exit(
                f"读写文件时出错：{name}{error.strerror or error}。请核对磁盘空间和权限，再来一次。"
            )
