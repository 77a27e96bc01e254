"""`syndic check`. What it needs is imported when it runs, so that help is instant."""

from __future__ import annotations

from typing import Annotated

import typer

from infra.options import Json


def check(
    json: Json = False,
    sarif: Annotated[bool, typer.Option("--sarif", help="Print SARIF 2.1.0, for code hosts.")] = False,
) -> None:
    """Run every static check across all layers, without starting anything.

    Example: syndic check --json
    """
    from infra import checks
    from infra.findings import report
    from infra.tree import Tree, checkout

    registered = checks.discover()
    found = checks.run(registered, Tree.of_checkout(checkout()))
    rules = checks.rules_of(registered)
    report(found, rules, f"{len(registered)} checks with {len(rules)} rules: no findings.", json=json, sarif=sarif)
    raise typer.Exit(1 if found else 0)
