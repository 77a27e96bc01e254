"""A change goes from its commit to production in two regions, with its evidence; and one that is bad comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest

from tests.integration.containers import recorded_contract_cosign
from tests.integration.containers.engine import CLIENT, Docker
from tests.integration.containers.rehearsal import REGIONS, Rehearsal, install, published, variables
from tests.integration.permission.issuer import Issuer
from tests.integration.pipeline.recorded_contract_code_hosts import REPOSITORY, CodeHost
from tests.integration.release.versions import Versions
from tests.unit.infra.notify.test_notify import Receiver
from tests.unit.workflows.lines import github

pytestmark = pytest.mark.timeout(900)

GITHUB_ISSUER = "https://token.actions.githubusercontent.com"
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
    believe(versions, issuer)
    (directory / "signatures").mkdir()
    cosign = f"{recorded_contract_cosign.__file__} {directory / 'signatures'} {GITHUB_ISSUER} --"
    given = {
        **variables(install(versions.clone, cosign)),
        **issuer.job,
        "DOCKER_HOST": docker.host,
        "DOCKER_BUILDKIT": "1",
        "SYNDIC_DOCKER": str(CLIENT),
        "BASES": " ".join(f"{name}={reference}" for name, reference in bases.items() if name != "PROXY_IMAGE"),
        # Two of the six: all of them are built in this session already, and pushing more of them proves no more.
        "IMAGES": "syndic-server syndic-cron",
        "SYNDIC_NOTIFICATIONS": told.address,
        "REGISTRY": f"{registry}/syndic",
    }
    with CodeHost("github") as host:
        played = Rehearsal(versions, directory / "states", host, given)
        try:
            played.start()
            yield played
        finally:
            played.stop()


def believe(versions: Versions, issuer: Issuer) -> None:
    """Have production believe the issuer of this test, as it would believe that of the code host."""
    file = versions.clone / "infra" / "environments" / "production.yaml"
    text = file.read_text()
    assert GITHUB_ISSUER in text
    file.write_text(text.replace(GITHUB_ISSUER, issuer.url))
    # The packages of the console are a link here, which no pattern names; images are made of a commit and nothing else.
    (versions.clone / ".git" / "info" / "exclude").write_text("/client/node_modules\n")
    versions.git("commit", "--quiet", "--all", "--message", "Believe the issuer of the test")


def commit(rehearsal: Rehearsal, issuer: Issuer, message: str) -> str:
    """Merge what is changed in the clone, and let the jobs be of that commit."""
    versions = rehearsal.versions
    versions.git("commit", "--quiet", "--all", "--allow-empty", "--message", message)
    revision = versions.git("rev-parse", "HEAD").strip()
    rehearsal.host.authors[revision] = "ada"
    workflow = f"{REPOSITORY}/.github/workflows/ci.yaml@refs/heads/main"
    issuer.claims = {**issuer.claims, "sha": revision, "sub": f"repo:{REPOSITORY}", "job_workflow_ref": workflow}
    return revision


def in_environment(issuer: Issuer, name: str | None) -> None:
    """What the code host states of a job: the environment it let it into."""
    issuer.claims = {key: value for key, value in issuer.claims.items() if key != "environment"}
    if name:
        issuer.claims |= {"environment": name, "sub": f"repo:{REPOSITORY}:environment:{name}"}


def passes(done: subprocess.CompletedProcess[str], place: str) -> None:
    assert done.returncode == 0, f"{place}\n{done.stdout}\n{done.stderr}"


def review(environment: str) -> dict[str, object]:
    return {"state": "approved", "comment": "", "user": {"login": "grace"}, "environments": [{"name": environment}]}


def test_a_change_reaches_production_with_its_evidence(
    rehearsal: Rehearsal, issuer: Issuer, told: Receiver, registry: str, capsys: pytest.CaptureFixture[str]
) -> None:
    revision = commit(rehearsal, issuer, "Change something")
    in_environment(issuer, None)
    for job in ("check", "test", "advisories", "publish"):
        assert rehearsal.job("ci.yaml", job) is None
    version = in_registry(published(rehearsal.versions.clone), registry)

    in_environment(issuer, "staging")
    assert rehearsal.job("deliver.yaml", "staging", VERSION=revision) is None
    assert live(rehearsal, "staging") == {"eu-central-1": version}
    assert version not in live(rehearsal, "production").values()

    stays_shut_until_somebody_else_approves(rehearsal, issuer)
    assert rehearsal.job("deliver.yaml", "production", VERSION=revision) is None
    assert live(rehearsal, "production") == dict.fromkeys(REGIONS["production"], version)
    assert [title for title in told.told() if "failed" in title or "taken back" in title] == []

    assert rehearsal.job("conclude.yaml", "evidence") is None
    assert rehearsal.job("conclude.yaml", "issue", NAME="delivery", OUTCOMES="success success") is None
    assert rehearsal.host.issues == []
    judged(rehearsal, revision)
    with capsys.disabled():
        for place, reason in rehearsal.passed_over.items():
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
    gate = next(one for one in github() if one.file == "deliver.yaml" and "pipeline approval" in one.text)
    in_environment(issuer, "production")
    refused = rehearsal.line(gate)
    assert (refused.returncode, "nobody approved it" in refused.stderr) == (1, True), refused.stderr
    rehearsal.host.reviews = [review("production")]
    in_environment(issuer, "staging")
    elsewhere = rehearsal.line(gate)
    assert (elsewhere.returncode, "environment production" in elsewhere.stderr) == (1, True), elsewhere.stderr
    in_environment(issuer, "production")


def judged(rehearsal: Rehearsal, revision: str) -> None:
    """What the framework `operations` says of production, by the records of this change."""
    reaching = rehearsal.reaching("production")
    passes(rehearsal.shell(".venv/bin/syndic operations register -e production", reaching), "register")
    done = rehearsal.shell(".venv/bin/syndic operations judge -e production --json", reaching)
    found = {one["control_id"]: one for one in json.loads(done.stdout)["results"]}
    for control in ("change_approved", "duties_separated", "tested_before", "artifacts_signed"):
        assert found[control]["outcome"] == "pass", found[control]
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

    deploy = next(one for one in github() if one.job == "staging" and "release deploy" in one.text)
    done = rehearsal.line(deploy, VERSION=revision)
    assert (done.returncode, "test_that_fails" in done.stderr) == (1, True), done.stderr
    assert live(rehearsal, "staging") == before
    assert "taken back" in told.told()[-1]
    assert "test_that_fails" in told.received[-1]["message"]

    newest = rehearsal.records("staging", "release")[0]
    assert (newest["outcome"], newest["details"]["new"]["revision"]) == ("aborted", revision)
    assert rehearsal.job("conclude.yaml", "evidence") is None
    stage = rehearsal.records("production", "pipeline-stage")[0]
    assert (stage["details"]["stage"], stage["outcome"], stage["environment"]) == ("deploy", "failed", "staging")
    assert rehearsal.job("conclude.yaml", "issue", NAME="delivery", OUTCOMES="failure skipped") is None
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
