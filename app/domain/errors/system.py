"""What the operating system reports, in words for people."""

import errno

_REASONS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOTDIR: "目标位置不是文件夹",
    errno.EISDIR: "这是一个文件夹，不是文件",
    errno.EEXIST: "同名的文件已存在",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
    errno.ENODEV: "磁盘已拔出",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
}


def reason_of(error: OSError) -> str:
    """Return why the system refused, without its own English words."""
    return _REASONS.get(error.errno or 0) or f"系统错误 {error.errno}"
