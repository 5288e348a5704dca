"""LibreOffice for tests: converts files in a profile of its own, with stand-in fonts."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

FONTS = Path(__file__).with_name("fonts.conf")
TIMEOUT_SECONDS = 240


@dataclass(frozen=True)
class Soffice:
    """A LibreOffice that never touches the user's settings."""

    program: str
    profile: Path

    @classmethod
    def find(cls, profile: Path) -> Soffice | None:
        """Return the LibreOffice of this machine, or None."""
        program = shutil.which("soffice")
        return cls(program, profile) if program else None

    def __call__(self, path: Path, fmt: str, outdir: Path) -> Path:
        """Convert one file; ``fmt`` is a suffix, or ``suffix:filter name``."""
        return self.many([path], fmt, outdir)[0]

    def many(self, paths: list[Path], fmt: str, outdir: Path) -> list[Path]:
        """Convert several files in one start of LibreOffice, which saves seconds each."""
        outdir.mkdir(parents=True, exist_ok=True)
        finished = subprocess.run(
            [
                self.program,
                f"-env:UserInstallation={self.profile.as_uri()}",
                *("--headless", "--norestore", "--convert-to", fmt, "--outdir", str(outdir)),
                *map(str, paths),
            ],
            check=False,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            env={**os.environ, "FONTCONFIG_FILE": str(FONTS), "SAL_USE_VCLPLUGIN": "svp"},
        )
        results = [outdir / f"{path.stem}.{fmt.split(':')[0]}" for path in paths]
        missing = [result.name for result in results if not result.is_file()]
        if missing:
            raise AssertionError(
                f"LibreOffice did not write {missing}: {finished.stdout}{finished.stderr}"
            )
        return results
