"""How releases are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from infra.output import print_json, print_table, print_text
from infra.scripts.release.decision import Decision, decide
from infra.scripts.release.plan import Plan
from infra.scripts.release.progress import Book, Ended
from infra.scripts.release.service import Releases
from infra.scripts.release.train import Journey, sentence
from infra.scripts.release.train import decide as next_stop
from infra.scripts.release.trains import Trains


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


def print_journey(journey: Journey, trains: Trains, *, as_json: bool) -> None:
    """How a release over several regions ended."""
    if as_json:
        newest = {name: releases.book().ended[:1] for name, releases in trains.regions.items()}
        regions = {name: ended[0].model_dump(mode="json") for name, ended in newest.items() if ended}
        print_json({"train": journey.model_dump(mode="json"), "regions": regions})
        return
    print_text(sentence(journey))
    print_text("Back: `syndic release rollback`. What happened: `syndic release history`.")


def print_plans(planned: Sequence[tuple[Plan, Sequence[Decision]]], *, as_json: bool) -> None:
    """What a release would do, in each region."""
    if as_json:
        documents = [_plan(plan, decisions) for plan, decisions in planned]
        print_json(documents[0] if len(documents) == 1 else {"regions": documents})
        return
    for plan, decisions in planned:
        rows = [[decision.step.key, decision.sentence] for decision in decisions]
        print_table(["Step", "What holds when it is done"], rows, title=plan.region)
    print_text("Nothing was changed.")


def print_status(releases: Releases | Trains, *, as_json: bool) -> None:
    """What runs where, and what is under way."""
    if isinstance(releases, Trains):
        _print_regions(releases, as_json=as_json)
        return
    if as_json:
        print_json(_status(releases))
        return
    _print_status(releases)


def print_history(releases: Releases | Trains, *, as_json: bool) -> None:
    """What happened so far, the newest first."""
    if isinstance(releases, Trains):
        found = [(name, ended) for name, region in releases.regions.items() for ended in region.book().ended]
        found.sort(key=lambda pair: pair[1].ended_at, reverse=True)
    else:
        found = [("", ended) for ended in releases.book().ended]
    if as_json:
        print_json({"releases": [{**({"region": n} if n else {}), **one.model_dump(mode="json")} for n, one in found]})
        return
    regions = any(name for name, _ in found)
    rows = [[*([name] if regions else []), *_history_row(one)] for name, one in found]
    heading = ["Ended", "Kind", "From", "To", "Outcome", "Took", "Why"]
    print_table([*(["Region"] if regions else []), *heading], rows)


def _plan(plan: Plan, decisions: Sequence[Decision]) -> dict[str, Any]:
    steps = [{"step": decision.step.key, "sentence": decision.sentence} for decision in decisions]
    return {"plan": plan.model_dump(mode="json"), "steps": steps}


def _print_regions(trains: Trains, *, as_json: bool) -> None:
    journey = trains.timetable().under_way
    if as_json:
        regions = {name: _status(releases) for name, releases in trains.regions.items()}
        print_json({"regions": regions, "train": journey.model_dump(mode="json") if journey else None})
        return
    for name, releases in trains.regions.items():
        _print_status(releases, title=name)
    stop = next_stop(journey) if journey else None
    if journey:
        print_text(f"{journey.train.subject} is under way; next: {stop.key if stop else 'end'}.")


def _print_status(releases: Releases, title: str | None = None) -> None:
    document = _status(releases)
    rows = [_row(colour) for colour in document["colours"]]
    print_table(["Colour", "Version", "Traffic", "Serves", "Works"], rows, title=title)
    under_way = document["under_way"]
    if under_way:
        print_text(f"Under way: {under_way['kind']} of {under_way['version']}; next: {under_way['next']}.")


def _status(releases: Releases) -> dict[str, Any]:
    return {
        "colours": [asdict(colour) for colour in releases.colours()],
        "under_way": _under_way(releases.book()),
    }


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


def _row(colour: Mapping[str, Any]) -> list[object]:
    return [
        colour["colour"],
        colour["version"],
        f"{colour['traffic_percent']}%",
        "yes" if colour["serves"] else "no",
        "yes" if colour["works"] else "no",
    ]


def _history_row(one: Ended) -> list[object]:
    return [
        one.ended_at.strftime("%Y-%m-%d %H:%M"),
        one.kind,
        one.old.version,
        one.new.version,
        one.outcome,
        f"{(one.ended_at - one.began_at).total_seconds():.0f} s",
        one.reason or "",
    ]
