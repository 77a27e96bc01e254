"""Backups of an environment, wired to what they are made of and to the platform that proves them."""
