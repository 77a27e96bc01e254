"""What the commands about images print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from infra.containers.images import Build
from infra.containers.service import MEGABYTE, Built
from infra.output import Column, print_json, print_table, print_text


def print_built(
    built: Sequence[Built], plan: Build, bills: Sequence[Path], manifest: Path | None, *, as_json: bool
) -> None:
    """Print what was built and pushed."""
    if as_json:
        print_json(
            {
                "version": plan.version.version,
                "revision": plan.version.revision,
                "builder": plan.builder,
                "images": [
                    {
                        "name": each.image.name,
                        "tag": each.tag,
                        "id": each.id,
                        "size_bytes": each.size_bytes,
                        "seconds": round(each.seconds, 1),
                    }
                    for each in built
                ],
                "bills": [str(bill) for bill in bills],
                "manifest": str(manifest) if manifest else None,
            }
        )
        return
    rows = [[f"{each.image.name}:{each.tag}", each.id[7:19], f"{each.size_bytes / MEGABYTE:.0f} MB"] for each in built]
    print_table(["IMAGE", "ID", Column("SIZE", numeric=True)], rows)
    for bill in bills:
        print_text(f"Bill of materials: {bill}")
    if manifest:
        print_text(f"Release manifest: {manifest}")
