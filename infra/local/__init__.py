"""The embedded environment: the whole platform on one machine, from packages, without root and without containers."""
