"""What the steps of a failover turn, one method for each; machines and clouds say how."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

import psycopg

from infra.backups.errors.regions import StepFailedError
from infra.backups.failover import Act, UnderWay


class RegionTarget(ABC):
    """Two regions. Every method can be repeated, and returns what it found or did, as a clause."""

    def act(self, act: Act, under_way: UnderWay) -> str:
        """Carry a step out.

        Raises:
            StepFailedError: a database refused it, or did not answer.
            OperatorError: it failed for another reason.
        """
        try:
            return self._steps()[act](under_way)
        except psycopg.Error as error:
            raise StepFailedError(act, " ".join(str(error).split())) from error

    def _steps(self) -> Mapping[Act, Callable[[UnderWay], str]]:
        return {
            Act.CONFIRM_LOSS: self._confirm_loss,
            Act.STOP_WRITES: self._stop_writes,
            Act.CATCH_UP: self._catch_up,
            Act.FENCE: self._fence,
            Act.PROMOTE: self._promote,
            Act.TAKE_OVER_OBJECTS: self._take_over_objects,
            Act.START: self._start,
            Act.ROUTE: self._route,
            Act.VERIFY: self._verify,
            Act.REJOIN_DATABASE: self._rejoin_database,
            Act.FOLLOW: self._follow,
            Act.REPAIR_OBJECTS: self._repair_objects,
            Act.AWAIT_STANDBY: self._await_standby,
        }

    @abstractmethod
    def _confirm_loss(self, under_way: UnderWay) -> str:
        """Look several times: what answers is not lost, unless a person says so."""

    @abstractmethod
    def _stop_writes(self, under_way: UnderWay) -> str:
        """Have the live region, which is well, take no writes; what is under way ends first."""

    @abstractmethod
    def _catch_up(self, under_way: UnderWay) -> str:
        """Wait until the standby has all that was written."""

    @abstractmethod
    def _fence(self, under_way: UnderWay) -> str:
        """Write down that the region is given up, then see that it takes no write."""

    @abstractmethod
    def _promote(self, under_way: UnderWay) -> str:
        """Have the other region's database take writes."""

    @abstractmethod
    def _take_over_objects(self, under_way: UnderWay) -> str:
        """Have the other region's object store follow nobody."""

    @abstractmethod
    def _start(self, under_way: UnderWay) -> str:
        """Start what stood by in the other region."""

    @abstractmethod
    def _route(self, under_way: UnderWay) -> str:
        """Lead users there."""

    @abstractmethod
    def _verify(self, under_way: UnderWay) -> str:
        """See that users can read and write."""

    @abstractmethod
    def _rejoin_database(self, under_way: UnderWay) -> str:
        """Have the database be what it was before the two parted, or a copy."""

    @abstractmethod
    def _follow(self, under_way: UnderWay) -> str:
        """Have the region follow the live one."""

    @abstractmethod
    def _repair_objects(self, under_way: UnderWay) -> str:
        """Bring what was acknowledged in the lost region and not copied yet back, and look the rest through."""

    @abstractmethod
    def _await_standby(self, under_way: UnderWay) -> str:
        """Have writes wait for the standby as they are meant to."""
