"""典型, the report and the bulletin in the window."""
