"""Spoils good files and sees to it that every one ends in a coded refusal or is read."""
