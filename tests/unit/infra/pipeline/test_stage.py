"""The record of a stage says what ran and how it ended, and no secret."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.monitoring.standing import Standing
from infra.scripts.pipeline.errors import UnreadableManifestError, WrongInputError, WrongNameError
from infra.scripts.pipeline.stage import Stage, artifacts_of, inputs_of, named, operation, without_secrets
from infra.scripts.slo.recording import operation as of_objectives
from infra.version import Version
from server.operations.schemas import OperationCreate

BEGAN = datetime(2026, 11, 20, 8, tzinfo=UTC)
TIMES = (BEGAN, BEGAN + timedelta(minutes=3))
VERSION = Version("1.4.0", "4f2d8a17c05b93e6")
LINK = "https://github.com/example/syndic/actions/runs/1"


def stage(**changes: object) -> Stage:
    stated = {"inputs": {"cloud": "aws"}, "actor": "ada", "link": LINK, **changes}
    return Stage("check", "ci", VERSION, ("make", "check"), **stated)  # ty: ignore[invalid-argument-type]


@pytest.mark.parametrize(
    ("code", "cut_off", "outcome", "sentence"),
    [
        (0, False, "succeeded", "Stage check of 1.4.0 succeeded."),
        (2, False, "failed", "Stage check of 1.4.0 failed with code 2."),
        (143, True, "aborted", "Stage check of 1.4.0 was cut off."),
    ],
)
def test_it_says_how_the_command_ended(code: int, cut_off: bool, outcome: str, sentence: str) -> None:
    body = operation(stage(), TIMES, code, cut_off=cut_off)
    taken = OperationCreate.model_validate(body)
    assert (taken.kind, taken.environment, taken.outcome, taken.summary) == ("pipeline-stage", "ci", outcome, sentence)
    assert taken.details == {
        "stage": "check",
        "version": "1.4.0",
        "revision": VERSION.revision,
        "command": "make check",
        "inputs": {"cloud": "aws"},
        "exit_code": code,
        "actor": "ada",
        "link": LINK,
    }


def test_no_secret_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNDIC_API_TOKEN", "a value of a variable")
    monkeypatch.setenv("ORDINARY", "an ordinary value")
    shaped = "gh" + "p_" + "x7Kq2mWv9TzR4bNc8LpYx7Kq2mWv9TzR4bNc"
    url = "postgresql://syndic:open-sesame@db/syndic"
    secret = stage(inputs={"a": "a value of a variable", "b": url, "c": "an ordinary value"}, actor=f"--token={shaped}")
    text = json.dumps(operation(secret, TIMES, 0, cut_off=False))
    assert "a value of a variable" not in text
    assert "open-sesame" not in text
    assert shaped not in text
    assert "an ordinary value" in text
    assert "postgresql://[secret]@db/syndic" in text


def test_what_is_no_text_stays_as_it_is() -> None:
    assert without_secrets({"a": [1, None, True, 0.5]}, {}) == {"a": [1, None, True, 0.5]}


def test_images_are_those_of_the_release_manifest(tmp_path: Path) -> None:
    file = tmp_path / "release-manifest.json"
    file.write_text(json.dumps({"components": [{"component": "syndic-cron", "digest": "sha256:00", "image": "…"}]}))
    assert artifacts_of(file) == ({"name": "syndic-cron", "digest": "sha256:00"},)
    body = operation(stage(artifacts=artifacts_of(file)), TIMES, 0, cut_off=False)
    assert body["details"]["artifacts"] == [{"name": "syndic-cron", "digest": "sha256:00"}]
    file.write_text("{}")
    with pytest.raises(UnreadableManifestError, match="is no release manifest"):
        artifacts_of(file)


def test_names_and_inputs_that_no_record_takes_are_refused() -> None:
    assert inputs_of(["cloud=aws", "path=a=b"]) == {"cloud": "aws", "path": "a=b"}
    with pytest.raises(WrongInputError, match="--input cloud=aws"):
        inputs_of(["aws"])
    with pytest.raises(WrongNameError, match="'Check it' is no name of a stage"):
        named("a stage", "Check it")


def test_a_measurement_of_the_objectives_is_judged_by_the_framework() -> None:
    kept = Standing("availability", 0.999, 0.9995, None)
    broken, unknown = Standing("latency", 0.99, 0.9, None), Standing("queue-delay", 0.99, None, None)
    body = of_objectives([kept, broken, unknown], "production", "28d", BEGAN)
    taken = OperationCreate.model_validate(body)
    assert (taken.kind, taken.outcome) == ("objectives", "failed")
    assert taken.summary == "Of 3 objectives over 28d, 1 were broken: latency."
    assert [(one["objective"], one["broken"]) for one in body["details"]["objectives"]] == [
        ("availability", False),
        ("latency", True),
        ("queue-delay", False),
    ]
    assert of_objectives([kept], "production", "28d", BEGAN)["outcome"] == "succeeded"
