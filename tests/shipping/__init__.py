"""Tests of what is shipped; nothing is built here."""
