"""A change goes from its commit to production in two regions, with its evidence; and one that is bad comes back."""

from __future__ import annotations

import json
import sys
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest

from tests.integration.containers import recorded_contract_cosign
from tests.integration.containers.engine import CLIENT, Docker
from tests.integration.containers.rehearsal import INSTEAD, NOT_HERE, REGIONS, Rehearsal, install_cosign
from tests.integration.permission.issuer import Issuer
from tests.integration.pipeline.recorded_contract_code_hosts import REPOSITORY, TOKEN, CodeHost
from tests.integration.release.versions import Versions
from tests.jobs import claims, clones
from tests.jobs.artifacts import Artifacts
from tests.jobs.claims import runs
from tests.jobs.clones import GITHUB_ISSUER, in_environment
from tests.jobs.runner import Runner, inherited
from tests.unit.infra.notify.test_notify import Receiver

pytestmark = pytest.mark.timeout(900)

SMOKE = "tests/smoke/test_platform.py"
MANIFESTS = "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json"


@pytest.fixture(scope="module")
def issuer() -> Generator[Issuer]:
    """Signs what the jobs are."""
    started = Issuer({"repository": REPOSITORY, "actor": "ada"})
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def told() -> Generator[Receiver]:
    """Who is told of releases."""
    receiver = Receiver()
    yield receiver
    receiver.server.shutdown()


