"""Paths of organisations, cut to what the lists of 报送与汇总 have room for."""


def last_name(path: str) -> str:
    """Return the last name of a path of organisations."""
    return path.rpartition("/")[2]


def short_path(path: str) -> str:
    """Return a path without the ledger's own root, which everything stands below."""
    return path.partition("/")[2] or path
