"""What an operator asks a restore for, understood before anything is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.sql import Composable

from infra.backups import selection
from infra.backups.moments import Time, Transaction
from infra.errors import UsageError


class UnclearWishError(UsageError):
    """Options of a restore do not go together, or cannot be understood."""


def moment(
    backup: str | None, to_time: str | None, to_transaction: int | None, *, inclusive: bool, objects: bool
) -> Time | Transaction | None:
    """The moment a restore is asked for; None when it is a backup's own.

    Raises:
        UnclearWishError: the options do not go together, or the time is none.
    """
    if inclusive and to_transaction is None:
        raise UnclearWishError("--inclusive says whether the transaction of --to-transaction is part; give both.")
    if to_time is None and to_transaction is None:
        return None
    if to_time is not None and to_transaction is not None:
        raise UnclearWishError("--to-time and --to-transaction name two moments; give one of them.")
    if backup is not None or objects:
        other = "--objects" if objects else f"backup {backup}"
        raise UnclearWishError(f"A moment and {other} cannot be restored at once; the backup for a moment is found.")
    return Transaction(to_transaction, inclusive) if to_transaction is not None else Time(_time(str(to_time)))


def _time(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise UnclearWishError(
            f"{text!r} is no time with its offset; write it like 2026-11-24T09:30:00+01:00 or 2026-11-24T08:30:00Z."
        )
    return found


@dataclass(frozen=True)
class RowsWish:
    """Which rows are to come back."""

    tables: tuple[str, ...]
    framework: str | None
    dry_run: bool

    def rows(self) -> Mapping[str, Composable | None]:
        """The tables, each with the condition its rows must meet."""
        return selection.of_framework(self.framework) if self.framework else selection.of_tables(self.tables)


def rows(tables: Sequence[str], framework: str | None, *, objects: bool, dry_run: bool) -> RowsWish | None:
    """The rows a restore is asked for; None when it is asked for something else.

    Raises:
        UnclearWishError: the options do not go together.
    """
    if not tables and framework is None:
        return None
    if tables and framework is not None:
        raise UnclearWishError("--table and --framework choose rows in two ways; give one of them.")
    if objects:
        raise UnclearWishError("--objects brings back objects, not rows; --framework brings back both.")
    return RowsWish(tuple(dict.fromkeys(tables)), framework, dry_run)
