"""The way to the paper room for work that is handed to a worker."""

from app.ops.forms_asked import Paper


def open_paper() -> Paper:
    """Return what measures forms and writes PDF; it is loaded when this is called."""
    from app.paper.press import Press

    return Press()
