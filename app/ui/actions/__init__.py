"""What the menu entries do: functions that take the main window."""
