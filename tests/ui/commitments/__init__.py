"""Tests of the page 承诺 and its dialogs."""
