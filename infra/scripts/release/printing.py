"""How releases are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from infra.local.composition import Composition
from infra.output import print_json, print_table, print_text
from infra.scripts.release.decision import Decision, decide
from infra.scripts.release.plan import Plan
from infra.scripts.release.progress import Book, Ended


def print_ended(ended: Ended, *, as_json: bool) -> None:
    """How a release ended."""
    if as_json:
        print_json(ended.model_dump(mode="json"))
        return
    seconds = (ended.ended_at - ended.began_at).total_seconds()
    print_text(
        f"{ended.new.version} serves all users on {ended.new.colour}, in place of {ended.old.version}, "
        f"after {seconds:.0f} seconds."
    )
    print_text("Back: `syndic release rollback`. What happened: `syndic release history`.")


def print_plan(plan: Plan, decisions: Sequence[Decision], *, as_json: bool) -> None:
    """What a release would do."""
    if as_json:
        steps = [{"step": decision.step.key, "sentence": decision.sentence} for decision in decisions]
        print_json({"plan": plan.model_dump(mode="json"), "steps": steps})
        return
    print_table(["Step", "What holds when it is done"], [[d.step.key, d.sentence] for d in decisions])
    print_text("Nothing was changed.")


def print_status(composition: Composition, book: Book, *, as_json: bool) -> None:
    """What runs where, and what is under way."""
    meant = composition.deployment
    rows = [
        {
            "colour": str(colour),
            "version": slot.release.version,
            "revision": slot.release.revision,
            "traffic_percent": meant.weights.get(colour, 0),
            "serves": slot.serves,
            "works": slot.works,
        }
        for colour, slot in sorted(meant.slots.items())
    ]
    under_way = _under_way(book)
    if as_json:
        print_json({"colours": rows, "under_way": under_way})
        return
    print_table(["Colour", "Version", "Traffic", "Serves", "Works"], [_row(row) for row in rows])
    if under_way:
        print_text(f"Under way: {under_way['kind']} of {under_way['version']}; next: {under_way['next']}.")


def print_history(ended: Sequence[Ended], *, as_json: bool) -> None:
    """What happened so far, the newest first."""
    if as_json:
        print_json({"releases": [one.model_dump(mode="json") for one in ended]})
        return
    rows = [
        [
            one.ended_at.strftime("%Y-%m-%d %H:%M"),
            one.kind,
            one.old.version,
            one.new.version,
            one.outcome,
            f"{(one.ended_at - one.began_at).total_seconds():.0f} s",
            one.reason or "",
        ]
        for one in ended
    ]
    print_table(["Ended", "Kind", "From", "To", "Outcome", "Took", "Why"], rows)


def _under_way(book: Book) -> dict[str, Any] | None:
    if book.under_way is None:
        return None
    plan, decision = book.under_way.plan, decide(book.under_way)
    return {
        "kind": plan.kind,
        "version": plan.new.version,
        "returning": book.under_way.returning,
        "next": decision.step.key if decision else "end",
    }


def _row(row: dict[str, Any]) -> list[object]:
    return [
        row["colour"],
        row["version"],
        f"{row['traffic_percent']}%",
        "yes" if row["serves"] else "no",
        "yes" if row["works"] else "no",
    ]
