"""A plan as people and programs read it."""

from __future__ import annotations

from infra.output import Column, print_json, print_table, print_text
from infra.terraform.saved_plan import SavedPlan
from infra.terraform.standing import Standing
from infra.terraform.summary import ORDER, Change, Summary


def print_plan(saved: SavedPlan, *, as_json: bool) -> None:
    """Print what a plan would do, what the gate says, and how it is gone on with."""
    if as_json:
        print_json({"fingerprint": saved.fingerprint, **saved.model_dump(mode="json")})
        return
    print_noteworthy(saved.summary)
    print_by_module(saved.summary)
    print_text(saved.summary.sentence)
    if saved.summary.drifted:
        print_text(f"Changed by somebody else than Terraform: {', '.join(saved.summary.drifted)}.")
    if saved.regions and saved.regions.moved is not False:
        print_text(f"{saved.regions.sentence} It is not applied while that is so.")
    for line in saved.verdict.blocking:
        print_text(f"  {line}")
    print_text(saved.verdict.sentence)
    print_text(f"Fingerprint {saved.fingerprint}, of {saved.identity.state}.")


def print_no_drift(standing: Standing, *, as_json: bool) -> None:
    """Print why nobody looks for changes that a failover made on purpose."""
    if as_json:
        print_json({"regions": standing.model_dump(mode="json")})
    else:
        print_text(f"{standing.sentence} What differs does so on purpose; drift is looked for after a failback.")


def print_noteworthy(found: Summary) -> None:
    """Print the changes that are read before anything is approved."""
    if found.noteworthy:
        print_table(["What", "Effect", "Resource"], [_row(change) for change in found.noteworthy])
        print_text()


def print_by_module(found: Summary) -> None:
    """Print how many resources of each module change, and how."""
    if found.changes:
        columns = ["Module", *(Column(effect.capitalize(), numeric=True) for effect in ORDER)]
        print_table(columns, [[name, *(found.count(effect, name) or "" for effect in ORDER)] for name in found.modules])
        print_text()


def _row(change: Change) -> list[str]:
    what = " and ".join(word for word, holds in (("data", change.holds_data), ("cost", change.costs)) if holds)
    return [what or "loss", change.effect, change.address]
