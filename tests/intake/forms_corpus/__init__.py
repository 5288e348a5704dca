"""Filled forms as people bring them, made by ``make.py``; every one says what stands in it."""
