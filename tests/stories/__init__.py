"""Whole jobs through the commands and real files."""
