"""Deletes what the platform has kept long enough, and objects that nothing refers to; the audit log tells of each."""
