"""Packs the frozen folder as a Debian package: ``python -m shipping.deb``, after the build.

The program stands in /opt, a starter in /usr/bin, an entry in the desktop's menu. What the
frozen folder leaves to the system is what the package depends on.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "dianping-taizhang"
FROZEN = ROOT / "build" / "dist" / NAME
DEPENDS = (
    *("libc6 (>= 2.28)", "libstdc++6", "libgl1", "libegl1", "libglib2.0-0 | libglib2.0-0t64"),
    *("libfontconfig1", "libfreetype6", "libdbus-1-3", "libx11-6", "libxcb1", "libxkbcommon0"),
    *("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0"),
    *("libxcb-keysyms1", "libxcb-render-util0", "libxcb-shape0"),
    "fonts-noto-cjk | fonts-wqy-zenhei | fonts-arphic-uming",
)
RECOMMENDS = ("libcups2 | libcups2t64",)
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
STARTER = f"""#!/bin/sh
exec /opt/{NAME}/{NAME} "$@"
"""
MENU_ENTRY = f"""[Desktop Entry]
Type=Application
Name=点评台账
GenericName=领导点评登记与统计
Comment=创先争优领导点评：登记、出表、统计，离线使用
Exec={NAME} %f
Icon={NAME}
Terminal=false
Categories=Office;
MimeType=application/x-{NAME};
"""
MIME = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-{NAME}">
    <comment>点评台账</comment>
    <glob pattern="*.ledger"/>
  </mime-type>
</mime-info>
"""
DESCRIPTION = """Offline register for party branches (点评台账)
 党支部、机关党委和各级党组织做创先争优领导点评用的单机软件：
 登记、出表、打印、统计，不联网，数据只在本机。
"""


def main() -> int:
    """Write the package beside the frozen folder, and tell its path."""
    if not (FROZEN / NAME).is_file():
        sys.stderr.write("还没有打包好的程序，请先运行 python3 run.py build。\n")
        return 2
    if shutil.which("dpkg-deb") is None:
        sys.stderr.write("这台机器没有 dpkg-deb，只能在 Debian 一类的系统上做安装包。\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "package"
        lay_out(tree)
        package = FROZEN.parent / f"{NAME}_{version()}_{architecture()}.deb"
        subprocess.run(
            ["dpkg-deb", "--build", "--root-owner-group", "-Zxz", str(tree), str(package)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    sys.stdout.write(f"{package}\n")
    return 0


def lay_out(tree: Path) -> None:
    """Put everything where it will stand on the target machine."""
    shutil.copytree(FROZEN, tree / "opt" / NAME, symlinks=True)
    share = tree / "usr" / "share"
    _write(tree / "usr" / "bin" / NAME, STARTER, mode=0o755)
    _write(share / "applications" / f"{NAME}.desktop", MENU_ENTRY)
    _write(share / "mime" / "packages" / f"{NAME}.xml", MIME)
    icon = ROOT / "resources" / "icons" / "program.svg"
    if icon.is_file():
        place = share / "icons" / "hicolor" / "scalable" / "apps"
        place.mkdir(parents=True)
        shutil.copyfile(icon, place / f"{NAME}.svg")
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file())
    _write(tree / "DEBIAN" / "control", control(size // 1024))


def control(kilobytes: int) -> str:
    """Return what the package says of itself."""
    return "\n".join(
        [
            f"Package: {NAME}",
            f"Version: {version()}",
            f"Architecture: {architecture()}",
            "Maintainer: 点评台账 <noreply@example.invalid>",
            f"Installed-Size: {kilobytes}",
            f"Depends: {', '.join(DEPENDS)}",
            f"Recommends: {', '.join(RECOMMENDS)}",
            "Section: text",
            "Priority: optional",
            f"Description: {DESCRIPTION}",
        ]
    )


def version() -> str:
    """Return the program's version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def architecture() -> str:
    """Return Debian's name of this kind of machine."""
    return MACHINES.get(platform.machine(), platform.machine())


def _write(path: Path, text: str, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


if __name__ == "__main__":
    sys.exit(main())
