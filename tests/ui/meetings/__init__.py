"""The page 会议 and its dialogs."""
