"""The first run: a wizard for a new ledger, and the sample ledger."""
