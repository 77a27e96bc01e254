"""One issue per pipeline that fails, and who approved a release, asked of a code host."""

from __future__ import annotations

import json
from collections.abc import Generator

import pytest

from infra import cli
from infra.scripts.pipeline.code_host import Involved, of_this_run
from infra.scripts.pipeline.errors import CodeHostRefusedError, NoCodeHostError
from tests.integration.pipeline.recorded_contract_code_hosts import CodeHost

COMMIT = "4f2d8a17c05b93e6"
TITLE = "Pipeline fails: drill"


@pytest.fixture(params=["github", "gitlab"])
def host(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Generator[CodeHost]:
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "SYNDIC_NOTIFICATIONS"):
        monkeypatch.delenv(name, raising=False)
    with CodeHost(request.param) as running:
        for name, value in running.variables.items():
            monkeypatch.setenv(name, value)
        yield running


def report(capsys: pytest.CaptureFixture[str], outcomes: str) -> str:
    assert cli.run(["pipeline", "report", "drill", "--outcomes", outcomes, "--json"]) == 0
    return json.loads(capsys.readouterr().out)["done"]


def test_a_run_that_fails_has_one_issue_until_it_succeeds(host: CodeHost, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(capsys, "success success") == "nothing"
    assert report(capsys, "success failure") == "opened"
    assert report(capsys, "cancelled") == "commented"
    assert report(capsys, "") == "commented"
    (issue,) = host.issues
    assert (issue["title"], issue["state"], issue["labels"]) == (TITLE, "open", ["pipeline"])
    assert "did not succeed (success, failure)" in issue["body"]
    assert "/77" in issue["body"]
    assert [text.partition(":")[0] for _, text in host.comments] == [
        "It failed again (cancelled)",
        "It failed again (unknown)",
    ]

    assert report(capsys, "success skipped") == "closed"
    assert issue["state"] == "closed"
    assert report(capsys, "success") == "nothing"
    assert report(capsys, "failure") == "opened"
    assert [one["state"] for one in host.issues] == ["closed", "open"]


def test_an_issue_of_another_title_is_left_alone(host: CodeHost, capsys: pytest.CaptureFixture[str]) -> None:
    other = {"number": 1, "iid": 1, "title": f"{TITLE}s", "labels": ["pipeline"], "state": "open"}
    host.issues.append({**other, "html_url": "", "web_url": ""})
    assert report(capsys, "success") == "nothing"
    assert host.issues[0]["state"] == "open"


def test_a_code_host_that_refuses_is_an_error_with_a_reason(
    host: CodeHost, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GITHUB_TOKEN", "SYNDIC_GITLAB_TOKEN"):
        monkeypatch.setenv(name, "another")
    assert cli.run(["pipeline", "report", "drill", "--outcomes", "failure"]) == 1
    assert "The code host did not list its issues" in capsys.readouterr().err
    assert host.issues == []


def test_what_a_command_prints_is_one_comment_on_the_change(
    host: CodeHost, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_TOKEN", "what-nobody-should-read")
    host.said.append({"id": 1, "body": "What a person said."})

    def comment(title: str, script: str) -> int:
        return cli.run(["pipeline", "comment", title, "--", "sh", "-c", script])

    assert comment("Plan of staging", "echo 3 to add; echo $SOME_TOKEN") == 0
    assert "3 to add" in capfd.readouterr().err
    assert comment("Plan of production", "echo 1 to add") == 0
    assert comment("Plan of staging", "echo 4 to add; exit 3") == 3
    first, staging, production = (one["body"] for one in host.said)
    assert first == "What a person said."
    assert "### Plan of staging ended with code 3\n\n```\n4 to add\n```" in staging
    assert "1 to add" in production
    assert "what-nobody-should-read" not in json.dumps(host.said)


def test_a_comment_that_cannot_be_made_fails_nothing(host: CodeHost, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_TOKEN", "SYNDIC_GITLAB_TOKEN"):
        monkeypatch.setenv(name, "another")
    assert cli.run(["pipeline", "comment", "Plan", "--", "true"]) == 0
    assert host.said == []


def test_without_a_code_host_there_is_nothing_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoCodeHostError, match="Run it as a step of a pipeline"):
        of_this_run({}, "An issue")


def test_github_says_who_approved_and_who_wrote_it() -> None:
    with CodeHost("github") as host:
        host.authors[COMMIT] = "ada"
        host.reviews = [
            review("approved", "grace", "production"),
            review("approved", "edsger", "staging"),
            review("rejected", "linus", "production"),
        ]
        found = of_this_run(host.variables, "it").involved("production", COMMIT, {"actor": "barbara"})
        assert found == Involved(("grace",), "ada", "barbara")
        host.authors.clear()
        assert of_this_run(host.variables, "it").involved("production", COMMIT, {}).author == "ada@example.org"
        with pytest.raises(CodeHostRefusedError, match="did not say who approved this run"):
            of_this_run({**host.variables, "GITHUB_RUN_ID": "1"}, "it").involved("production", COMMIT, {})


def test_gitlabs_token_says_who_started_the_job() -> None:
    variables = {"GITLAB_CI": "true", "CI_COMMIT_AUTHOR": "Ada Lovelace <ada@example.org>"}
    claims = {
        "sha": COMMIT,
        "environment": "production",
        "environment_protected": "true",
        "user_email": "grace@example.org",
    }
    host = of_this_run(variables, "it")
    assert host.involved("production", COMMIT, claims) == Involved(
        ("grace@example.org",), "ada@example.org", "ada@example.org"
    )
    for changes in ({"environment_protected": "false"}, {"environment": "staging"}, {"sha": "another"}):
        assert host.involved("production", COMMIT, {**claims, **changes}).approvers == ()


def review(state: str, login: str, environment: str) -> dict[str, object]:
    return {"state": state, "comment": "", "user": {"login": login}, "environments": [{"name": environment}]}
