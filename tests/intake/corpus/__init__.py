"""Sheets as people make them, each a different habit, with what should be proposed."""
