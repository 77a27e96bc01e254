"""Tests of the operator, without services."""
