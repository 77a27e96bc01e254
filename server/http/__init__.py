"""What every request of the API goes through: limits, parsing, problems, idempotency and preconditions."""
