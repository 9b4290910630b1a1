"""Click's English → the words of editors. Click asks `gettext` for every word that it prints."""

from __future__ import annotations

import gettext
from typing import Any


def use_chinese_messages() -> None:
    """To be called before click is imported: click keeps hold of the functions that it finds."""
    vars(gettext).update(gettext=translate, ngettext=translate_number_error)


def translate(message: str) -> str:
    return WORDS.get(message, message)


def translate_number_error(one: str, many: str, count: Any) -> str:
    """Chinese has no plural; the words for several say how many there are."""
    return translate(one if count == 1 else many)


WORDS = {
    "Usage:": "用法：",
    "Show this message and exit.": "显示这段说明。",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "default: {default}": "不写就是 {default}",
    "env var: {var}": "环境变量 {var}",
    "Error: {message}": "用错了：{message}",
    "Aborted!": "已中止。",
    "Try '{command} {option}' for help.": "用法见：{command} {option}",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Invalid value: {message}": "写得不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 写得不对：{message}",
    "No such option {name!r}.": "没有选项 {name}。",
    "No such command {name!r}.": "没有命令 {name}。",
    "Did you mean {possibility}?": "是否想写 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是否想写其中一个：{possibilities}？）",
    "Option {name!r} does not take a value.": "选项 {name} 后面不写值。",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写值。",
    "Got unexpected extra argument ({args})": "多写了：{args}",
    "Got unexpected extra arguments ({args})": "多写了：{args}",
    "{value!r} is not {choice}.": "“{value}”不是 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不在 {choices} 之中。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是整数。",
    "{value} is not in the range {range}.": "{value} 不在 {range} 的范围里。",
    "{value!r} does not match the format {format}.": "“{value}”不是日期，请写成 2023-03-31。",
    "{name} {filename!r} does not exist.": "找不到“{filename}”。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹。",
    "{name} {filename!r} is a file.": "“{filename}”不是文件夹。",
    "{name} {filename!r} is not readable.": "“{filename}”打不开。",
    "{name} {filename!r} is not writable.": "“{filename}”不能写。",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
}
