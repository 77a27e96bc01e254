"""How the regions of an environment stand, as `syndic dr` wrote it down: in the object store of each."""

from __future__ import annotations

from infra.backups.cloud.standings import Standings
from infra.environments import reading
from infra.errors import OperatorError
from infra.scripts import reaching
from infra.terraform.stacks import Stack
from infra.terraform.standing import Standing, judge
from infra.tree import Tree, checkout


def look(environment: str, cloud: str, stack: Stack) -> Standing | None:
    """How the regions stand that a stack makes; None where nothing fails over.

    Raises:
        UnknownEnvironmentError: there is no such environment.
        InvalidEnvironmentError: its file cannot be used.
    """
    declared = reading.read(Tree.of_checkout(checkout()), environment).environment
    if stack is not Stack.PLATFORM or declared.cloud != cloud or declared.recovery is None:
        return None
    primary = next(region.name for region in declared.regions if region.role == "primary")
    try:
        stores = {one.name: reaching.evidence(declared, one, impatient=True) for one in declared.regions}
    except OperatorError as error:
        return judge(primary, primary, unread=[str(error).rstrip(".")])
    # Before the first apply there are no buckets, so nobody can have written into them.
    found = Standings(stores, primary).look(missing_is_empty=True)
    newest = found.newest
    if newest is None:
        return judge(primary, primary, unread=found.reasons)
    under_way = newest.under_way
    return judge(
        primary,
        newest.live,
        newest.fenced,
        f"A {under_way.procedure} of {under_way.region}" if under_way else None,
        found.reasons,
    )
