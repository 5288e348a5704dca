"""Tests of what people bring."""
