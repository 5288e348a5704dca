"""The headless commands: a thin layer over the operations."""
