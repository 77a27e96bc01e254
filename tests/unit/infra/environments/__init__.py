"""Tests of the environments and of the checks around them."""
