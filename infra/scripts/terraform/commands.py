"""`syndic terraform`. What its commands need is imported when they run, so that help is instant."""

from __future__ import annotations

from infra.options import Json
from infra.terraform.commands import app

__all__ = ["app"]


@app.command()
def variables(json: Json = False) -> None:
    """Write the variables and backends of the stacks from the environments' files and provisioning.yaml.

    Example: syndic terraform variables
    """
    from infra.output import print_json, print_text
    from infra.scripts.terraform import variables as generated
    from infra.tree import Tree, checkout

    root = checkout()
    changed = generated.write(root, Tree.of_checkout(root))
    if json:
        print_json({"changed": changed})
    else:
        print_text("\n".join(f"{file} was written." for file in changed) or "Variables and backends are current.")
