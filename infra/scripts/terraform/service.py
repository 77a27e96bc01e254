"""Planning and applying one stack of one environment: Terraform, the gate, permissions and the record, wired."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from infra import locks
from infra.environments import reading
from infra.environments.environment import Kind
from infra.errors import OperatorError, PlatformUnreachableError
from infra.local.connection import connect_by_environment
from infra.local.files import make_private_directory
from infra.local.layout import find_main_layout
from infra.output import Progress
from infra.permission import Caller, Operation, require
from infra.platform import Platform
from infra.scripts.outbox import Outbox
from infra.scripts.pipeline.service import DIRECTORY
from infra.scripts.terraform import gating, record, regions
from infra.terraform import approval as approvals
from infra.terraform import decision, saved_plan, summary
from infra.terraform.running import Terraform
from infra.terraform.saved_plan import Identity, SavedPlan, State
from infra.terraform.stacks import Stack
from infra.terraform.standing import Standing, require_as_declared
from infra.terraform.workspace import Workspace
from infra.tree import Tree, checkout

Permit = Callable[[str, Operation], Caller]


@contextmanager
def platform_of_environment() -> Generator[Platform]:
    """The platform that operations on infrastructure are recorded in.

    Raises:
        PlatformUnreachableError: nobody said where it is.
    """
    with connect_by_environment() as platform:
        if platform is None:
            raise PlatformUnreachableError("SYNDIC_URL", "SYNDIC_URL and SYNDIC_API_TOKEN are not set")
        yield platform


class Infrastructure:
    """One stack of one environment on one cloud."""

    def __init__(
        self,
        workspace: Workspace,
        records: Path,
        display: Progress,
        *,
        permit: Permit = require,
        connect: Callable[[], AbstractContextManager[Platform]] = platform_of_environment,
        regions: Callable[[], Standing | None] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare to plan or apply.

        Args:
            workspace: where.
            records: where operation records wait for the platform.
            display: tells what is happening.
            permit: who may do what.
            connect: the platform that keeps the records.
            regions: how the regions stand; None where nothing fails over.
            now: the time.
        """
        self._workspace = workspace
        self._display = display
        self._permit = permit
        self._outbox = Outbox(records, connect)
        self._regions = regions
        self._now = now

    def moved(self) -> Standing | None:
        """How the regions stand after a failover, in which a plan is bound to find changes; None otherwise."""
        standing = self._regions()
        return standing if standing is not None and standing.moved else None

    def plan(self, *, migrate: bool = False) -> SavedPlan:
        """Make a plan, have the gate judge it, and keep it.

        Args:
            migrate: whether a state that is kept elsewhere moves to this backend.

        Raises:
            NotPermittedError: the caller may not plan here.
            UnknownStackError: the environment does not have the stack.
            TerraformFailedError: no plan can be made.
            LockHeldError: another run is under way.
        """
        where = self._workspace
        where.require_variables()
        planner = self._permit(where.environment, Operation.TERRAFORM_PLAN)
        standing = self._regions()
        if standing is not None and standing.moved is not False:
            # Said first: where a region is lost, Terraform may reach neither its state nor what it made.
            self._display.say(f"  {standing.sentence}")
        with self._held("plan"):
            where.forget()
            where.prepare()
            code = where.digest()
            terraform = Terraform(where.root, where.data)
            with self._display.step("Prepared and validated the stack"):
                terraform.init(cloud=where.in_cloud(), migrate=migrate)
            with self._display.step("Made the plan"):
                # Read before planning: a state that changes in between makes the plan stale, never the other way.
                state = terraform.state()
                made_at = self._now()
                plan = terraform.plan(where.variables, where.plan_file)
            with self._display.step("The policy gate judged it"):
                verdict = gating.judge(plan, where.source, where.checkout, made_at.date())
            identity = Identity(
                environment=where.environment,
                cloud=where.cloud,
                stack=where.stack,
                plan=saved_plan.digest_of_file(where.plan_file),
                code=code,
                state=state,
            )
            saved = SavedPlan(
                identity=identity,
                planner=planner.name,
                made_at=made_at,
                verdict=verdict,
                summary=summary.summarise(plan),
                regions=standing,
            )
            where.keep(saved)
        return saved

    def apply(self, approval_file: Path | None, *, approval_needed: bool) -> SavedPlan:
        """Apply the plan that waits, once.

        Args:
            approval_file: somebody else's approval of it.
            approval_needed: whether it takes one.

        Raises:
            NotPermittedError: the caller may not apply here.
            NoSavedPlanError: no plan waits.
            PlanRefusedError: it may not be applied; nothing was changed.
            TerraformFailedError: something could not be done; the record and the state say what was.
            LockHeldError: another run is under way.
        """
        where = self._workspace
        applier = self._permit(where.environment, Operation.TERRAFORM_APPLY)
        require_as_declared(self._regions(), where.environment)
        with self._held("apply"):
            saved = where.saved()
            approval = approvals.read(approval_file) if approval_file else None
            terraform = Terraform(where.root, where.data)
            if not where.data.is_dir():
                # A plan that was handed on comes without what it was made with: that is large, and has to be executed.
                where.take_over()
                with self._display.step("Prepared the stack of the plan"):
                    terraform.init(cloud=where.in_cloud(), migrate=False, chosen=True)
            found = decision.Found(
                moment=self._now(),
                plan=saved_plan.digest_of_file(where.plan_file),
                code=where.digest(),
                state=terraform.state(),
            )
            self._display.say(f"  {decision.permit(saved, found, approval, approval_needed=approval_needed)}")
            where.keep(saved.begun(found.moment))
            failure: str | None = "It ended before Terraform said how."
            try:
                with self._display.step("Applied it"):
                    terraform.apply(where.plan_file, where.log_file)
                failure = None
            except OperatorError as error:
                failure = str(error)
                raise
            except KeyboardInterrupt:
                failure = "It was interrupted; Terraform finished the resources it was at."
                raise
            finally:
                body = record.operation(
                    saved,
                    applier=applier.name,
                    approval=approval,
                    began_at=found.moment,
                    finished_at=self._now(),
                    state=_state_afterwards(terraform),
                    failure=failure,
                )
                self._outbox.put(body, saved.fingerprint)
                self._outbox.send(self._display)
        return saved

    @contextmanager
    def _held(self, verb: str) -> Generator[None]:
        place = make_private_directory(self._workspace.place)
        with locks.hold(place / "lock", f"syndic terraform {verb}"):
            yield


