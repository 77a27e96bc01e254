"""Measurements of the platform, each beside the limit of the machine it ran on, in the same run."""
