"""`syndic config`. What its commands need is imported when they run, so that help is instant."""

from __future__ import annotations

from typing import Annotated

import typer

from infra.options import Json

app = typer.Typer(help="Show, check and compare the environments and their configuration.", no_args_is_help=True)

EnvironmentName = Annotated[str, typer.Option("--environment", "-e", help="development, staging or production.")]


@app.command()
def show(
    environment: EnvironmentName,
    region: Annotated[str | None, typer.Option(help="Only this region.")] = None,
    process: Annotated[str | None, typer.Option(help="Only this process: api, worker, cron or migrate.")] = None,
    json: Json = False,
) -> None:
    """Show what each process of an environment gets, and where that is stated. Secrets are shown as references.

    Example: syndic config show -e production --process api
    """
    from infra.environments import reading, showing
    from infra.tree import Tree, checkout

    file = reading.read(Tree.of_checkout(checkout()), environment)
    showing.print_settings(file, region, process, as_json=json)


@app.command()
def check(
    environment: Annotated[
        str | None, typer.Option("--environment", "-e", help="Only findings in this environment's file.")
    ] = None,
    json: Json = False,
    sarif: Annotated[bool, typer.Option("--sarif", help="Print SARIF 2.1.0, for code hosts.")] = False,
) -> None:
    """Check every environment, what passes settings to processes, and that no secret is written down.

    Example: syndic config check --sarif
    """
    from infra import checks
    from infra.environments import reading
    from infra.environments.checks import CHECKS
    from infra.findings import report
    from infra.tree import Tree, checkout

    tree = Tree.of_checkout(checkout())
    found = checks.run(CHECKS, tree)
    if environment:
        file = reading.file_of(tree, environment)
        found = [finding for finding in found if finding.file == file]
    rules = checks.rules_of(CHECKS)
    passed = f"{environment or ', '.join(reading.names(tree))}: {len(rules)} rules, no findings."
    report(found, rules, passed, json=json, sarif=sarif)
    raise typer.Exit(1 if found else 0)


@app.command()
def diff(
    left: Annotated[str, typer.Argument(help="An environment.")],
    right: Annotated[str, typer.Argument(help="Another environment.")],
    json: Json = False,
) -> None:
    """Show where two environments differ, each with its declared reason.

    Ends with 1 when one of them mirrors the other and a difference is not declared.

    Example: syndic config diff staging production
    """
    from infra.environments import comparison, reading, showing
    from infra.tree import Tree, checkout

    tree = Tree.of_checkout(checkout())
    first, second = (reading.read(tree, name).environment for name in (left, right))
    found = comparison.differences(first, second)
    showing.print_differences(first, second, found, as_json=json)
    raise typer.Exit(1 if comparison.has_undeclared(first, second, found) else 0)


@app.command()
def docs(json: Json = False) -> None:
    """Write docs/configuration.md from the settings that server/settings.py declares.

    Example: syndic config docs
    """
    from infra.environments import documentation
    from infra.output import print_file_written
    from infra.tree import checkout

    print_file_written(documentation.FILE, changed=documentation.write(checkout()), as_json=json)