@pytest.fixture(scope="module")
def rehearsal(
    docker: Docker,
    bases: dict[str, str],
    registry: str,
    issuer: Issuer,
    told: Receiver,
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[Rehearsal]:
    """Staging and production, running what was before the change."""
    directory = tmp_path_factory.mktemp("rehearsal")
    versions = Versions(directory)
    clones.believe(versions.clone, issuer, "production")
    # The packages of the console are a link here, which no pattern names; images are made of a commit and nothing else.
    (versions.clone / ".git" / "info" / "exclude").write_text("/client/node_modules\n")
    versions.git("commit", "--quiet", "--all", "--message", "Believe the issuer of the test")
    clones.install(versions.clone)
    (directory / "signatures").mkdir()
    cosign = f"{recorded_contract_cosign.__file__} {directory / 'signatures'} {GITHUB_ISSUER} --"
    states = directory / "states"
    with CodeHost("github") as host:
        hosted = {name: value for name, value in host.variables.items() if name != "GITHUB_TOKEN"}
        machine = {
            **inherited(install_cosign(versions.clone, cosign)),
            **hosted,
            "STATES": str(states),
            "DOCKER_HOST": docker.host,
            "DOCKER_BUILDKIT": "1",
            "SYNDIC_DOCKER": str(CLIENT),
            "BASES": " ".join(f"{name}={reference}" for name, reference in bases.items() if name != "PROXY_IMAGE"),
            # Two of the six: all of them are built in this session already, and pushing more of them proves no more.
            "IMAGES": "syndic-server syndic-cron",
            # Staging and production refer to it; regions of this machine are told.
            "SYNDIC_NOTIFICATIONS": told.address,
        }
        runner = Runner(
            versions.clone,
            Artifacts(directory / "artifacts"),
            {"token": TOKEN, "repository": REPOSITORY, "event_name": "push", "ref": "refs/heads/main"},
            machine,
            issuer.job,
            instead=INSTEAD,
            not_here=NOT_HERE,
            left=(".syndic/pipeline", "build", "approval.json"),
        )
        played = Rehearsal(versions, states, host, runner, {"REGISTRY": f"{registry}/syndic", "CLOUD": ""})
        try:
            played.start()
            yield played
        finally:
            played.stop()


def commit(rehearsal: Rehearsal, issuer: Issuer, message: str) -> str:
    """Merge what is changed in the clone, and let the jobs be of that commit."""
    versions = rehearsal.versions
    versions.git("commit", "--quiet", "--all", "--allow-empty", "--message", message)
    revision = versions.git("rev-parse", "HEAD").strip()
    rehearsal.host.authors[revision] = "ada"
    workflow = f"{REPOSITORY}/.github/workflows/ci.yaml@refs/heads/main"
    issuer.claims = {**issuer.claims, "sha": revision, "sub": f"repo:{REPOSITORY}", "job_workflow_ref": workflow}
    return revision


def review(environment: str) -> dict[str, object]:
    return {"state": "approved", "comment": "", "user": {"login": "grace"}, "environments": [{"name": environment}]}


@runs("ci.yaml", "publish")
@runs("deliver.yaml", "staging")
@runs("deliver.yaml", "production")
@runs("conclude.yaml", "evidence")
@runs("conclude.yaml", "issue")
@runs("evidence.yaml", "judge")
def test_a_change_reaches_production_with_its_evidence(
    rehearsal: Rehearsal, issuer: Issuer, told: Receiver, registry: str, capsys: pytest.CaptureFixture[str]
) -> None:
    revision = commit(rehearsal, issuer, "Change something")
    in_environment(issuer, None)
    for job in ("check", "test", "advisories"):
        assert rehearsal.job("ci.yaml", job).failure is None
    published = rehearsal.job("ci.yaml", "publish")
    assert published.failure is None
    version = in_registry(rehearsal.runner.artifacts.directory / "release" / "release-manifest.json", registry)
    assert published.outputs == {"version": version}

    in_environment(issuer, "staging")
    assert rehearsal.job("deliver.yaml", "staging", version=revision).failure is None
    assert live(rehearsal, "staging") == {"eu-central-1": version}
    assert version not in live(rehearsal, "production").values()

    stays_shut_until_somebody_else_approves(rehearsal, issuer)
    assert rehearsal.job("deliver.yaml", "production", version=revision).failure is None
    assert live(rehearsal, "production") == dict.fromkeys(REGIONS["production"], version)
    assert [title for title in told.told() if "failed" in title or "taken back" in title] == []

    assert rehearsal.job("conclude.yaml", "evidence").failure is None
    assert rehearsal.job("conclude.yaml", "issue", name="delivery", outcomes="success success").failure is None
    assert rehearsal.host.issues == []
    judged(rehearsal, revision)
    with capsys.disabled():
        for file, job in (("deliver.yaml", "staging"), ("deliver.yaml", "production"), ("evidence.yaml", "judge")):
            for place, reason in claims.passed_over(file, job).items():
                sys.stdout.write(f"\nnot run here: {place}: {reason}")
        sys.stdout.write("\n")


def in_registry(manifest: Path, registry: str) -> str:
    """Every image of a release is in the registry under its digest; the version they are."""
    stated = json.loads(manifest.read_text())
    assert len(stated["components"]) == 2
    for one in stated["components"]:
        path = f"http://{registry}/v2/syndic/{one['component']}/manifests/{one['digest']}"
        assert httpx.get(path, headers={"Accept": MANIFESTS}).status_code == httpx.codes.OK
    return stated["version"]


def stays_shut_until_somebody_else_approves(rehearsal: Rehearsal, issuer: Issuer) -> None:
    """The job ends with its first line, and nothing after it runs."""

    def refused() -> str:
        ended = rehearsal.job("deliver.yaml", "production", version="none")
        place, _, said = (ended.failure or "").partition("\n")
        assert place == "deliver.yaml: production: Prove that somebody else approved it"
        assert ended.outcomes["Release region by region, taken back when it misses the objectives"] == "skipped"
        return said

    in_environment(issuer, "production")
    assert "nobody approved it" in refused()
    rehearsal.host.reviews = [review("production")]
    in_environment(issuer, "staging")
    assert "environment production" in refused()
    in_environment(issuer, "production")


def judged(rehearsal: Rehearsal, revision: str) -> None:
    """What the framework `operations` says of production, by the records of this change."""
    ended = rehearsal.job("evidence.yaml", "judge")
    assert ended.outcomes["State what is declared"] == "success"
    found = {one["control_id"]: one for one in json.loads(ended.step("Judge it").stdout)["results"]}
    for control in ("change_approved", "duties_separated", "tested_before", "artifacts_signed"):
        assert found[control]["outcome"] == "pass", found[control]
    # Nothing was backed up, drilled or rotated in the minutes that production is old.
    failing = {name for name, one in found.items() if one["outcome"] == "fail"}
    assert (ended.outcomes["Judge it"] == "failure") == bool(failing)
    (approval,) = rehearsal.records("production", "approval")
    assert approval["details"]["approvers"] == ["grace"]
    assert (approval["details"]["author"], approval["details"]["revision"]) == ("ada", revision)
    assert approval["details"]["proven"]["environment"] == "production"
    stages = {
        (one["environment"], one["details"]["stage"]) for one in rehearsal.records("production", "pipeline-stage")
    }
    assert stages == {
        *(("ci", stage) for stage in ("check", "test", "images")),
        *(("staging", stage) for stage in ("verify-signatures", "deploy", "smoke", "integration")),
        *(("production", stage) for stage in ("verify-signatures", "deploy", "smoke")),
    }


def test_a_change_whose_smoke_tests_fail_comes_back_and_people_are_told(
    rehearsal: Rehearsal, issuer: Issuer, told: Receiver
) -> None:
    before = live(rehearsal, "staging")
    file = rehearsal.versions.clone / SMOKE
    file.write_text(f"{file.read_text()}\n\ndef test_that_fails() -> None:\n    raise AssertionError('as planted')\n")
    revision = commit(rehearsal, issuer, "Break something")
    in_environment(issuer, "staging")
    told.received.clear()

    ended = rehearsal.job("deliver.yaml", "staging", version=revision)
    assert "test_that_fails" in (ended.failure or "")
    assert ended.outcomes == {
        "Install the command": "success",
        "Sign in to the registry": "skipped",
        "Verify who built the images": "success",
        "Reach the clusters": "skipped",
        "Release region by region, taken back when it misses the objectives": "failure",
        "Smoke tests through the entrance of users": "skipped",
        "Register six systems and execute every framework on them": "skipped",
        "Go back when what came after the release failed": "skipped",
        "Keep the records of the releases for the platform of production": "success",
        "Say that production waits for an approval": "skipped",
    }
    assert live(rehearsal, "staging") == before
    assert "taken back" in told.told()[-1]
    assert "test_that_fails" in told.received[-1]["message"]

    newest = rehearsal.records("staging", "release")[0]
    assert (newest["outcome"], newest["details"]["new"]["revision"]) == ("aborted", revision)
    assert rehearsal.job("conclude.yaml", "evidence").failure is None
    stage = rehearsal.records("production", "pipeline-stage")[0]
    assert (stage["details"]["stage"], stage["outcome"], stage["environment"]) == ("deploy", "failed", "staging")
    assert rehearsal.job("conclude.yaml", "issue", name="delivery", outcomes="failure skipped").failure is None
    (issue,) = rehearsal.host.issues
    assert (issue["title"], issue["state"]) == ("Pipeline fails: delivery", "open")


def live(rehearsal: Rehearsal, environment: str) -> dict[str, str]:
    """The version that has all users, by region."""
    found = {}
    for region in REGIONS[environment]:
        colours = rehearsal.command(environment, region).json("release", "status")["colours"]
        (serving,) = (one for one in colours if one["traffic_percent"] == 100)
        found[region] = serving["version"]
    return found
