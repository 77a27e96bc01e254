"""`syndic dr` and `syndic backup` with `-e staging`, as people on call type them: what they show, and who may."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.integration.cloud.amazon import AWAY, HOME, Amazon

ON_CALL = "arn:aws:iam::111111111111:role/syndic-staging-on-call"
SOMEBODY = "arn:aws:iam::111111111111:role/somebody"


class Operator:
    """Types commands, as whoever the role is."""

    def __init__(self, directory: Path, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._directory = directory
        self._monkeypatch = monkeypatch
        self.become(role)

    def become(self, role: str) -> None:
        given = boto3.client("sts", region_name=HOME).assume_role(RoleArn=role, RoleSessionName="tests")["Credentials"]
        self._monkeypatch.setenv("AWS_ACCESS_KEY_ID", given["AccessKeyId"])
        self._monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", given["SecretAccessKey"])
        self._monkeypatch.setenv("AWS_SESSION_TOKEN", given["SessionToken"])

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        syndic = Path(sys.prefix) / "bin" / "syndic"
        return subprocess.run(
            [str(syndic), *words, "--environment", "staging", "--state-dir", str(self._directory)],
            env=os.environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def json(self, *words: str) -> Any:  # noqa: ANN401 - JSON
        done = self.run(*words, "--json")
        assert done.stdout, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def operator(server: Amazon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    server.wipe()
    found = Operator(tmp_path / "state", ON_CALL, monkeypatch)
    # The account is the one of the role.
    server.forget_clients()
    server.furnish()
    return found


def test_a_region_is_failed_over_from_the_command_line(
    operator: Operator, server: Amazon, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "none"))
    shown = operator.json("dr", "status")
    assert (shown["live"], shown["fenced"], shown["following"]) == (HOME, [], True)
    assert "takes writes" in shown["details"][HOME]
    assert "users are led here" in shown["details"][HOME]

    planned = operator.run("dr", "failover", "--dry-run")
    assert planned.returncode == 0, planned.stderr
    assert "cannot take a write" in planned.stdout
    assert "Nothing was done." in planned.stdout
    assert server.leads()["syndic.staging.example.com"] == HOME

    operator.become(SOMEBODY)
    refused = operator.run("dr", "failover")
    assert refused.returncode == 1
    assert "You may not do dr.failover in staging" in refused.stderr
    operator.become(ON_CALL)

    # Nobody answers here, and there is no cluster: everything up to it is done, and said.
    stopped = operator.run("dr", "failover", "--force")
    assert stopped.returncode == 1
    assert "refuses to scale worker and cron" in stopped.stderr
    shown = operator.json("dr", "status")
    assert (shown["live"], shown["fenced"]) == (AWAY, [HOME])
    assert shown["under_way"]["done"][-1] == "take-over-objects"
    assert "fenced" in shown["details"][HOME]
    assert server.leads()["syndic.staging.example.com"] == AWAY
    other = operator.run("dr", "failback")
    assert "A failover of region eu-central-1 is under way" in other.stderr


def test_what_an_environment_cannot_do_is_said(operator: Operator) -> None:
    refused = operator.run("dr", "mode", "synchronous")
    assert refused.returncode == 2
    assert "followed asynchronously" in refused.stderr
    refused = operator.run("dr", "drill", "--scenario", "disk-full")
    assert refused.returncode == 2
    assert "practise the others with `-e development`" in refused.stderr


def test_backups_are_looked_for_in_the_other_region_by_whoever_may(operator: Operator, server: Amazon) -> None:
    """Moto refuses what is written to a bucket that locks, so what is made there is tested beside a store that does."""
    missing = operator.run("backup", "list")
    assert missing.returncode == 1
    assert "The key of backups cannot be reached" in missing.stderr
    keys = [{"id": "one", "key": base64.b64encode(os.urandom(32)).decode()}]
    secret = json.dumps({"encryption_key": json.dumps(keys)})
    server.client("secretsmanager", HOME).create_secret(Name="syndic/staging/backups", SecretString=secret)
    missing = operator.run("backup", "list")
    assert "The backups in s3://syndic-staging-backups-eu-west-1 cannot be reached" in missing.stderr
    server.client("s3", AWAY).create_bucket(
        Bucket="syndic-staging-backups-eu-west-1", CreateBucketConfiguration={"LocationConstraint": AWAY}
    )
    assert operator.json("backup", "list") == []
    operator.become(SOMEBODY)
    refused = operator.run("backup", "prune")
    assert refused.returncode == 1
    assert "You may not do backup.prune in staging" in refused.stderr
