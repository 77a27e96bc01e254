"""Tells people what operations do, by the services that an environment declares."""
