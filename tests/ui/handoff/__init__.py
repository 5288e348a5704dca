"""The page 报送与汇总 and its dialogs."""
