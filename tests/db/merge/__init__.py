"""Merging packages into ledgers."""
