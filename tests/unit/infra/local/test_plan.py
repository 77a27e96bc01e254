from __future__ import annotations

import pytest

from infra.local.plan import Action, Running, decide, decide_removals


@pytest.mark.parametrize(
    ("running", "action", "reason"),
    [
        (None, Action.START, "worker does not run yet."),
        (Running("new", meant_to_run=True), Action.KEEP, "worker runs as it should."),
        (Running("new", meant_to_run=False), Action.START, "worker was stopped."),
        (Running("old", meant_to_run=True), Action.REPLACE, "worker runs with an older configuration or version."),
        (Running("old", meant_to_run=False), Action.REPLACE, "worker runs with an older configuration or version."),
    ],
)
def test_each_state_leads_to_one_action_and_one_sentence(running: Running | None, action: Action, reason: str) -> None:
    decision = decide("worker", "new", running)

    assert (decision.action, decision.reason) == (action, reason)


def test_only_what_is_no_part_any_more_is_removed() -> None:
    running = {"worker": Running("a", meant_to_run=True), "mailer": Running("b", meant_to_run=True)}

    decisions = decide_removals(["worker", "cron"], running)

    assert [(decision.name, decision.action) for decision in decisions] == [("mailer", Action.REMOVE)]
    assert decisions[0].reason == "mailer is no part of the environment any more."
