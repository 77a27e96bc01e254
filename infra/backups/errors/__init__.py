"""What can go wrong with backups, a module per concern; every message says what, where, and what to do."""
