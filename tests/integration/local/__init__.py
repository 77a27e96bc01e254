"""Tests of the local environment with real services."""