def _state_afterwards(terraform: Terraform) -> State | None:
    """The state; None when it cannot be read, which must not hide how the apply ended."""
    try:
        return terraform.state()
    except OperatorError:
        return None


def open_infrastructure(
    environment: str, cloud: str, stack: Stack, backend: str, state_directory: Path | None, display: Progress
) -> Infrastructure:
    """One stack of an environment, as the command line reaches it.

    Raises:
        UnknownEnvironmentError: there is no such environment.
    """
    root = checkout()
    reading.file_of(Tree.of_checkout(root), environment)
    common = find_main_layout(state_directory).common / "terraform"
    workspace = Workspace(root, common / environment / f"{cloud}-{stack}", environment, cloud, stack, backend)
    # In a pipeline they wait with the records of its stages, because the job has no right to send any.
    named = os.environ.get(DIRECTORY)
    return Infrastructure(
        workspace,
        Path(named) if named else common / "records",
        display,
        regions=lambda: regions.look(environment, cloud, stack),
    )


def approval_needed(environment: str) -> bool:
    """Whether plans of an environment need somebody else's approval.

    Raises:
        UnknownEnvironmentError: there is no such environment.
        InvalidEnvironmentError: its file cannot be used.
    """
    return reading.read(Tree.of_checkout(checkout()), environment).environment.kind is Kind.PRODUCTION
