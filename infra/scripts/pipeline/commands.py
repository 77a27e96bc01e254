"""`syndic pipeline`. What its commands need is imported when they run, so that help is instant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infra.options import Environment, Json, StateDirectory

if TYPE_CHECKING:
    from infra.output import Progress
    from infra.scripts.pipeline.service import Records

app = typer.Typer(help="Stages of pipelines: recorded, approved, reported.", no_args_is_help=True)

RecordsIn = Annotated[
    Path | None,
    typer.Option("--records", envvar="SYNDIC_PIPELINE_RECORDS", help="Where records wait.", file_okay=False),
]


@app.command()
def run(
    stage: Annotated[str, typer.Argument(help="What the stage is called: check, test, smoke, …")],
    command: Annotated[list[str], typer.Argument(help="The command, after `--`.")],
    environment: Annotated[
        str, typer.Option("--environment", "-e", help="The environment; ci for what is done to a commit.")
    ] = "ci",
    stated: Annotated[list[str] | None, typer.Option("--input", help="NAME=VALUE, for the record.")] = None,
    artifacts: Annotated[
        Path | None, typer.Option(help="Release manifest whose images it is about.", dir_okay=False)
    ] = None,
    records: RecordsIn = None,
    state_dir: StateDirectory = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print the record; what the command prints goes to standard error.")
    ] = False,
) -> None:
    """Run a stage's command, keep a record of how it ended for `send`, and end as it did.

    Example: syndic pipeline run check -- make check
    """
    from infra.output import Progress, print_json
    from infra.scripts.notify.message import run_of_pipeline, whoever_runs_this
    from infra.scripts.pipeline import service
    from infra.scripts.pipeline.stage import Stage, artifacts_of, inputs_of, named
    from infra.tree import checkout
    from infra.version import of_checkout

    planned = Stage(
        named("a stage", stage),
        named("an environment", environment),
        of_checkout(checkout()),
        tuple(command),
        inputs_of(stated or []),
        artifacts_of(artifacts) if artifacts else (),
        whoever_runs_this(),
        run_of_pipeline(),
    )
    body = service.run(planned, _records(records, state_dir, Progress()), aside=json)
    if json:
        print_json(body)
    raise typer.Exit(body["details"]["exit_code"])


@app.command()
def approval(
    environment: Environment,
    records: RecordsIn = None,
    state_dir: StateDirectory = None,
    json: Json = False,
) -> None:
    """Prove that somebody else approved the release of this commit, and keep who; ends with 1 when nobody did.

    Example: syndic pipeline approval -e production
    """
    import os
    from datetime import UTC, datetime

    from infra.output import Progress, print_json, print_text
    from infra.permission import Operation, require
    from infra.scripts.notify.message import run_of_pipeline
    from infra.scripts.pipeline import approval as approvals
    from infra.scripts.pipeline.code_host import of_this_run
    from infra.scripts.pipeline.errors import NotApprovedError
    from infra.tree import checkout
    from infra.version import of_checkout

    host = of_this_run(os.environ, "Who approved a release")
    caller = require(environment, Operation.RELEASE_DEPLOY)
    version = of_checkout(checkout())
    involved = host.involved(environment, version.revision, caller.claims)
    if reason := approvals.refusal(version.revision, caller.claims, involved):
        raise NotApprovedError(environment, reason)
    body = approvals.operation(environment, version, caller.claims, involved, datetime.now(UTC), run_of_pipeline())
    kept = _records(records, state_dir, Progress(quiet=json))
    kept.keep(body, f"approval-{environment}-{datetime.now(UTC):%Y%m%d%H%M%S%f}")
    print_json(body["details"]) if json else print_text(body["summary"])


@app.command()
def collect(
    kinds: Annotated[list[str], typer.Argument(help="Kinds of operations: release, drill, backup-verification, …")],
    environment: Annotated[str, typer.Option("--environment", "-e", help="Whose records.")] = "development",
    target: Annotated[str | None, typer.Option("--as", help="The environment they are to stand under.")] = None,
    hours: Annotated[float, typer.Option(help="How old at most.", min=0)] = 24,
    records: RecordsIn = None,
    state_dir: StateDirectory = None,
    json: Json = False,
) -> None:
    """Copy what a platform recorded among the records of this pipeline, because it will be gone or is another one.

    Example: syndic pipeline collect drill --as ci
    """
    from infra.local.connection import connect_to_named_or
    from infra.local.layout import find_main_layout
    from infra.output import Progress, print_json, print_text
    from infra.scripts.pipeline import service
    from infra.scripts.pipeline.stage import named

    kept = _records(records, state_dir, Progress(quiet=json))
    wanted = named("an environment", target or environment)
    with connect_to_named_or(find_main_layout(state_dir)) as platform:
        copied = service.collect(platform, environment, kinds, hours, wanted, kept)
    if json:
        print_json(copied)
        return
    for sentence in copied:
        print_text(sentence)
    print_text(f"{len(copied)} records were copied to {kept.directory}.")


@app.command()
def send(records: RecordsIn = None, state_dir: StateDirectory = None, json: Json = False) -> None:
    """Send the records that wait to the platform that keeps them; what it does not take waits on, and fails nothing.

    Example: syndic pipeline send --records records
    """
    from infra.output import Progress, print_json, print_text

    kept = _records(records, state_dir, Progress(quiet=json))
    waited = len(list(kept.directory.glob("*.json")))
    kept.send()
    waiting = len(list(kept.directory.glob("*.json")))
    if json:
        print_json({"sent": waited - waiting, "waiting": waiting})
    else:
        print_text(f"{waited - waiting} records were sent; {waiting} wait in {kept.directory}.")


@app.command()
def comment(
    title: Annotated[str, typer.Argument(help="What the comment is called; one of the same title is replaced.")],
    command: Annotated[list[str], typer.Argument(help="The command, after `--`.")],
    json: Json = False,
) -> None:
    """Run a command and put what it prints on the pull request, as one comment; ends as the command did.

    Example: syndic pipeline comment "Plan of staging" -- syndic terraform plan -e staging --cloud aws
    """
    import os

    from infra.output import print_json
    from infra.scripts.pipeline import commenting
    from infra.scripts.pipeline.code_host import of_this_run

    host = of_this_run(os.environ, "A pull request")
    code = commenting.run(host, title, command, os.environ)
    if json:
        print_json({"title": title, "exit_code": code})
    raise typer.Exit(code)


@app.command()
def identity(state_dir: StateDirectory = None, json: Json = False) -> None:
    """Put the token by which the cloud knows this job where the cloud's clients look for it; GitLab hands it out only.

    Example: syndic pipeline identity
    """
    import os
    from pathlib import Path

    from infra.local.files import make_private_directory, write_atomically
    from infra.local.layout import find_main_layout
    from infra.output import print_json, print_text
    from infra.scripts.pipeline.errors import NoCloudTokenError

    token, named = os.environ.get("SYNDIC_CLOUD_TOKEN"), os.environ.get("AWS_WEB_IDENTITY_TOKEN_FILE")
    if not token:
        raise NoCloudTokenError
    file = Path(named) if named else make_private_directory(find_main_layout(state_dir).common) / "cloud.token"
    write_atomically(file, token)
    print_json({"file": str(file)}) if json else print_text(f"The token is in {file}.")


@app.command()
def report(
    name: Annotated[str, typer.Argument(help="What the pipeline is called.")],
    outcomes: Annotated[str, typer.Option(help="How its jobs ended, separated by blanks: success failure …")],
    environment: Annotated[str, typer.Option("--environment", "-e", help="Whose people are told.")] = "development",
    json: Json = False,
) -> None:
    """Open or update the one issue of a pipeline that failed, and tell people; close it when it succeeds again.

    Example: syndic pipeline report drill --outcomes "success failure"
    """
    import os

    from infra.output import Progress, print_json, print_text
    from infra.scripts.notify import service as notifications
    from infra.scripts.notify.message import Event, Message, run_of_pipeline, whoever_runs_this
    from infra.scripts.pipeline import reporting
    from infra.scripts.pipeline.code_host import of_this_run
    from infra.scripts.pipeline.stage import named

    link, ended = run_of_pipeline(), outcomes.split()
    if reporting.failed(ended):
        subject, why = f"pipeline {named('a run', name)}", f"Its jobs ended so: {outcomes or 'unknown'}."
        message = Message(Event.FAILED, environment, subject, why, whoever_runs_this(), link=link)
        notifications.notify(message, Progress(quiet=json))
    done, issue = reporting.report(of_this_run(os.environ, "An issue"), named("a run", name), ended, link)
    if json:
        print_json({"done": done, "issue": issue.link if issue else None})
        return
    sentences = {reporting.Done.NOTHING: "There was nothing to report."}
    print_text(sentences.get(done, f"The issue was {done}: {issue.link if issue else ''}"))


def _records(directory: Path | None, state_dir: Path | None, display: Progress) -> Records:
    from infra.scripts.pipeline.service import Records

    return Records(directory, state_dir, display)
