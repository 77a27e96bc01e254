"""Where secrets come from: references, the stores they lead to, and how values are kept current in a process.

Nothing is imported here, so that reading settings without a reference loads no client of any store.
"""
