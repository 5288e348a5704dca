"""The headless commands, from outside."""
