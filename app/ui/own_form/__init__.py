"""自有表样: a unit's own Word form or Excel table becomes one of the ledger's scheme."""
