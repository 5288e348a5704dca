"""Files out: which forms, in which shape, to which folder or drive, and what came of it."""
