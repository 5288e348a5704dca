"""The page 评议 and its dialogs."""
