"""Values and rules of the trade: pure Python, no input or output, no clock."""
