"""``python -m app``: the window, or a headless command."""

import sys

from app.boot import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
