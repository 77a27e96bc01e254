"""The schema of the database, step by step, and the one way to bring a database up to it."""
