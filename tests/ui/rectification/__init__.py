"""Tests of the page 整改."""
