"""The words of the command line; light to import, since every start looks at them."""

COMMANDS = (
    "schemes",
    "scheme-diff",
    "scheme-copy",
    "scheme-export",
    "scheme-import",
    "renew-scheme",
    "new",
    "import",
    "answer",
    "open-round",
    "tasks",
    "export-forms",
    "export-ledger",
    "stats",
    "check",
    "backup",
    "restore",
    "demo",
    "self-test",
)
