"""What belongs to the work around a review: promises, meetings, posting, rectification, votes."""
