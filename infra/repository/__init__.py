"""Checks of the repository as a whole: its links, its locks, the addresses it names."""
