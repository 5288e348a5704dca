"""The page 整改: its lists and its dialogs."""
