"""Faults: a code, a Chinese sentence, a place and a remedy."""
