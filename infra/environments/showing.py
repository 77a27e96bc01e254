"""Prints what `syndic config show` and `syndic config diff` found."""

from __future__ import annotations

from collections.abc import Sequence

from infra.environments.comparison import Deviation
from infra.environments.environment import Environment, Region
from infra.environments.errors import UnknownProcessError, UnknownRegionError
from infra.environments.reading import EnvironmentFile
from infra.environments.resolution import Stated, resolve
from infra.output import print_json, print_table, print_text
from server.settings import Process


def print_settings(file: EnvironmentFile, region: str | None, process: str | None, *, as_json: bool) -> None:
    """Print every setting of the chosen regions and processes.

    Raises:
        UnknownRegionError, UnknownProcessError: there is none of that name.
    """
    environment = file.environment
    rows = [
        (chosen.name, reader, stated)
        for chosen in _regions(environment, region)
        for reader in _processes(process)
        for stated in resolve(environment, chosen, reader).values()
    ]
    if as_json:
        entries = [
            {
                "region": name,
                "process": reader.value,
                "name": stated.name,
                "value": stated.value,
                "source": stated.source,
                "line": _line(file, stated),
            }
            for name, reader, stated in rows
        ]
        print_json({"environment": environment.model_dump(mode="json"), "settings": entries})
        return
    print_text(f"{environment.name}: {environment.description}\n")
    columns = ["Region", "Process", "Setting", "Value or reference", "Stated"]
    print_table(columns, [[name, reader, s.name, s.value, _where(file, s)] for name, reader, s in rows])


def print_differences(left: Environment, right: Environment, found: Sequence[Deviation], *, as_json: bool) -> None:
    """Print where two environments differ."""
    if as_json:
        print_json({"left": left.name, "right": right.name, "differences": [_as_json(item) for item in found]})
    elif not found:
        print_text(f"{left.name} and {right.name} do not differ.")
    else:
        rows = [[item.path, _shown(item.left), _shown(item.right), _reason(left, right, item)] for item in found]
        print_table(["Where", left.name, right.name, "Reason"], rows)


def _regions(environment: Environment, name: str | None) -> list[Region]:
    found = [region for region in environment.regions if name in (None, region.name)]
    if not found:
        raise UnknownRegionError(environment.name, str(name), [region.name for region in environment.regions])
    return found


def _processes(name: str | None) -> list[Process]:
    found = [process for process in Process if name in (None, process.value)]
    if not found:
        raise UnknownProcessError(str(name), [process.value for process in Process])
    return found


def _line(file: EnvironmentFile, stated: Stated) -> int | None:
    return file.document.line(stated.path) if stated.path else None


def _where(file: EnvironmentFile, stated: Stated) -> str:
    return f"{file.file}:{_line(file, stated)}" if stated.path else stated.source


def _as_json(item: Deviation) -> dict[str, object]:
    reason = item.declared.reason if item.declared else None
    return {"path": item.path, "left": item.left, "right": item.right, "reason": reason}


def _reason(left: Environment, right: Environment, item: Deviation) -> str:
    if item.declared:
        return item.declared.reason
    mirrored = any(one.mirror and one.mirror.of == other.name for one, other in ((left, right), (right, left)))
    return "NOT DECLARED" if mirrored else ""


def _shown(value: object) -> str:
    return "(absent)" if value is None else str(value)
