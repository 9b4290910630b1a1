"""What the operating system refused → what whoever runs the build can do about it, in Chinese."""

from __future__ import annotations

import errno

MENDS = {
    errno.ENOSPC: "磁盘满了。请腾出空间，再构建一次",
    errno.EDQUOT: "超出了磁盘配额。请腾出空间，或请管理员加大配额，再构建一次",
    errno.EFBIG: "文件超过了系统允许的大小。请放宽限制（ulimit -f unlimited），再构建一次",
    errno.EACCES: "没有权限，或正被别的程序占用。请换用有权限的账号，关掉占用它的程序，或用 --site-dir 写到别处",
    errno.EROFS: "这里是只读的。请用 --site-dir 写到别处，或把它改为可以写",
    errno.EBUSY: "正被占用，或是挂载点，不能整个换掉。请用 --site-dir 写到它里面或旁边的一个新文件夹",
    errno.EXDEV: "不能改名：它和旁边的文件夹不在同一个文件系统里。请先删掉它，或用 --site-dir 写到别处",
    errno.EEXIST: "已经有一个同名的文件，不是文件夹。请删掉它，或用 --site-dir 写到别处",
    errno.ENOTDIR: "路径里有一段不是文件夹。请检查 --site-dir",
    errno.ENAMETOOLONG: "名字太长。请用 --site-dir 写到路径短一些的地方",
    errno.EMFILE: "打开的文件太多。请放宽限制（ulimit -n 4096），再构建一次",
    errno.ENFILE: "系统打开的文件太多。请关掉一些程序，再构建一次",
    errno.EIO: "磁盘读写出错。请检查磁盘，再构建一次",
}
MENDS |= {errno.EPERM: MENDS[errno.EACCES]}


def chinese_advice(error: BaseException) -> str:
    """Which path, what is wrong and what to do. Empty for any other error: a fault of the program must show as one."""
    if not isinstance(error, OSError) or error.errno not in MENDS:
        return ""
    where = f"“{error.filename}”：" if error.filename else ""
    return where + MENDS[error.errno]
