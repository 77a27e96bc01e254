"""Images of the platform: what they are built from, what is in them, and where they are pushed."""
