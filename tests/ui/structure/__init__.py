"""The dialogs that enter and change the structure."""
