"""Writes Word and Excel files from domain values."""
