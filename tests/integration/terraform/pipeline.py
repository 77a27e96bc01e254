"""The jobs that plan and apply, run with the providers of the tests, in a clone that keeps states in files."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.terraform.stacks import Stack
from infra.terraform.workspace import Workspace
from tests.integration.permission.issuer import Issuer
from tests.integration.pipeline.recorded_contract_code_hosts import REPOSITORY, TOKEN, CodeHost
from tests.integration.release.versions import Versions
from tests.integration.terraform import running
from tests.jobs import clones
from tests.jobs.artifacts import Artifacts
from tests.jobs.clones import in_environment
from tests.jobs.runner import Finished, Runner, inherited
from tests.moto_server import moto_server
from tests.terraform_mirror import Terraform

FILE = "infrastructure.yaml"
PLAN = "Plan, and have the gate judge it"
ROLES = {"AWS_PLAN_ROLE": "plans", "AWS_APPLY_ROLE": "applies", "AWS_REGION": "eu-central-1"}
AZURE = {"AZURE_CLIENT_ID": "client", "AZURE_TENANT_ID": "tenant", "AZURE_SUBSCRIPTION_ID": "subscription"}
PUSHED = {"event_name": "push", "ref": "refs/heads/main", "repository": REPOSITORY, "token": TOKEN}
PROPOSED = {
    **PUSHED,
    "event_name": "pull_request",
    "event": {"pull_request": {"head": {"repo": {"full_name": REPOSITORY}}}},
}


@dataclass
class Pipeline:
    """The jobs, with the code host they run at."""

    runner: Runner
    host: CodeHost
    issuer: Issuer
    secrets: Mapping[str, str]
    """Variables of every job that nothing it writes may hold."""

    def workspace(self, environment: str, cloud: str) -> Workspace:
        """Where a job planned."""
        place = self.runner.place(".syndic/terraform") / environment / f"{cloud}-{Stack.PLATFORM}"
        return Workspace(self.runner.directory, place, environment, cloud, Stack.PLATFORM)

    def apply_staging(self, cloud: str) -> str:
        """Plan and apply; what was told of the plan."""
        return self._job(FILE, "staging", "staging", cloud).step(PLAN).stdout

    def apply_production(self, cloud: str) -> str:
        """Plan, let somebody else approve the job that follows, and apply; what was told of the plan."""
        planned = self._job(FILE, "plan", "production-plan", cloud)
        self._job(FILE, "production", "production", cloud, needs={"plan": {"outputs": planned.outputs}})
        return planned.step(PLAN).stdout

    def look_for_drift(self, environment: str, cloud: str) -> str:
        """Plan, and expect no changes; what was told."""
        matrix = {"environment": environment}
        ended = self._job("drift.yaml", "plan", f"{environment}-plan", cloud, matrix=matrix)
        return ended.step("Plan, and expect no changes").stdout

    def propose(self, environment: str, cloud: str) -> str:
        """Plan what a pull request changes; the comment on it."""
        self.runner.github = PROPOSED
        try:
            self._job(FILE, "propose", f"{environment}-plan", cloud, matrix={"environment": environment})
        finally:
            self.runner.github = PUSHED
        (comment,) = self.host.said
        return comment["body"]

    def _job(self, file: str, job: str, environment: str, cloud: str, **stated: Mapping[str, object]) -> Finished:
        in_environment(self.issuer, environment)
        settings = {"CLOUD": cloud, **(ROLES if cloud == "aws" else AZURE)}
        ended = self.runner.run(file, job, given=self.secrets, vars=settings, **stated)
        assert ended.failure is None, ended.failure
        return ended


@contextmanager
def running_pipeline(terraform: Terraform, directory: Path, secrets: Mapping[str, str]) -> Generator[Pipeline]:
    """The jobs while the block runs.

    Args:
        terraform: the providers.
        directory: where the clone and the states are kept.
        secrets: variables of every job that nothing it writes may hold.
    """
    versions = Versions(directory)
    for cloud in ("aws", "azure"):
        for environment in ("staging", "production"):
            kept = directory / "states" / f"{environment}-{cloud}"
            kept.mkdir(parents=True)
            backend = versions.clone / running.CODE / "stacks" / cloud / "backends" / f"{environment}.tf.json"
            backend.write_text(running.keep_state_in(kept).read_text())
    issuer = Issuer({"repository": REPOSITORY, "actor": "ada"})
    issuer.start()
    clones.believe(versions.clone, issuer, "staging", "production")
    versions.git("commit", "--quiet", "--all", "--message", "Keep states here, and believe the issuer of the test")
    clones.install(versions.clone)
    revision = versions.git("rev-parse", "HEAD").strip()
    issuer.claims |= {"sha": revision, "sub": f"repo:{REPOSITORY}"}
    providers = {name: value for name, value in terraform.environment.items() if name.startswith("TF_")}
    # Looks how the regions stand. There are no buckets before the first apply, and nothing here makes any.
    with CodeHost("github") as host, moto_server() as store:
        host.authors[revision] = "ada"
        host.reviews = [
            {"state": "approved", "comment": "", "user": {"login": "grace"}, "environments": [{"name": "production"}]}
        ]
        hosted = {name: value for name, value in host.variables.items() if name != "GITHUB_TOKEN"}
        signed_in = {"AWS_ACCESS_KEY_ID": "operator", "AWS_ENDPOINT_URL_S3": store}
        machine = {**inherited(), **providers, **hosted, **signed_in}
        left = (".syndic/pipeline", ".syndic/terraform", "approval.json")
        runner = Runner(versions.clone, Artifacts(directory / "artifacts"), PUSHED, machine, issuer.job, left=left)
        try:
            yield Pipeline(runner, host, issuer, secrets)
        finally:
            issuer.stop()
