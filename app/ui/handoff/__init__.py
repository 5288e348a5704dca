"""The dialogs and lists of 报送与汇总."""
