"""Runs the jobs of the workflows on this machine, line by line, as a runner of the code host does."""
