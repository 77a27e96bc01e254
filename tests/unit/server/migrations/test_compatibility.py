"""Whether a release runs on a schema that is behind it, at it, or ahead of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from server.migrations.compatibility import Recorded, missing, obstacle, through_expansions
from server.migrations.kinds import Kind, classified
from server.migrations.runner import chain, kinds

E, C = Kind.EXPAND, Kind.CONTRACT
CHAIN = ["1", "2", "3"]


def recorded(**revisions: Kind) -> Mapping[str, Recorded]:
    return {name.lstrip("r"): Recorded(place, kind) for place, (name, kind) in enumerate(revisions.items(), start=1)}


def test_a_database_without_schema_is_an_obstacle() -> None:
    found = obstacle(CHAIN, {"1": E, "2": E, "3": E}, None, {})
    assert found is not None
    assert "no schema yet" in found


def test_the_own_schema_is_none() -> None:
    assert obstacle(CHAIN, {"1": E, "2": E, "3": C}, "3", {}) is None


def test_a_schema_that_lacks_an_addition_is_an_obstacle_that_names_what_is_needed() -> None:
    found = obstacle(CHAIN, {"1": E, "2": E, "3": C}, "1", {})
    assert found == "The schema is at revision 1; this release works on 2: run its migrations."


def test_what_is_only_to_be_taken_away_may_still_be_there() -> None:
    assert obstacle(CHAIN, {"1": E, "2": E, "3": C}, "2", {}) is None


def test_a_newer_schema_that_only_added_is_none() -> None:
    newer = recorded(r1=E, r2=E, r3=E, r4=E, r5=E)
    assert obstacle(CHAIN, dict.fromkeys(CHAIN, E), "5", newer) is None


def test_a_newer_schema_that_took_something_away_is_an_obstacle_that_names_the_first_such_revision() -> None:
    newer = recorded(r1=E, r2=E, r3=E, r4=E, r5=C, r6=C)
    found = obstacle(CHAIN, dict.fromkeys(CHAIN, E), "6", newer)
    assert found is not None
    assert found.startswith("Revision 5 of the schema took away")


def test_what_was_taken_away_before_the_own_revision_is_known() -> None:
    newer = recorded(r1=E, r2=C, r3=E, r4=E)
    assert obstacle(CHAIN, {"1": E, "2": C, "3": E}, "4", newer) is None


@pytest.mark.parametrize("known", [{}, recorded(r1=E, r2=E, r3=E), recorded(r8=E, r9=E)])
def test_a_schema_of_which_nothing_is_known_is_an_obstacle(known: Mapping[str, Recorded]) -> None:
    found = obstacle(CHAIN, dict.fromkeys(CHAIN, E), "9", known)
    assert found is not None
    assert "does not know" in found


def test_what_is_missing_and_what_of_it_is_needed() -> None:
    assert missing(CHAIN, None) == CHAIN
    assert missing(CHAIN, "1") == ["2", "3"]
    assert missing(CHAIN, "9") == []
    assert through_expansions(["2", "3"], {"2": C, "3": E}) == ["2", "3"]
    assert through_expansions(["2", "3"], {"2": E, "3": C}) == ["2"]
    assert through_expansions(["2", "3"], {"2": C, "3": C}) == []


def test_every_revision_of_this_release_is_classified() -> None:
    assert set(kinds()) == set(chain()) == set(classified())
