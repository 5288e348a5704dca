"""The page 公示 and its dialogs."""
