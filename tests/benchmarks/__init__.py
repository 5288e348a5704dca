"""Ratios that must hold, measured side by side in one run: ``python -m tests.benchmarks``."""
