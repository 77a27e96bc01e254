"""`syndic monitoring`. What its commands need is imported when they run, so that help is instant."""

from __future__ import annotations

import typer

from infra.options import Json

app = typer.Typer(help="Make and check the rules that watch over the platform's promises.", no_args_is_help=True)


@app.command()
def build(json: Json = False) -> None:
    """Write the rules of the objectives in infra/monitoring/slo.yaml, for every environment, and the dashboards.

    Example: syndic monitoring build
    """
    from infra.monitoring import generated
    from infra.monitoring.dashboards import files
    from infra.output import print_json, print_text
    from infra.tree import Tree, checkout

    tree = Tree.of_checkout(checkout())
    changed = generated.write(tree)
    dashboards = files.write(tree)
    if json:
        print_json({"file": generated.FILE, "changed": changed, "dashboards": dashboards})
        return
    print_text(f"{generated.FILE} {'was written' if changed else 'is current'}.")
    for name in dashboards:
        print_text(f"{name} was written.")
    if not dashboards:
        print_text(f"{files.FOLDER} is current.")


@app.command()
def check(json: Json = False) -> None:
    """Check rules, their tests and their runbooks; ends with 1 when something is found. `syndic check` does it too.

    Example: syndic monitoring check
    """
    from infra import checks, findings
    from infra.monitoring.checks import CHECKS
    from infra.tree import Tree, checkout

    found = checks.run(CHECKS, Tree.of_checkout(checkout()))
    passed = "Every alert has a severity, a runbook and tests, and the rules are those of the objectives."
    findings.report(found, checks.rules_of(CHECKS), passed, json=json, sarif=False)
    raise typer.Exit(1 if found else 0)
