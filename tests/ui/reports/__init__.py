"""Tests of 典型 and of the page 报告."""
