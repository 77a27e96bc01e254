"""`syndic policy`. What its commands need is imported when they run, so that help is instant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infra.options import Json

app = typer.Typer(help="Judge plans, manifests, Dockerfiles and workflows by rules.", no_args_is_help=True)


@app.command()
def check(
    paths: Annotated[list[str], typer.Argument(help="Plans in JSON, manifests, Dockerfiles, workflows, or folders.")],
    sources: Annotated[
        Path | None,
        typer.Option(help="Root module that plans were made from, so that findings name a line of it."),
    ] = None,
    waivers: Annotated[
        Path | None, typer.Option(help="File of waivers instead of infra/policies/waivers.yaml.")
    ] = None,
    json: Json = False,
    sarif: Annotated[bool, typer.Option("--sarif", help="Print SARIF 2.1.0, for code hosts.")] = False,
) -> None:
    """Judge files by every rule about their kind; ends with 1 when a finding blocks.

    A plan in JSON is what `terraform show -json PLAN` prints. A folder that Kustomize reads is judged as rendered.

    Example: syndic policy check plan.json infra/kubernetes .github/workflows
    """
    import datetime

    from infra import output
    from infra.policies import gate, reporting, rules
    from infra.policies import waivers as waiver_files
    from infra.policies.errors import MissingPathError, NothingToJudgeError
    from infra.policies.reading import Reader

    today = datetime.datetime.now(datetime.UTC).date()
    for given in (sources, waivers):
        if given is not None and not given.exists():
            raise MissingPathError(str(given))
    known = frozenset(rule.id for rule in rules.all_rules())
    accepted = waiver_files.read(waivers or waiver_files.FILE, today, known)
    reading = Reader(rules.FOLDER.parents[1], accepted, sources).read(paths)
    if not reading.judged:
        raise NothingToJudgeError(paths)
    report = gate.judge(reading.judged, accepted, today)
    if sarif:
        evaluated = [rule for subject in report.evaluated for rule in rules.rules(subject)]
        output.print_json(reporting.as_sarif(report, evaluated))
    elif json:
        output.print_json(reporting.as_json(report, reading))
    else:
        reporting.print_table(report, reading)
    raise typer.Exit(0 if report.passed else 1)


@app.command("test")
def run_tests(
    subject: Annotated[
        str | None, typer.Argument(help="terraform, kubernetes, containers or pipelines; all when absent.")
    ] = None,
    json: Json = False,
) -> None:
    """Run the tests of the rules, and have every rule find the mistake in the built-in bad example.

    Example: syndic policy test kubernetes
    """
    from dataclasses import asdict

    from infra import output
    from infra.policies import gate, rules, suites
    from infra.policies.engine import engine_of
    from infra.policies.errors import UnknownSubjectError

    if subject is not None and subject not in rules.SUBJECTS:
        raise UnknownSubjectError(subject, rules.SUBJECTS)
    subjects = (subject,) if subject else rules.SUBJECTS
    results = suites.run(subjects)
    proved = {name: gate.prove(name, rules.rules(name), engine_of(name)) for name in subjects}
    failed = [result for result in results if not result.passed]
    if json:
        output.print_json({"failed": [asdict(result) for result in failed], "tests": len(results), "rules": proved})
    else:
        for result in failed:
            output.print_text(f"FAILED {result.about}: {result.test}")
        output.print_text(f"{len(results)} tests of {sum(proved.values())} rules: {len(failed)} failed.")
    raise typer.Exit(1 if failed else 0)


@app.command()
def docs(json: Json = False) -> None:
    """Write docs/policies.md from what the rules say about themselves.

    Example: syndic policy docs
    """
    from infra.output import print_file_written
    from infra.policies import documentation
    from infra.tree import checkout

    print_file_written(documentation.FILE, changed=documentation.write(checkout()), as_json=json)
