"""Making the frozen folder into something that is installed."""
