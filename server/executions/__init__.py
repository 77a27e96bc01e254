"""Executions: a framework run against a system, with its results and its document."""
