"""The JSON files of the dashboards: written for Grafana, and whether they still are what the dashboards make."""

from __future__ import annotations

from collections.abc import Iterator, Set

from infra import generated_files
from infra.findings import Finding
from infra.monitoring.dashboards import ALL, rendering
from infra.monitoring.errors import UnreadableExpressionError
from infra.monitoring.expressions import metric_names
from infra.tree import Tree

FOLDER = "infra/monitoring/grafana/dashboards"
SOURCES = "infra/monitoring/dashboards"

RULES = {
    "dashboard-drift": f"{FOLDER} holds what `syndic monitoring build` makes of {SOURCES}, and nothing else.",
    "dashboard-metric": "Every metric in a dashboard is exported by something.",
}


def check(tree: Tree, known: Set[str]) -> Iterator[Finding]:
    """What breaks one of RULES in a tree; one without dashboards needs no files of them.

    Args:
        tree: the checkout.
        known: every series that is exported or recorded.
    """
    sources = tree.matching(f"{SOURCES}/*.py")
    if not sources:
        return
    made = _made()
    for file in sorted({*made, *tree.matching(f"{FOLDER}/*.json")}):
        if file not in tree.names or tree.text(file) != made.get(file):
            why = "It is not what the dashboards make, so Grafana shows something else than the checks have seen."
            yield Finding(file, 1, "dashboard-drift", why, "Run `syndic monitoring build`.")
    for dashboard in ALL:
        file = f"{SOURCES}/{dashboard.name}.py"
        for expression in dashboard.expressions:
            yield from _metrics(file, expression.replace("$__rate_interval", "1m"), known)


def _metrics(file: str, expression: str, known: Set[str]) -> Iterator[Finding]:
    try:
        missing = sorted(metric_names(expression) - known)
    except UnreadableExpressionError as error:
        yield Finding(file, 1, "dashboard-metric", str(error), "Correct the expression.")
        return
    for name in missing:
        why = f"Nothing exports {name}, so the panel that asks for it stays empty."
        yield Finding(file, 1, "dashboard-metric", why, "Correct the name, or list what other programs export.")


def write(tree: Tree) -> list[str]:
    """Write the files, and remove those of no dashboard; the names of those that changed."""
    made = _made()
    changed = []
    for path in tree.path(FOLDER).glob("*.json"):
        name = f"{FOLDER}/{path.name}"
        if name not in made:
            path.unlink()
            changed.append(name)
    return [*changed, *generated_files.write(tree.root, made)]


def _made() -> dict[str, str]:
    return {f"{FOLDER}/{each.name}.json": rendering.render(each) for each in ALL}
