"""Files as offices really send them, kept apart from those used while building."""
