"""A unit that nobody has heard of: its scheme, and the lists it hands in."""
