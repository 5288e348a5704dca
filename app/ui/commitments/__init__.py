"""The page 承诺: its lists and its dialogs."""
