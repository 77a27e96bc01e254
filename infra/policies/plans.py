"""Terraform plans in JSON as rules see them.

    {"resources": {TYPE: [{"address", "values", "targets"}]}, "destroyed": [{"address", "type"}],
     "outputs": [{"name", "sensitive"}], "modules": [{"address", "source", "version"}], "providers": [...]}

`values` are those after apply; a value that is unknown until then stands as UNKNOWN. An attribute that the
configuration does not state and the provider will fill is null, as the rules treat it: nobody decided it. `targets`
says which resources an attribute refers to, through variables, outputs and for_each of modules; so a rule can tell that
the key is one of this plan, or which bucket a configuration belongs to, before anything has an id. `outside_aws` is
true of what is made in another store with the interface of S3, and absent otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, TypeGuard

from infra.policies import policy_documents
from infra.policies.errors import UnusablePlanError
from infra.policies.hcl_sources import Sources
from infra.policies.judged import Judged, Path, Place
from infra.policies.references import Configuration, Declared, Instance, instances_of

UNKNOWN = {"unknown_until_apply": True}
"""What stands for a value that is unknown until apply. The library of the rules knows it too."""


def is_plan(data: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON document is a plan as `terraform show -json` prints it."""
    return (
        isinstance(data, dict) and "format_version" in data and ("resource_changes" in data or "planned_values" in data)
    )


def read_plan(file: str, plan: Mapping[str, Any], sources: Sources | None) -> Judged:
    """A plan as the rules see it.

    Args:
        file: what it was read from.
        plan: what `terraform show -json` printed.
        sources: where the configuration is; findings then name a line of it.

    Raises:
        UnusablePlanError: Terraform did not complete it.
    """
    if plan.get("errored"):
        raise UnusablePlanError(file, "Terraform ended with an error while it was made, so it is not complete")
    configuration = Configuration(plan.get("configuration", {}), plan.get("variables", {}))
    changes = [change for change in plan.get("resource_changes", []) if change["mode"] == "managed"]
    reads = [change for change in plan.get("resource_changes", []) if change["mode"] == "data"]
    planned = [change for change in changes if change["change"]["after"] is not None]
    data = {
        "resources": _resources(planned, reads, configuration, sources),
        "destroyed": [
            {"address": change["address"], "type": change["type"]}
            for change in changes
            if "delete" in change["change"]["actions"]
        ],
        "outputs": [
            {"name": name, "sensitive": bool(output.get("sensitive"))}
            for name, output in plan.get("planned_values", {}).get("outputs", {}).items()
        ],
        "modules": configuration.called_modules(),
        "providers": configuration.providers(),
    }
    declared = {change["address"]: Declared.of(change) for change in changes}

    def locate(address: str, path: Path) -> Place:
        place = sources.locate(configuration, declared[address], path) if sources and address in declared else None
        return place or (file, 1)

    return Judged("terraform", file, data, locate, len(planned))


def _resources(
    planned: list[dict[str, Any]],
    reads: list[dict[str, Any]],
    configuration: Configuration,
    sources: Sources | None,
) -> dict[str, list[dict[str, Any]]]:
    instances = instances_of([*planned, *reads])
    documents = {read["address"]: read["change"] for read in reads if read["type"] == policy_documents.DATA_SOURCE}
    resources: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for change in planned:
        declared = Declared.of(change)
        references = configuration.references(declared)
        stated = configuration.stated(declared)
        if stated is not None and sources is not None:
            stated |= sources.dynamic_blocks(configuration, declared)
        values = _values(change["change"], stated=stated)
        targets = {
            name: sorted({address for target in found for address in Instance.of(change).related(instances[target])})
            for name, found in references.items()
        }
        for name in targets.keys() & values.keys():
            if values[name] == UNKNOWN and len(targets[name]) == 1 and targets[name][0] in documents:
                document = _values(documents[targets[name][0]], stated=None)
                values[name] = policy_documents.render(document, UNKNOWN) or UNKNOWN
        resource: dict[str, Any] = {"address": change["address"], "values": values, "targets": targets}
        if configuration.outside_aws(declared):
            resource["outside_aws"] = True
        resources[change["type"]].append(resource)
    return resources


def _values(change: Mapping[str, Any], *, stated: frozenset[str] | None) -> dict[str, Any]:
    """The values after apply. Without a configuration every unknown value counts as stated."""
    unknown = change.get("after_unknown") or {}
    decided = {name: part for name, part in unknown.items() if part is not True or stated is None or name in stated}
    return _marked(change["after"], decided)


def _marked(value: Any, unknown: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A value with UNKNOWN wherever Terraform says that it is not known."""
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, dict) and unknown:
        marked = dict(value or {})
        for name, part in unknown.items():
            if part is True or isinstance(part, dict | list):
                marked[name] = _marked(marked.get(name), part)
        return marked
    if isinstance(unknown, list) and unknown:
        items = value if isinstance(value, list) else []
        return [_marked(items[i] if i < len(items) else None, part) for i, part in enumerate(unknown)]
    return value
