"""Readers of the files that pass variables to processes: compose files, manifests, workflows, dotenv files."""
