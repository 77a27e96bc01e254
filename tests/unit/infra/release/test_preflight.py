"""Which revisions of the schema a release applies, and which it refuses."""

from __future__ import annotations

import pytest

from infra.scripts.release.errors import SchemaRefusedError
from infra.scripts.release.preflight import Pending, Standing, migrations

RELEASE = "1.1.0"


def pending(revision: str, kind: str = "expand", *, needed: bool = True, blocks: list[str] | None = None) -> Pending:
    breaks = ["older code uses the column: ALTER TABLE x DROP COLUMN y;"] if kind == "contract" else []
    return Pending(revision=revision, title="", kind=kind, breaks=breaks, blocks=blocks or [], needed=needed)


def standing(*lacking: Pending, current: str = "1", chain: tuple[str, ...] = ("1", "2", "3")) -> Standing:
    return Standing(current=current, chain=list(chain), pending=list(lacking), obstacle=None)


def never() -> Standing:
    raise AssertionError("The live release was asked though nothing depends on it.")


def test_what_only_adds_is_applied() -> None:
    assert migrations(RELEASE, standing(pending("2"), pending("3")), never, accept_blocking=False) == ["2", "3"]


def test_what_takes_away_and_is_not_needed_waits() -> None:
    new = standing(pending("2"), pending("3", "contract", needed=False))
    assert migrations(RELEASE, new, never, accept_blocking=False) == ["2"]


def test_what_takes_away_is_applied_when_the_live_release_knows_it() -> None:
    new = standing(pending("2", "contract"), pending("3"))
    live = standing(chain=("1", "2"))
    assert migrations(RELEASE, new, lambda: live, accept_blocking=False) == ["2", "3"]


def test_what_takes_away_from_the_live_release_is_refused_with_the_way_out() -> None:
    new = standing(pending("2", "contract"), pending("3"))
    with pytest.raises(SchemaRefusedError, match="Release the part that adds first"):
        migrations(RELEASE, new, lambda: standing(chain=("1",)), accept_blocking=False)


def test_what_keeps_users_waiting_needs_a_yes() -> None:
    new = standing(pending("2", blocks=["lets nobody write while the index is built: CREATE INDEX"]))
    with pytest.raises(SchemaRefusedError, match="--accept-blocking"):
        migrations(RELEASE, new, never, accept_blocking=False)
    assert migrations(RELEASE, new, never, accept_blocking=True) == ["2"]


def test_a_schema_that_is_ahead_is_refused_only_where_the_release_cannot_run_on_it() -> None:
    ahead = standing(current="9")
    assert migrations(RELEASE, ahead, never, accept_blocking=False) == []
    taken = ahead.model_copy(update={"obstacle": "Revision 9 took away."})
    with pytest.raises(SchemaRefusedError, match=r"Revision 9 took away\. Release a version that knows the schema"):
        migrations(RELEASE, taken, never, accept_blocking=False)
