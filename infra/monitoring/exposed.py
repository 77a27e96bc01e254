"""The series that Prometheus can have: of the platform's own code, and of the programs beside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from infra.located_yaml import items_of, mapping_of
from infra.tree import Tree

EXTERNAL = "infra/monitoring/prometheus/metrics.yaml"
"""The one list of metrics that other programs export and rules may be written about."""

_SUFFIXES = {
    "Gauge": ("",),
    "Counter": ("",),
    "Histogram": ("_bucket", "_sum", "_count"),
    "Summary": ("_sum", "_count"),
}
_CALLS = tuple(f"{kind}(" for kind in _SUFFIXES)


def series(tree: Tree) -> set[str]:
    """The names of all series that are exported somewhere."""
    return {*_of_the_platform(tree), *_of_others(tree)}


def _of_the_platform(tree: Tree) -> Iterator[str]:
    for file in tree.matching("server/*.py"):
        text = tree.text(file)
        if "prometheus_client" not in text or not any(call in text for call in _CALLS):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SUFFIXES:
                yield from _declared(node, node.func.id)


def _declared(call: ast.Call, kind: str) -> Iterator[str]:
    if not call.args or not isinstance(call.args[0], ast.Constant) or not isinstance(call.args[0].value, str):
        return
    name = call.args[0].value
    if kind == "Counter":
        name = f"{name.removesuffix('_total')}_total"
    for suffix in _SUFFIXES[kind]:
        yield f"{name}{suffix}"


def _of_others(tree: Tree) -> Iterator[str]:
    if EXTERNAL not in tree.names:
        return
    for document in tree.documents(EXTERNAL):
        for names in mapping_of(document.data).values():
            yield from map(str, items_of(names))
