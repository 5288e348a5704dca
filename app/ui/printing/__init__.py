"""Printing without Word: what is printed, its preview, the page set-up, and the way to paper."""
