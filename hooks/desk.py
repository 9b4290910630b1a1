"""The editors' command line, and nothing else: what the commands do is decided in `disclosure`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from disclosure.build import Build
from disclosure.export import NotEmpty, export
from disclosure.problems import Stopped, as_github, as_json, as_text

ROOT = Path(__file__).resolve().parents[1]
TOLD_AS = {"text": as_text, "json": as_json, "github": as_github}

data_folder = click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="数据文件夹；不写就用环境变量 DISCLOSURE_DATA，没有设就用本项目的 data。",
)
in_chinese = click.help_option("-h", "--help", help="显示这段说明。")


@click.group(help="编辑用的命令：检查数据和页面，导出网站的源文件。")
@in_chinese
def desk() -> None:
    pass


@desk.command(
    "check",
    help="检查数据和页面里的指令，一次说出全部问题。没有问题退出码是 0，有问题是 1，命令用错是 2。",
)
@data_folder
@click.option(
    "--format",
    "form",
    type=click.Choice(list(TOLD_AS)),
    default="text",
    show_default="text",
    help="怎样写出来：text 给人看，json 给程序，github 标在合并请求的改动旁边。",
)
@in_chinese
def check_command(data: Path | None, form: str) -> None:
    try:
        build_from(data)
    except Stopped as stopped:
        click.echo(TOLD_AS[form](stopped.problems))
        sys.exit(1)
    if told := TOLD_AS[form](()):
        click.echo(told)


@desk.command(
    "export",
    help="把网站的源文件连同填好的数字写进 DIR：不用本项目的程序，mkdocs build 就能生成同样的网页。",
)
@click.argument("target", type=click.Path(path_type=Path), metavar="DIR")
@data_folder
@click.option(
    "--site-url",
    envvar="SITE_URL",
    default="",
    metavar="网址",
    help="网站将来的网址，写进数据文件里；不写就用环境变量 SITE_URL。",
)
@in_chinese
def export_command(target: Path, data: Path | None, site_url: str) -> None:
    try:
        export(build_from(data), target, site_url)
    except Stopped as stopped:
        click.echo(as_text(stopped.problems), err=True)
        sys.exit(1)
    except NotEmpty as refused:
        raise click.UsageError(str(refused)) from None
    click.echo(f"已导出到 {target}；在那里运行 mkdocs build 就能生成网站。")


def build_from(data: Path | None) -> Build:
    """`--data` counts from where the editor is; DISCLOSURE_DATA from the project's top, as mkdocs.yml has it."""
    folder = data.resolve() if data else ROOT / os.environ.get("DISCLOSURE_DATA", "data")
    if not folder.is_dir():
        raise click.UsageError(f"找不到数据文件夹“{folder}”")
    return Build(ROOT, folder, ROOT / "docs")


if __name__ == "__main__":
    desk(prog_name="desk.py")
