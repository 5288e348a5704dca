"""Dialogs that enter and change organisations, members, posts and who answers for whom."""
