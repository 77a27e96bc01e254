"""Releases into a cluster in memory, with users on them through a real Traefik, and everything that can go wrong."""

from __future__ import annotations

import re
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from infra.errors import LockHeldError, OperatorError
from infra.kubernetes.errors import ClusterRefusedError, JobFailedError
from infra.kubernetes.injection import object_name, weights
from infra.kubernetes.manifests import Manifest, Overlay, containers
from infra.scripts.cleanup.cluster_service import RegionCleanup
from infra.scripts.cleanup.errors import ReleaseUnderWayError
from infra.scripts.cleanup.retention import Retention
from infra.scripts.migrate.cluster_service import ClusterSchema
from infra.scripts.release import suites
from infra.scripts.release.errors import (
    AlreadyLiveError,
    OtherImagesError,
    ReleaseAbortedError,
    SchemaRefusedError,
    UnknownReleaseError,
    WrongClusterError,
)
from infra.scripts.release.plan import Pace
from infra.scripts.release.progress import Ended
from infra.scripts.release.service import Options
from tests.integration.kubernetes.gateway import eventually
from tests.integration.kubernetes.platform_in_memory import SCHEMA, Behaviour
from tests.integration.kubernetes.scene import OVERLAY, QUICK, KnownImages, Scene, release

pytestmark = pytest.mark.timeout(300)

AT_ONCE = Options(Pace(shares=(100,), watch_seconds=0.2, hold_seconds=0.1))
WATCHED = Options(Pace(shares=(30, 100), watch_seconds=30, hold_seconds=1))

DROPS = {"revision": "0002", "title": "", "kind": "contract", "breaks": ["DROP COLUMN y"], "blocks": [], "needed": True}
ADDS = {"revision": "0002", "title": "", "kind": "expand", "breaks": [], "blocks": [], "needed": True}

RETENTION = {
    "deleted": False,
    "retention_days": 3653,
    "grace_hours": 24,
    "evidence": [],
    "evidence_total": {"count": 0, "size_bytes": 0},
    "orphans": [{"key": "drills/1", "size_bytes": 7, "objects": 7}],
    "orphans_total": {"count": 7, "size_bytes": 7},
}


