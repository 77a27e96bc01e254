"""Whether the regions of a plan stand as they are declared: after a failover Terraform would turn them back."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from infra.terraform.errors import RegionsMovedError, RegionsUnknownError


class Standing(BaseModel):
    """How the regions stand, beside how they are declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    moved: bool | None
    """Whether they stand otherwise; None when that cannot be told."""

    sentence: str


def judge(
    primary: str, live: str, fenced: Sequence[str] = (), under_way: str | None = None, unread: Sequence[str] = ()
) -> Standing:
    """How regions stand.

    Args:
        primary: the region that is declared to be live.
        live: the one that is.
        fenced: regions that were given up and do not follow yet.
        under_way: the procedure that is, as a clause.
        unread: why a region's part of it could not be read, one clause each.
    """
    if under_way:
        return Standing(moved=True, sentence=f"{under_way} is under way.")
    if live != primary:
        return Standing(moved=True, sentence=f"{live} is live, and {primary} is declared to be.")
    if fenced:
        return Standing(moved=True, sentence=f"{', '.join(fenced)} is fenced and does not follow {live} yet.")
    if unread:
        return Standing(moved=None, sentence=f"Which region is live cannot be told: {'; '.join(unread)}.")
    return Standing(moved=False, sentence=f"{live} is live, as it is declared.")


def require_as_declared(standing: Standing | None, environment: str) -> None:
    """Make sure that an apply turns nothing back.

    Args:
        standing: of the regions; None where nothing fails over.
        environment: whose they are.

    Raises:
        RegionsMovedError: it would.
        RegionsUnknownError: nobody can tell.
    """
    if standing is None or standing.moved is False:
        return
    if standing.moved:
        raise RegionsMovedError(standing.sentence, environment)
    raise RegionsUnknownError(standing.sentence, environment)
