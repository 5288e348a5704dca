"""Merges the records of a package into the ledger, with what both had before as the base."""
