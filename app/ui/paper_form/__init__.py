"""The form dialog: a white sheet like the paper form, with editors flush in its cells."""