@pytest.fixture(autouse=True)
def operator(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNDIC_URL", scene.url)
    monkeypatch.setenv("SYNDIC_CA_FILE", str(scene.trust))
    monkeypatch.setenv("SYNDIC_API_TOKEN", "operator")


SUITE = """
import os, ssl, httpx
def expect(request): request.extensions["sni_hostname"] = os.environ["SMOKE_SERVER_NAME"]
def test_it_reads_and_writes():
    token = open(os.environ["SMOKE_TOKEN_FILE"]).read()
    tls = ssl.create_default_context(cafile=os.environ["SMOKE_CA_FILE"])
    options = {"verify": tls, "event_hooks": {"request": [expect]}, "headers": {"Authorization": "Bearer " + token}}
    with httpx.Client(base_url=os.environ["SMOKE_API_URL"], **options) as client:
        assert client.get("/api/systems").status_code == 200
        assert client.post("/api/systems", json={"name": "smoke"}).status_code == 201
    assert httpx.get(os.environ["SMOKE_CONSOLE_URL"]).status_code == 200
"""
"""A short suite, for all tests but the first, which runs the project's own."""


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("source")
    (source / "tests" / "smoke").mkdir(parents=True)
    (source / "tests" / "smoke" / "test_smoke.py").write_text(SUITE)
    return source


@pytest.fixture(autouse=True)
def short_suite(request: pytest.FixtureRequest, suite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.name != test_versions_replace_each_other_and_users_see_nothing.__name__:
        monkeypatch.setattr(suites, "of_revision", lambda _revision: nullcontext(suite))


@pytest.fixture
def live(scene: Scene, tmp_path: Path) -> tuple[str, str]:
    """What has all users before a test; a release that a failed test left behind is taken back."""
    scene.api.is_down = False
    if scene.releases(tmp_path).book().under_way:
        scene.releases(tmp_path).abort()
    return scene.live()


def taken_back(scene: Scene, directory: Path, version: str, before: tuple[str, str], options: Options) -> Ended:
    """Deploys a version that has to be taken back, and asserts that it was, with the evidence written."""
    with pytest.raises(ReleaseAbortedError, match=f"{version} was taken back and {before[1]} serves all users again"):
        scene.releases(directory).deploy(version, options)
    assert scene.live() == before
    ended = scene.releases(directory).book().ended[0]
    assert (ended.outcome, ended.new.version) == ("aborted", version)
    record = scene.controllers.register.operations[ended.id]
    assert (record["outcome"], record["details"]["region"]) == ("aborted", "eu-central-1")
    return ended


def operated_by(scene: Scene) -> set[str]:
    """The images of the operator's jobs."""
    return {
        one["image"] for job in scene.api.of_kind("CronJob") for one in containers(job) if "operator" in one["image"]
    }


def test_versions_replace_each_other_and_users_see_nothing(scene: Scene, live: tuple[str, str], tmp_path: Path) -> None:
    with scene.users() as users:
        ended = scene.releases(tmp_path).deploy("2.0.0", QUICK)
        assert scene.live() == ("green", "2.0.0")
        assert operated_by(scene) == {release("2.0.0").images["syndic-operator"]}
        scene.releases(tmp_path).rollback(QUICK)

    assert users.failures == []
    assert scene.live() == live
    assert operated_by(scene) == {release(live[1]).images["syndic-operator"]}
    record = scene.controllers.register.operations[ended.id]
    assert (record["kind"], record["outcome"], record["environment"]) == ("release", "succeeded", "staging")
    scaled = scene.api.find("ScaledObject", "worker-blue"), scene.api.find("ScaledObject", "worker-green")
    paused = [one["metadata"]["annotations"]["autoscaling.keda.sh/paused"] for one in scaled if one]
    assert paused == ["false", "true"]


@pytest.mark.parametrize(
    ("version", "schema", "error", "said"),
    [
        ("unknown", None, UnknownReleaseError, "No release manifest of unknown is known"),
        ("", None, AlreadyLiveError, "is live already"),
        (
            "takes-away",
            {**SCHEMA, "pending": [DROPS]},
            SchemaRefusedError,
            "revision 0002 breaks the live release: DROP COLUMN y",
        ),
        (
            "too-old",
            {**SCHEMA, "current": "0009", "obstacle": "Revision 0009 of the schema took away what it may use."},
            SchemaRefusedError,
            "Revision 0009 of the schema took away",
        ),
    ],
)
def test_what_cannot_go_well_is_refused_before_anything_changes(
    scene: Scene,
    live: tuple[str, str],
    tmp_path: Path,
    version: str,
    schema: dict[str, object] | None,
    error: type[OperatorError],
    said: str,
) -> None:
    if schema:
        scene.behaviours[version].schema = schema
    pods = [one for one in scene.controllers.started if not one.startswith("schema-")]

    with pytest.raises(error, match=said):
        scene.releases(tmp_path).deploy(version or live[1], AT_ONCE)

    assert scene.live() == live
    assert [one for one in scene.controllers.started if not one.startswith("schema-")] == pods
    assert scene.releases(tmp_path).book().under_way is None


def test_what_the_api_server_does_not_admit_is_refused_before_anything_changes(
    scene: Scene, live: tuple[str, str], tmp_path: Path
) -> None:
    scene.api.refuses = lambda verb, one: (
        "no quota is left" if verb == "apply" and one["kind"] == "Deployment" else None
    )
    try:
        with pytest.raises(ClusterRefusedError, match="no quota is left"):
            scene.releases(tmp_path).deploy("not-admitted", AT_ONCE)
    finally:
        scene.api.refuses = lambda _verb, _manifest: None
    assert scene.live() == live
    assert scene.api.find("ConfigMap", "release-not-admitted") is None


def test_another_region_is_not_touched(scene: Scene, tmp_path: Path) -> None:
    place = scene.place(tmp_path, Overlay("production", "eu-central-1"))
    with pytest.raises(WrongClusterError, match="not that of production/eu-central-1: its namespace says staging/eu"):
        scene.releases(tmp_path, place).deploy("3.0.0", AT_ONCE)


@pytest.mark.parametrize(
    ("version", "behaviour", "reason"),
    [
        ("crashes", Behaviour(crashes=True), "ended while it was starting.*It wrote: Traceback . RuntimeError: broken"),
        ("no-image", Behaviour(image="missing"), "ImagePullBackOff of registry.example.com/syndic-.*manifest unknown"),
        ("other-image", Behaviour(image="other"), "green does not run what was released|blue does not run what was"),
        ("refuses-writes", Behaviour(refuses_writes=True), "The smoke tests fail at"),
        (
            "fails-half-way",
            Behaviour(migration="fails", schema={**SCHEMA, "pending": [ADDS]}),
            "The job migrate-fails-half-way-.* failed: A revision failed: division by zero",
        ),
    ],
)
def test_a_version_that_does_not_work_gets_no_users(
    scene: Scene, live: tuple[str, str], tmp_path: Path, version: str, behaviour: Behaviour, reason: str
) -> None:
    scene.behaviours[version] = behaviour
    with scene.users() as users:
        ended = taken_back(scene, tmp_path, version, live, AT_ONCE)

    assert users.failures == []
    assert re.search(reason, ended.reason or ""), ended.reason


@pytest.mark.parametrize(
    ("version", "behaviour", "reason", "most"),
    [
        ("fails-under-load", Behaviour(fails_after=60), "requests to the new colour failed", 200),
        ("slow-under-load", Behaviour(slow_after=60), "took longer than 1 seconds", 0),
        ("killed-under-load", Behaviour(dies_after=60), "ended while users were on it", 0),
    ],
)
def test_a_version_that_is_bad_under_load_loses_its_users(
    scene: Scene, live: tuple[str, str], tmp_path: Path, version: str, behaviour: Behaviour, reason: str, most: int
) -> None:
    scene.behaviours[version] = behaviour
    with scene.users() as users:
        ended = taken_back(scene, tmp_path, version, live, WATCHED)

    assert reason in (ended.reason or "")
    # What failed is what the bad version answered itself, until the next look.
    assert len(users.failures) <= most
    assert [one for one in users.failures if ": 500 " not in one] == []


def test_a_release_is_as_large_as_the_old_one_and_expands_the_schema_by_a_job_of_its_own(
    scene: Scene, live: tuple[str, str], tmp_path: Path
) -> None:
    for process in ("server", "worker"):
        scene.cluster().scale(f"{process}-{live[0]}", 3)
    eventually(lambda: len(scene.controllers.pods(colour=live[0])) == 10, "the old one was scaled")
    scene.behaviours["adds"].schema = {**SCHEMA, "pending": [ADDS]}
    ended = scene.releases(tmp_path).deploy("adds", AT_ONCE)

    colour, _ = scene.live()
    for process, replicas in (("server", 3), ("client", 2), ("worker", 3), ("cron", 2)):
        deployment = scene.api.find("Deployment", f"{process}-{colour}")
        assert deployment is not None
        assert deployment["spec"]["replicas"] == replicas, process
    steps = [step["name"] for step in scene.controllers.register.operations[ended.id]["steps"]]
    assert steps[:3] == ["migrate", "prove old", "start"]
    (job,) = (one for one in scene.api.of_kind("Job") if one["metadata"]["name"].startswith("migrate-adds-"))
    container = job["spec"]["template"]["spec"]["containers"][0]
    assert container["args"] == ["migrate", "--expand"]
    assert not {"livenessProbe", "startupProbe", "readinessProbe"} & container.keys()


def test_a_version_that_was_pushed_again_is_refused(scene: Scene, live: tuple[str, str], tmp_path: Path) -> None:
    KnownImages(scene.cluster(), None).keep(release(live[1]))
    kept = scene.api.find("ConfigMap", f"release-{object_name(live[1])}")
    assert kept is not None
    right = kept["data"]
    kept["data"] = {key: text.replace("@sha256:", "@sha256:0", 1) for key, text in right.items()}
    try:
        with pytest.raises(OtherImagesError, match="was released here before with other digests of syndic-server"):
            scene.releases(tmp_path).deploy(live[1], AT_ONCE)
    finally:
        kept["data"] = right
    assert scene.live() == live


def test_what_takes_away_is_applied_by_a_command_of_its_own(
    scene: Scene, live: tuple[str, str], tmp_path: Path
) -> None:
    schema = ClusterSchema(scene.place(tmp_path))
    scene.behaviours[live[1]].schema = {**SCHEMA, "pending": [DROPS]}
    try:
        assert [one.revision for one in schema.standing().pending] == ["0002"]
        assert schema.migrate() == "Revision 0002 was applied."
        scene.behaviours[live[1]].migration = "fails"
        with pytest.raises(JobFailedError, match="A revision failed: division by zero"):
            schema.migrate()
    finally:
        scene.behaviours[live[1]] = Behaviour()
    jobs = [one["spec"]["template"]["spec"]["containers"][0]["args"] for one in scene.api.of_kind("Job")]
    assert ["migrate"] in jobs
    assert ["schema"] not in jobs


def test_retention_is_run_by_the_live_release_as_the_account_that_may(
    scene: Scene, live: tuple[str, str], tmp_path: Path
) -> None:
    region = RegionCleanup(OVERLAY.region, True, scene.cluster(), scene.place(tmp_path), 0)
    scene.behaviours[live[1]].retention = RETENTION
    try:
        [found] = Retention(region.retain, region.region).find()
        assert (found.kind, found.name, found.region) == ("object", "drills/1", OVERLAY.region)
        assert [one for one in scene.api.of_kind("Job") if _arguments(one)[0] == "retention"] == []
        with region.alone():
            assert list(Retention(region.retain, region.region).remove()) == [found]
    finally:
        scene.behaviours[live[1]] = Behaviour()
    [job] = [one for one in scene.api.of_kind("Job") if _arguments(one)[0] == "retention"]
    pod = job["spec"]["template"]["spec"]
    assert _arguments(job) == ["retention", "--delete"]
    assert pod["serviceAccountName"] == "retention"
    assert pod["containers"][0]["image"] == release(live[1]).images["syndic-migrate"]


def test_nothing_is_cleaned_up_while_a_release_has_not_ended(
    scene: Scene, live: tuple[str, str], tmp_path: Path
) -> None:
    assert scene.killed_after(1, tmp_path, "halfway", AT_ONCE) is None
    region = RegionCleanup(OVERLAY.region, True, scene.cluster(), scene.place(tmp_path), 0)
    with pytest.raises(ReleaseUnderWayError, match="The release of halfway is under way"), region.alone():
        pass
    assert {live[1], "halfway"} <= region.needed()
    scene.releases(tmp_path).abort()


def _arguments(job: Manifest) -> list[str]:
    return job["spec"]["template"]["spec"]["containers"][0]["args"]


def test_an_engine_that_is_killed_at_every_step_is_gone_on_with(
    scene: Scene, live: tuple[str, str], tmp_path: Path
) -> None:
    steps: list[str] = []
    with scene.users() as users:
        # Each run remembers that a step is begun, or that it is done, and is killed; the next one goes on from there.
        assert scene.killed_after(1, tmp_path, "killed", AT_ONCE) is None
        while found := scene.releases(tmp_path).book().under_way:
            steps.append(found.begun[-1] if found.begun else "")
            assert scene.killed_after(1, tmp_path, "killed", AT_ONCE) is None

    assert list(dict.fromkeys(steps))[:4] == ["", "start", "smoke", "shift 100"]
    assert all(steps.count(step) >= 2 for step in set(steps) - {""}), "each is begun and killed, and done and killed"
    assert users.failures == []
    assert scene.live()[1] == "killed"
    ended = scene.releases(tmp_path).book().ended[0]
    assert scene.controllers.register.operations[ended.id]["outcome"] == "succeeded"


def test_two_operators_are_told_of_each_other_and_a_short_absence_of_the_api_server_is_waited_for(
    scene: Scene, live: tuple[str, str], tmp_path: Path
) -> None:
    first = scene.deploying(tmp_path, "slowly", Options(Pace(shares=(100,), watch_seconds=3, hold_seconds=0)))
    eventually(lambda: "watch 100" in _begun(scene, tmp_path), "the first release has users")

    with pytest.raises(LockHeldError, match=r"syndic release deploy, .*@.* holds Lease syndic/release"):
        scene.releases(tmp_path).deploy("5.0.0", AT_ONCE)
    scene.api.is_down = True
    time.sleep(1)  # The absence itself: nothing is awaited here.
    scene.api.is_down = False

    assert first.error() is None
    assert scene.live()[1] == "slowly"


def test_a_run_that_loses_its_lock_does_nothing_more(scene: Scene, live: tuple[str, str], tmp_path: Path) -> None:
    first = scene.deploying(tmp_path, "robbed", WATCHED)
    eventually(lambda: "watch 30" in _begun(scene, tmp_path), "users are on it")
    with scene.api.lock:
        lease = scene.api.find("Lease", "release")
        assert lease is not None
        spec = {**lease["spec"], "holderIdentity": "somebody else", "leaseDurationSeconds": 0}
        scene.api.put({**lease, "metadata": {**lease["metadata"], "annotations": {}}, "spec": spec})

    assert first.error() == "LockLostError"
    # It neither went on nor took anything back: whoever has the lock decides.
    found = scene.releases(tmp_path).book().under_way
    assert found is not None
    assert found.returning is None
    route = scene.api.find("HTTPRoute", "syndic")
    assert route is not None
    assert weights(route)[live[0]] == 70
    scene.api.remove("Lease", "release")
    assert "robbed was taken back" in scene.releases(tmp_path).abort()
    assert scene.live() == live


def test_what_is_remembered_is_written_by_one_run_only(scene: Scene, live: tuple[str, str], tmp_path: Path) -> None:
    first = scene.deploying(tmp_path, "overwritten", Options(Pace(shares=(30, 100), watch_seconds=2, hold_seconds=0)))
    eventually(lambda: "watch 30" in _begun(scene, tmp_path), "users are on it")
    with scene.api.lock:
        state = scene.api.find("ConfigMap", "release")
        assert state is not None
        data = {"state.json": state["data"]["state.json"] + "\n"}
        scene.api.put({**state, "metadata": dict(state["metadata"]), "data": data})

    # It is noticed when the run remembers the next time, which is when this watching has ended.
    assert first.error() == "ChangedByAnotherError"
    scene.releases(tmp_path).abort()
    assert scene.live() == live


def test_an_api_server_that_stays_away_stops_the_run_and_nothing_else(
    scene: Scene, live: tuple[str, str], tmp_path: Path
) -> None:
    with scene.users() as users:
        first = scene.deploying(tmp_path, "cut-off", WATCHED)
        eventually(lambda: "watch 30" in _begun(scene, tmp_path), "users are on it")
        scene.api.is_down = True
        assert first.error() in ("ClusterUnreachableError", "LockLostError")
        scene.api.is_down = False
        scene.releases(tmp_path).abort()

    assert users.failures == []
    assert scene.live() == live


def _begun(scene: Scene, directory: Path) -> tuple[str, ...]:
    found = scene.releases(directory).book().under_way
    return found.begun if found else ()
