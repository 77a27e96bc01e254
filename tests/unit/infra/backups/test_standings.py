"""How two regions stand is known to whoever can reach the one that took over, and only one changes it at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import obstore
import pytest
from obstore.store import MemoryStore, S3Store

from infra.backups.cloud.standings import SharedProgress, Standings
from infra.backups.errors.regions import AnotherOperatorError, UnreadableStandingError
from infra.backups.failover import Act, Procedure, UnderWay
from infra.backups.objects import NOT_DATA


def lost() -> S3Store:
    """The store of a region that does not answer."""
    nobody = {"endpoint": "http://127.0.0.1:9", "access_key_id": "x", "secret_access_key": "y", "region": "r"}
    return S3Store(
        "bucket",
        config=nobody,
        client_options={"allow_http": True, "connect_timeout": timedelta(seconds=1)},
        retry_config={"max_retries": 0, "retry_timeout": timedelta(0)},
    )


def under_way(region: str = "one", other: str = "two") -> UnderWay:
    return UnderWay(procedure=Procedure.FAILOVER, region=region, other=other, began_at=datetime.now(UTC))


def test_at_first_the_declared_primary_is_live() -> None:
    found = Standings({"two": MemoryStore(), "one": MemoryStore()}, "one")
    assert found.read().live == "one"
    assert found.regions == ("one", "two")


def test_a_change_is_known_in_both_regions_and_survives_the_loss_of_either() -> None:
    one, two = MemoryStore(), MemoryStore()
    standings = Standings({"one": one, "two": two}, "one")
    standings.change(standings.read(), live="two", fenced=("one",))
    for stores in ({"one": one, "two": lost()}, {"one": lost(), "two": two}):
        assert Standings(stores, "one").read().live == "two"


def test_the_lost_region_comes_back_with_an_older_number_and_does_not_count() -> None:
    one, two = MemoryStore(), MemoryStore()
    away = Standings({"one": lost(), "two": two}, "one")
    away.change(away.read(), live="two", fenced=("one",))
    found = Standings({"one": one, "two": two}, "one").read()
    assert (found.live, found.fenced, found.number) == ("two", ("one",), 1)


def test_the_region_that_takes_over_must_know() -> None:
    standings = Standings({"one": MemoryStore(), "two": lost()}, "one")
    with pytest.raises(UnreadableStandingError, match="two, which is to take over"):
        standings.require_readable("two")
    with pytest.raises(UnreadableStandingError, match="two does not take it"):
        standings.change(standings.read(), under_way=under_way())
    with pytest.raises(UnreadableStandingError, match=r"one: .*two: "):
        Standings({"one": lost(), "two": lost()}, "one").read()


def test_of_two_who_change_it_the_second_is_refused_also_later() -> None:
    stores = {"one": MemoryStore(), "two": MemoryStore()}
    first, second = Standings(stores, "one"), Standings(stores, "one")
    second.change(second.read(), under_way=under_way())
    first.read()
    first.change(first.read(), under_way=None)
    with pytest.raises(AnotherOperatorError, match="number 2"):
        second.change(second.read(), under_way=None)


def test_what_is_under_way_is_gone_on_with_by_whoever_comes() -> None:
    stores = {"one": MemoryStore(), "two": MemoryStore()}
    begun = SharedProgress(Standings(stores, "one"))
    begun.keep(under_way().model_copy(update={"done": (Act.CONFIRM_LOSS,)}))
    found = SharedProgress(Standings(stores, "one"))
    went_on = found.read()
    assert went_on is not None
    assert went_on.next() is Act.FENCE
    found.forget()
    assert SharedProgress(Standings(stores, "one")).read() is None


def test_copies_between_the_stores_overwrite_no_standing_and_are_no_data() -> None:
    stores = {"one": MemoryStore(), "two": MemoryStore()}
    standings = Standings(stores, "one")
    standings.change(standings.read(), fenced=())
    paths = [meta["path"] for store in stores.values() for page in obstore.list(store) for meta in page]
    assert len(set(paths)) == 2
    assert {path.partition("/")[0] for path in paths} <= set(NOT_DATA)


def test_a_damaged_standing_is_named() -> None:
    store = MemoryStore()
    obstore.put(store, "recovery/one/000000007.json", b"{")
    with pytest.raises(UnreadableStandingError, match=r"recovery/one/000000007.json in one is damaged"):
        Standings({"one": store}, "one").read()
