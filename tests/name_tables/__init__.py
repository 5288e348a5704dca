"""Makes the tables that names are ordered and found by."""
