"""Meetings, draws and talks in the window."""
