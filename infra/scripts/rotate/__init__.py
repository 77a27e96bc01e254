"""Replaces credentials while the platform serves: two of them overlap until the old one is proven to be unused."""
