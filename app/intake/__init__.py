"""Reads the files that people bring and returns proposals; writes nothing."""
