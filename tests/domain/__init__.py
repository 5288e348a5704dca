"""The ledger: opening, refusing, storing, counting, backing up."""
