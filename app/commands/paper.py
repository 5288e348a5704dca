"""The paper room for commands; Qt is loaded only when this is called."""

from app.ops.exports import Paper


def open_paper() -> Paper:
    """Load the paper room, without a screen if there is none."""
    from app.paper.press import Press

    return Press()
