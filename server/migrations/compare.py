"""Which objects of a database are declared by our models when the two are compared."""

from __future__ import annotations

from sqlalchemy.schema import SchemaItem

QUEUE_PREFIX = "procrastinate_"


def ours(_item: SchemaItem, name: str | None, kind: str, reflected: bool, _counterpart: SchemaItem | None) -> bool:
    """False for the queue's tables: they belong to the queue's own schema, not to our models."""
    return not (kind == "table" and reflected and (name or "").startswith(QUEUE_PREFIX))
