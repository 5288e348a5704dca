"""Runs every benchmark of this folder, or those named: ``python -m tests.benchmarks [NAME…]``."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import tests.benchmarks


def main(names: list[str]) -> int:
    """Print each result; return 1 where a bound is not kept."""
    kept = True
    for module in pkgutil.iter_modules(tests.benchmarks.__path__):
        if module.name.startswith("_") or (names and module.name not in names):
            continue
        run = getattr(importlib.import_module(f"tests.benchmarks.{module.name}"), "run", None)
        for result in run() if run else ():
            print(result, flush=True)
            kept = kept and result.ok
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
