"""What can go wrong when regions change roles, in drills of it, and in the clouds that they are in."""

from __future__ import annotations

from infra.errors import OperatorError, UsageError


class RegionAnswersError(OperatorError):
    """The region that is said to be lost answers."""

    def __init__(self, region: str, how: str) -> None:
        super().__init__(
            f"Region {region} is not lost: {how}. To change places without a loss, `syndic dr failback`; to give it up "
            "all the same, `syndic dr failover --force`."
        )


class RegionCannotBeFencedError(OperatorError):
    """A region that may still acknowledge writes cannot be reached."""

    def __init__(self, region: str) -> None:
        super().__init__(
            f"Region {region} cannot be reached, and writes do not wait for the standby: as long as it runs it may go "
            "on acknowledging writes that would be lost. End it by other means (its power, its host) and run "
            "`syndic dr failover --force`."
        )


class NoStandbyError(UsageError):
    """There is no region that could take over."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"No region can take over: {reason}.")


class NothingToFailBackError(UsageError):
    """Every region is where it was."""

    def __init__(self, live: str) -> None:
        super().__init__(f"There is nothing to fail back: region {live} is live, and no other one is known.")


class AnotherProcedureUnderWayError(OperatorError):
    """Another procedure is not finished."""

    def __init__(self, procedure: str, region: str) -> None:
        command = "failback" if procedure == "switchover" else procedure
        super().__init__(f"A {procedure} of region {region} is under way. `syndic dr {command}` goes on with it.")


class StepFailedError(OperatorError):
    """A database refused a step of a failover."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__(f"The step {step} failed: {reason}. Repeat the command; it goes on with this step.")


class NotRecoveredError(OperatorError):
    """A step of a failover did not come true in time."""

    def __init__(self, what: str, seconds: float) -> None:
        super().__init__(f"{what} within {seconds:g} seconds. Repeat the command; it goes on where it ended.")


class DrillNotProbedError(OperatorError):
    """The prober of a drill got no acknowledgement."""

    def __init__(self, when: str, seconds: float) -> None:
        super().__init__(
            f"Too few rows, objects or answers were acknowledged {when} the loss within {seconds:g} seconds, so the "
            "drill says nothing. `syndic status` shows what does not run."
        )


class NotServedError(OperatorError):
    """What was restored is there, and users get no answers."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The data is back, but no request was answered through the entry for long enough within {seconds:g} "
            "seconds. `syndic status` shows what does not run."
        )


class NothingToLoseError(OperatorError):
    """A drill would prove nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The drill would prove nothing: {reason}. `syndic demo` fills the platform.")


class CloudUnreachableError(OperatorError):
    """A region's interface does not answer."""

    def __init__(self, region: str, reason: str) -> None:
        super().__init__(f"The interface of the cloud in {region} does not answer: {reason}.")


class CloudRefusedError(OperatorError):
    """A cloud refuses a request."""

    def __init__(self, what: str, region: str, code: str, reason: str) -> None:
        self.code = code
        super().__init__(
            f"The cloud in {region} refuses to {what}: {code}: {' '.join(reason.split())} Repeat the command when that "
            "is settled; it goes on with this step."
        )


class NoDatabaseError(OperatorError):
    """A managed database is not there."""

    def __init__(self, name: str, region: str) -> None:
        super().__init__(
            f"There is no database {name} in {region}, and none that was put aside under its name. Look what "
            "`recovery.database` of the environment's file names, and what the cloud has."
        )


class NoFailoverRecordsError(OperatorError):
    """A name does not fail over."""

    def __init__(self, name: str, place: str, region: str) -> None:
        super().__init__(
            f"{name} in {place} has no failover record or origin of {region}, so users cannot be led there. The "
            "module edge of infra/terraform makes it."
        )


class NoVirtualEndpointError(OperatorError):
    """Two flexible servers could not change roles."""

    def __init__(self, server: str) -> None:
        super().__init__(
            f"{server} has no virtual endpoint that both servers are members of. Without one Azure cannot make the "
            "old primary a replica, and there would be two that take writes. Add it: infra/terraform makes one."
        )


class NotDemotedError(OperatorError):
    """An old primary was not made a replica."""

    def __init__(self, server: str) -> None:
        super().__init__(
            f"{server} takes writes although the other one was promoted: Azure has not made it a replica yet. It was "
            "told to begin transactions read-only. Repeat the command; when it stays like this, delete the server and "
            "make a replica under its name."
        )


class AnotherOperatorError(OperatorError):
    """Somebody else changes which region is live."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"Somebody else is changing how the regions stand ({place}). `syndic dr status` shows what is under way; "
            "when nobody works on it any more, repeat the command and it goes on."
        )


class UnreadableStandingError(OperatorError):
    """How the regions stand is not known."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"How the regions stand cannot be read: {reason}. It is kept under recovery/ in the object store of each "
            "region, and the highest number counts."
        )
