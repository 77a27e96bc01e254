"""Tests of the local environment, without services."""
