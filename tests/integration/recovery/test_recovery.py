"""Regions are lost, fenced, and brought back; what was acknowledged is there, and what was not is not made up."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psutil
import psycopg
import pytest

from infra.backups.failover import STEPS, Procedure
from infra.local import entry, postgresql
from infra.local.programs import running
from infra.scripts.dr import partition
from infra.scripts.dr.local_target import kill_region
from infra.scripts.dr.scenarios import Scenario
from tests.integration.local.waiting import until
from tests.integration.recovery.scene import Scene, assert_whole

RETURN = len(STEPS[Procedure.SWITCHOVER]) + len(STEPS[Procedure.REJOIN])


def test_two_regions_run_and_one_follows(scene: Scene) -> None:
    status = scene.syndic.status()
    names = {service["service"] for service in status["services"]}
    assert status["ready"]
    live, standby = scene.regions.live, scene.regions.standby
    assert standby is not None
    assert {"entry", f"{live}/worker-blue", f"{live}/server-1-blue"} <= names
    assert {f"{standby}/server-1-blue", f"{standby}/object-store-follower"} <= names
    # The region that stands by is warm, and works on nobody's account.
    assert not {f"{standby}/worker-blue", f"{standby}/cron-blue"} & names
    scene.add_system("in both regions")
    with scene.database(standby) as connection:
        assert connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
    with psycopg.connect(scene.composed(standby).cluster.url(postgresql.SUPERUSER)) as connection:
        assert connection.execute("SELECT 1 FROM systems WHERE name = 'in both regions'").fetchone()
    assert_whole(scene)


@pytest.mark.parametrize("scenario", [one for one in Scenario if one.of_region and one is not Scenario.REGION_LOSS])
def test_nothing_acknowledged_is_lost_with_a_region(scene: Scene, scenario: Scenario) -> None:
    """Of the loss of a whole region: test_scheduled.py."""
    before = scene.regions.live
    scene.add_system(f"before {scenario}")
    report = scene.syndic.json("dr", "drill", "--scenario", scenario)
    assert report["lost_region"] == before
    assert report["live_region"] != before
    assert report["acknowledged_rows"] > 100
    assert report["lost_rows"] == 0
    assert report["lost_objects"] == 0
    assert f"before {scenario}" in scene.systems()
    assert any(scenario in operation["summary"] for operation in scene.operations("drill"))
    written = list((scene.main.common / "drills").glob(f"*-{report['id']}.md"))
    assert "gantt" in written[0].read_text()
    if scenario is Scenario.PARTITION:
        fenced = next(step for step in report["phases"] if step["name"] == "fence")
        assert "out of reach" in fenced["detail"]
    if scenario is Scenario.CORRUPT_PAGE:
        returned = scene.operation(scene.operations("rejoin")[0]["id"])["steps"][0]
        assert returned["name"] == "rejoin-database"
        assert "checksum verification failed" in returned["detail"]
    assert_whole(scene)


@pytest.mark.parametrize("scenario", [scenario for scenario in Scenario if not scenario.of_region])
def test_what_a_person_destroyed_in_both_regions_comes_back(scene: Scene, scenario: Scenario) -> None:
    scene.add_system(f"before {scenario}")
    report = scene.syndic.json("dr", "drill", "--scenario", scenario)
    assert report["acknowledged_rows"] + report["acknowledged_objects"] > 0
    assert (report["lost_rows"], report["lost_objects"]) == (0, 0)
    assert f"before {scenario}" in scene.systems()
    assert any(scenario in operation["summary"] for operation in scene.operations("drill"))
    assert_whole(scene)


def test_a_region_out_of_reach_is_not_given_up_when_it_may_go_on_acknowledging(scene: Scene) -> None:
    live, other = scene.live, scene.main.of_region(scene.regions.standby or "")
    scene.syndic.json("dr", "mode", "asynchronous")
    partition.cut(live, other, [])
    try:
        refused = scene.syndic.run("dr", "failover")
    finally:
        partition.heal(live)
    assert refused.returncode == 1
    assert "cannot be reached, and writes do not wait for the standby" in refused.stderr
    assert scene.live == live
    scene.syndic.json("dr", "mode", "synchronous")
    assert_whole(scene)


def test_a_region_that_answers_is_not_given_up(scene: Scene) -> None:
    refused = scene.syndic.run("dr", "failover")
    assert refused.returncode == 1
    assert "is not lost: users are served there" in refused.stderr
    # Nothing was begun that could be gone on with: the next loss is confirmed anew.
    assert scene.standing()["under_way"] is None
    assert_whole(scene)


def test_a_primary_that_comes_back_acknowledges_nothing(scene: Scene) -> None:
    """As after a partition, or when somebody starts the old machine by hand."""
    lost = scene.regions.live
    scene.lose()
    scene.syndic.json("dr", "failover")
    old = scene.composed(lost).cluster
    program = postgresql.configure(old)
    acknowledged = threading.Event()

    def write() -> None:
        with psycopg.connect(old.url(postgresql.SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute("CREATE TABLE written_by_the_old_primary ()")
            acknowledged.set()

    log = scene.main.common / "old-primary.log"
    with running(program, log, lambda: None if _answers(old) else "it starts", 60):
        writer = threading.Thread(target=_quietly, args=(write,), daemon=True)
        writer.start()
        with psycopg.connect(old.url(postgresql.SUPERUSER, "postgres"), autocommit=True) as connection:
            _await_waiting(connection)
        assert not acknowledged.is_set()
    writer.join(timeout=30)
    assert not acknowledged.is_set()
    # `up` does not start it either, and says so.
    up = scene.syndic.run("up")
    assert up.returncode == 0, up.stderr
    assert f"Region {lost} is fenced" in up.stderr
    scene.syndic.json("dr", "rejoin")
    with scene.database(lost) as connection:
        assert connection.execute("SELECT to_regclass('written_by_the_old_primary')").fetchone() == (None,)
    assert_whole(scene)


def test_everything_comes_back_after_a_crash_of_the_whole_machine(scene: Scene) -> None:
    """Writes wait for a standby that does not run yet, so the order in which things start matters."""
    scene.add_system("before the crash")
    for place in (scene.main, scene.main.of_region("two"), entry.layout_of(scene.main)):
        kill_region(place)
    scene.syndic.up()
    assert "before the crash" in scene.systems()
    assert_whole(scene)


def test_regions_change_places_without_a_loss(scene: Scene) -> None:
    before = scene.regions.live
    scene.add_system(f"written in {before}")
    done = scene.syndic.json("dr", "failback")
    assert [one["procedure"] for one in done] == ["switchover", "rejoin"]
    assert scene.regions.live != before
    assert f"written in {before}" in scene.systems()
    assert_whole(scene)


def test_writes_go_on_without_the_standby_when_they_need_not_wait(scene: Scene) -> None:
    scene.syndic.json("dr", "mode", "asynchronous")
    try:
        with scene.database(scene.regions.live) as connection:
            assert connection.execute("SHOW synchronous_standby_names").fetchone() == ("",)
    finally:
        scene.syndic.json("dr", "mode", "synchronous")
    assert_whole(scene)


def test_a_failover_killed_after_every_step_ends_right(scene: Scene) -> None:
    lost = scene.regions.live
    scene.add_system("before the failover")
    scene.lose()
    # The first run is killed when it has begun, each of the others after its first step.
    for _ in STEPS[Procedure.FAILOVER]:
        assert scene.killed_after(1, "dr", "failover") is None
    refused = scene.syndic.run("up")
    assert refused.returncode == 1
    assert "The regions are changing places, and that was cut off" in refused.stderr
    done = scene.syndic.json("dr", "failover")
    assert done[0]["done"] == [str(act) for act in STEPS[Procedure.FAILOVER]]
    assert scene.regions.live != lost
    assert "before the failover" in scene.systems()
    scene.syndic.json("dr", "rejoin")
    assert_whole(scene)


def test_a_return_killed_after_every_step_ends_right(scene: Scene) -> None:
    before = scene.regions.live
    # The beginning of each of the two procedures is remembered, too.
    for _ in range(RETURN):
        assert scene.killed_after(1, "dr", "failback") is None
    scene.syndic.json("dr", "failback")
    assert scene.regions.live != before
    assert_whole(scene)


def test_what_a_killed_drill_left_behind_is_undone_by_the_next_command(scene: Scene) -> None:
    live = scene.live
    # Killed when the failover has begun that answers it: the line is cut, and nothing was done about it.
    assert scene.killed_after(1, "dr", "drill", "--scenario", Scenario.PARTITION) is None
    assert partition.is_cut_off(live)
    assert "a drill" in scene.standing()["details"][scene.regions.live]
    refused = scene.syndic.run("dr", "failover")
    assert "Undid what a drill left behind" in refused.stderr
    assert "is not lost" in refused.stderr
    assert not partition.is_cut_off(live)
    assert scene.live == live
    # The client of the drill that wrote in the lost region went with it.
    assert not [one for one in psutil.process_iter() if "infra.scripts.dr.witness" in _words(one)]
    # A standby that was cut off tries again every few seconds.
    until(lambda: scene.standing()["following"], "the standby follows again")
    assert_whole(scene)


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _answers(cluster: postgresql.Cluster) -> bool:
    try:
        psycopg.connect(cluster.url(postgresql.SUPERUSER, "postgres"), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _quietly(run: Callable[[], None]) -> None:
    try:
        run()
    except psycopg.Error:
        return


def _await_waiting(connection: psycopg.Connection) -> None:
    """Wait until a session waits for a standby that does not come."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    while connection.execute(query).fetchone() == (0,):
        threading.Event().wait(0.05)
