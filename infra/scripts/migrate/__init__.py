"""The schema of the database: what each revision does to older releases, and applying revisions."""
