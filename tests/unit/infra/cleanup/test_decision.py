"""What of the installed releases is removed."""

from __future__ import annotations

from pathlib import Path

from infra.scripts.cleanup.decision import Installed, decide

SHARED = [Path("/e/1"), Path("/e/2"), Path("/c/1"), Path("/c/2")]


def installed(version: str, age: int, environment: str = "1", console: str = "1") -> Installed:
    return Installed(version, Path(f"/r/{version}"), Path(f"/e/{environment}"), Path(f"/c/{console}"), 1000.0 - age)


RELEASES = [installed("1", 4, "2", "2"), installed("2", 3), installed("3", 2), installed("4", 1)]


def removed(needed: set[str], keep: int) -> list[str]:
    return [str(removal.directory) for removal in decide(RELEASES, needed, SHARED, keep)]


def test_what_runs_and_what_it_replaced_stay() -> None:
    assert removed({"3", "4"}, 0) == ["/r/2", "/r/1", "/c/2", "/e/2"]


def test_the_newest_of_the_others_are_kept() -> None:
    assert removed({"4"}, 2) == ["/r/1", "/c/2", "/e/2"]


def test_what_a_kept_release_uses_stays() -> None:
    assert removed({"1", "4"}, 0) == ["/r/3", "/r/2"]
    assert removed({"1", "4"}, 2) == []


def test_what_a_half_made_installation_left_behind_is_removed() -> None:
    assert [str(one.directory) for one in decide([], set(), [Path("/e/9")], 3)] == ["/e/9"]
