"""群众评议 in the window: making a vote, entering its counts and ballots, seeing its results."""
