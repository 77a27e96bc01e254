"""Backups: made, encrypted before they leave the machine, proved by restoring them, and kept as long as promised."""
