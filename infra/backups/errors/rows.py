"""What can go wrong with bringing back single rows."""

from __future__ import annotations

from collections.abc import Sequence

from infra.errors import OperatorError, UsageError


class UnknownTableError(UsageError):
    """There is no such table."""

    def __init__(self, table: str, known: Sequence[str]) -> None:
        super().__init__(f"The live database has no table {table}. It has: {', '.join(known)}.")


class UnrestorableTableError(UsageError):
    """Rows of a table cannot be brought back one by one."""

    def __init__(self, table: str) -> None:
        super().__init__(
            f"Rows of {table} make sense together only: they are a chain, or say what the schema is. Restore the whole "
            "database: `syndic backup restore`."
        )


class RowsRefusedError(OperatorError):
    """The live database refuses rows that should come back."""

    def __init__(self, table: str, reason: str) -> None:
        super().__init__(
            f"The rows of {table} cannot come back: {reason}. Nothing was changed. Where they refer to rows that lack "
            "too, bring those back with them: give --table for each."
        )
