"""Checks the import contracts of pyproject.toml: ``python -m tests.import_contracts``."""

from __future__ import annotations

import sys

from importlinter.cli import lint_imports


def main() -> int:
    """Print the report and return the exit code."""
    return int(lint_imports(no_cache=True, no_logo=True))


if __name__ == "__main__":
    sys.exit(main())
