"""Sets the project up on a fresh machine, then runs the program or one of its chores.

Standard library only. ``python3 run.py`` starts the program; the words are listed in ``CHORES``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOG = ROOT / "build" / "setup.log"
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
OLDEST_PYTHON = (3, 11)
REFUSED = 2

BASE = "fonts-noto-cjk libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libxkbcommon0"
WINDOW = (
    f"{BASE} libcups2 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1"
    " libxcb-render-util0 libxcb-shape0 libxkbcommon-x11-0"
)
TESTS = (
    f"{WINDOW} fonts-lxgw-wenkai imagemagick libreoffice-calc libreoffice-writer openbox"
    " poppler-utils strace xauth xclip xdotool xvfb"
)
BUILD = f"{WINDOW} binutils"


@dataclass(frozen=True)
class Chore:
    """What one word of the command line needs, and its steps (arguments of the venv's Python)."""

    help: str
    packages: str
    requirements: str
    steps: tuple[str, ...]
    offscreen: bool = False


LINT = ("ruff check .", "ruff format --check .", "mypy", "tests.import_contracts", "deptry .")
EVERYTHING = ("-n", "auto", "--dist", "loadfile")
"""How all tests are run: on every processor, the tests of one file together."""
PACKING = "PyInstaller --noconfirm --distpath build/dist --workpath build/work build.spec"
CHORES = {
    "setup": Chore("只做准备，不运行", f"{TESTS} binutils", DEVELOPMENT, ()),
    "test": Chore("运行测试，可加 pytest 参数", TESTS, DEVELOPMENT, ("pytest",)),
    "bench": Chore("测速", TESTS, DEVELOPMENT, ("tests.benchmarks",), offscreen=True),
    "fuzz": Chore("用坏文件考验读入", BASE, DEVELOPMENT, ("tests.fuzz",), offscreen=True),
    "lint": Chore("检查代码", "", DEVELOPMENT, LINT),
    "screens": Chore(
        "给窗口拍照，放在 build/screens", TESTS, DEVELOPMENT, ("tests.screens --out build/screens",)
    ),
    "build": Chore("打包成不需要 Python 的程序，放在 build/dist", BUILD, DEVELOPMENT, (PACKING,)),
    "deb": Chore("打包并做成 .deb 安装包", BUILD, DEVELOPMENT, (PACKING, "shipping.deb")),
    "demo": Chore(
        "做一遍样例，放在 build/demo", BASE, RUNTIME, ("app demo --out build/demo",), offscreen=True
    ),
}


class SetupError(Exception):
    """The machine could not be made ready; the text says what to do."""


def say(text: str) -> None:
    """Tell the person something; standard output stays free for the program."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def usage() -> str:
    """Return the help text."""
    words = [f"  python3 run.py {word:<8} {chore.help}" for word, chore in CHORES.items()]
    return "\n".join(
        [
            "用法：",
            "  python3 run.py          打开程序（没有显示器时改做一遍样例）",
            *words,
            "其余的词原样交给程序，例如：python3 run.py schemes --json",
        ]
    )


def installed_packages() -> set[str]:
    """Return the names of installed Debian packages and of what they provide."""
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}|${Package}|${Provides}\n"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = line.split("|", 2)
        if status.startswith("ii"):
            names.add(package)
            names.update(part.split()[0] for part in provides.split(",") if part.strip())
    return names


def missing_packages(wanted: str) -> list[str]:
    """Return the wanted Debian packages that this machine lacks."""
    present = installed_packages()
    missing = [name for name in wanted.split() if name not in present]
    if importlib.util.find_spec("ensurepip") is None and not venv_python().exists():
        missing.append("python3-venv")
    return missing


def root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root, or None where that needs a person."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is not None:
        asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def line_to_type(packages: list[str]) -> str:
    """Return the one line that a person types to install the packages."""
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    if shutil.which("sudo") is None:
        return f"su -c {shlex.quote(line)}"
    return line.replace("apt-get", "sudo apt-get")


def ensure_packages(wanted: str) -> None:
    """Install the system packages that are missing, or tell how to."""
    missing = missing_packages(wanted)
    if not missing:
        return
    manual = "请在终端里运行下面这一行，再重新运行 run.py：\n" + line_to_type(missing)
    prefix = root_prefix()
    if prefix is None or shutil.which("apt-get") is None:
        raise SetupError("缺少系统软件包。" + manual)
    say(f"正在安装系统软件包（可能要几分钟）：{' '.join(missing)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    apt += ["-o", "DPkg::Lock::Timeout=300"]
    run_logged([*apt, "update"])
    if run_logged([*apt, "install", "-y", "--no-install-recommends", *missing]) != 0:
        raise SetupError(f"系统软件包没有装上，原因见 {LOG}。\n" + manual)


def prepare_system(packages: str, first_time: bool) -> None:
    """Look after the system packages where this is a Debian machine."""
    if not sys.platform.startswith("linux") or not packages:
        return
    if shutil.which("dpkg-query") is not None:
        ensure_packages(packages)
    elif first_time:
        say("这不是 Debian 一类的系统，请自行装好与下列软件包相当的东西：" + packages)


def venv_python() -> Path:
    """Return the path of the virtual environment's Python."""
    if sys.platform == "win32":
        return VENV / "Scripts" / "python.exe"
    return VENV / "bin" / "python"


def stamp_text(requirements: str) -> str:
    """Return what tells one state of a requirements file and of Python from another."""
    digest = hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()
    return f"{digest} {sys.version_info[:3]} {sys.platform}\n"


def is_installed(requirements: str) -> bool:
    """Say whether the environment holds exactly what the requirements file asks for."""
    stamp = VENV / f"stamp-{requirements}"
    return (
        venv_python().exists()
        and stamp.is_file()
        and stamp.read_text(encoding="utf-8") == stamp_text(requirements)
    )


def is_ready(requirements: str) -> bool:
    """Say whether the environment serves; the development one holds the runtime one."""
    return is_installed(requirements) or is_installed(DEVELOPMENT)


def run_logged(command: list[str]) -> int:
    """Run a long command with its output kept in the log; return its exit code."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {shlex.join(command)}\n")
        log.flush()
        return subprocess.run(
            command, check=False, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        ).returncode


def prepare_venv(requirements: str) -> None:
    """Make the virtual environment and install the pinned packages, unless that is done."""
    if is_ready(requirements):
        return
    say("正在准备运行环境 .venv（首次约一分钟）……")
    if not is_installed(RUNTIME):
        shutil.rmtree(VENV, ignore_errors=True)
        if run_logged([sys.executable, "-m", "venv", str(VENV)]) != 0:
            raise SetupError(f"建不了 .venv，原因见 {LOG}。")
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install"]
    pip += ["--no-input", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    if run_logged([*pip, "-r", requirements]) != 0:
        raise SetupError(f"程序库没有装上，原因见 {LOG}。请检查网络后再运行一次。")
    (VENV / f"stamp-{requirements}").write_text(stamp_text(requirements), encoding="utf-8")


def prepare(packages: str, requirements: str) -> None:
    """Make the machine ready."""
    prepare_system(packages, first_time=not is_ready(requirements))
    prepare_venv(requirements)


def has_display() -> bool:
    """Say whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run_python(arguments: list[str], environment: dict[str, str], folder: Path = ROOT) -> int:
    """Run the environment's Python and return its exit code as a shell would."""
    try:
        code = subprocess.run(
            [str(venv_python()), *arguments],
            check=False,
            cwd=folder,
            env={**os.environ, **environment},
        ).returncode
    except KeyboardInterrupt:
        return 130
    return code if code >= 0 else 128 - code


def run_chore(word: str, extra: list[str]) -> int:
    """Carry out one of the words; further arguments go to its last step."""
    chore = CHORES[word]
    prepare(chore.packages, chore.requirements)
    environment = {"QT_QPA_PLATFORM": "offscreen"} if chore.offscreen else {}
    if word == "test" and not extra:
        extra = [*EVERYTHING]
    if word == "demo" and "--out" not in extra:
        shutil.rmtree(ROOT / "build" / "demo", ignore_errors=True)
    worst = 0
    for number, step in enumerate(chore.steps, start=1):
        arguments = extra if number == len(chore.steps) else []
        worst = max(worst, run_python(["-m", *step.split(), *arguments], environment))
    if word == "setup":
        say("准备好了。")
    return worst


def run_program(arguments: list[str]) -> int:
    """Start the program where the person stands; arguments are the program's own."""
    windowed = not arguments or arguments[0].endswith(".ledger")
    if windowed and not has_display():
        if arguments:
            raise SetupError("这台机器没有显示器，打不开窗口。可以用不开窗口的命令，见 README。")
        say("这台机器没有显示器，改为不开窗口做一遍样例。")
        code = run_chore("demo", [])
        if code in (0, 1):
            say(f"样例文件在 {ROOT / 'build' / 'demo'}")
        return code
    prepare(WINDOW if windowed else BASE, RUNTIME)
    return run_python(["-P", "-m", "app", *arguments], {"PYTHONPATH": str(ROOT)}, Path.cwd())


def main(arguments: list[str]) -> int:
    """Run what the command line asks for."""
    if sys.version_info < OLDEST_PYTHON:
        say("需要 Python 3.11 或更新的版本，请换用新版 Python 运行 run.py。")
        return REFUSED
    if arguments and arguments[0] in ("-h", "--help"):
        say(usage())
        return 0
    try:
        if arguments and arguments[0] in CHORES:
            return run_chore(arguments[0], arguments[1:])
        return run_program(arguments)
    except SetupError as error:
        say(str(error))
        return REFUSED
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
