"""The operator's jobs as a cluster runs them: backed up, proved, pruned and rotated by what the manifests say."""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from infra.kubernetes.manifests import Manifest, containers
from infra.local import object_store
from infra.local.certificates import Authority
from infra.local.object_store import ObjectStore, StorePorts
from infra.local.object_store_bucket import client
from infra.local.object_store_configuration import AccessKey, bucket_identity
from infra.local.postgresql import SUPERUSER, Cluster, Role, running_postgresql
from infra.local.programs import running
from infra.scripts.rotate.database_memory import TABLE
from server.migrations.runner import migrate
from tests.integration.backups.test_declared import key
from tests.integration.containers.conftest import Images
from tests.integration.containers.engine import Docker
from tests.integration.containers.outside import HOST, Certificate, database_passed_on, passed_on, signed
from tests.integration.containers.region import (
    ACCOUNT,
    AUTHORITIES,
    AWAY,
    DATABASE,
    HOME,
    ROLE,
    USERS,
    Administrator,
    Region,
)
from tests.integration.environment import consecutive_free_ports, free_port
from tests.integration.local.waiting import until
from tests.integration.secrets.services import Aws

DAYS = 7
USER = 10001
AGED = timedelta(days=40)
SCRATCH, MEMORY = "/tmp", "/dev/shm"  # noqa: S108 - of containers


@contextmanager
def migrated(directory: Path) -> Generator[Cluster]:
    """A PostgreSQL with the platform's database."""
    signing_in = (Role.OWNER, Role.API, Role.WORKER, Role.CRON)
    passwords = {role: secrets.token_urlsafe(24) for role in signing_in}
    with running_postgresql(directory, free_port(), passwords) as cluster:
        migrate(cluster.url(Role.OWNER), lambda _sentence: None)
        yield cluster


@contextmanager
def amazon(directory: Path) -> Generator[Aws]:
    """The account of staging."""
    server = Aws(directory)
    server.service.environment = {"MOTO_ACCOUNT_ID": ACCOUNT}
    try:
        server.start()
        yield server
    finally:
        server.service.kill()


@contextmanager
def buckets(directory: Path, operator: AccessKey) -> Generator[ObjectStore]:
    """The buckets of both regions, for whoever holds the role's credentials; those of backups lock what is written."""
    ports = StorePorts.consecutive(consecutive_free_ports(10))
    nobody = bucket_identity("nobody", object_store.BUCKET, AccessKey.generate())
    store = ObjectStore(directory, ports, Authority(directory / "certificates"), operator, (nobody,))
    program = object_store.configure(store)
    with running(program, directory / "log", lambda: object_store.unready_reason(store), object_store.STARTUP_SECONDS):
        s3 = client(store.endpoint, store.region, store.ca_file, operator)
        rule = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": DAYS}}
        for region in (HOME, AWAY):
            s3.create_bucket(Bucket=f"syndic-staging-{region}")
            kept = f"syndic-staging-backups-{region}"
            s3.create_bucket(Bucket=kept, ObjectLockEnabledForBucket=True)
            locked = {"ObjectLockEnabled": "Enabled", "Rule": rule}
            s3.put_object_lock_configuration(Bucket=kept, ObjectLockConfiguration=locked)
        yield store


class Scene:
    """The region with a platform in it."""

    def __init__(self, docker: Docker, images: Images, directory: Path, stack: ExitStack) -> None:
        gateway = docker.gateway()
        self.postgresql = stack.enter_context(migrated(directory / "postgresql"))
        self.aws = stack.enter_context(amazon(directory))
        given = self.aws.client("sts").assume_role(RoleArn=ROLE, RoleSessionName="job")["Credentials"]
        operator = AccessKey(given["AccessKeyId"], given["SecretAccessKey"])
        self.store = stack.enter_context(buckets(directory / "store", operator))
        authorities = directory / "authorities"
        of = {name: signed(authorities, name) for name in (DATABASE, USERS, HOST)}
        (authorities / "database.pem").write_bytes(of[DATABASE].authority.read_bytes())
        everyone = authorities / "everyone.pem"
        everyone.write_text("".join(one.authority.read_text() for one in of.values()))
        stack.enter_context(database_passed_on(gateway, self.postgresql.port, of[DATABASE], at=5432))
        store = stack.enter_context(
            passed_on(gateway, self.store.ports.s3, certificate=of[HOST], authority=self.store.ca_file)
        )
        services = f"http://{HOST}:{stack.enter_context(passed_on(gateway, self.aws.port))}"
        cloud = {
            "AWS_ACCESS_KEY_ID": operator.access_key_id,
            "AWS_SECRET_ACCESS_KEY": operator.secret_access_key,
            "AWS_CA_BUNDLE": f"{AUTHORITIES}/{everyone.name}",
            "SSL_CERT_FILE": f"{AUTHORITIES}/{everyone.name}",
            "AWS_ENDPOINT_URL_S3": f"https://{HOST}:{store}",
            **{f"AWS_ENDPOINT_URL_{name}": services for name in ("STS", "SECRETS_MANAGER", "RDS", "ROUTE_53")},
        }
        hosts = dict.fromkeys((HOST, DATABASE, USERS), gateway)
        self.region = Region(docker, images, authorities, cloud, hosts)
        stack.callback(self.region.stop)
        self._keep_secrets()
        self.platform = self._platform(of[USERS], authorities, stack, gateway)
        self._keep("integrations", platform_token=self.platform.token())
        self.region.cloud = {**cloud, "SYNDIC_CA_FILE": f"{AUTHORITIES}/{everyone.name}"}

    def _platform(self, certificate: Certificate, authorities: Path, stack: ExitStack, gateway: str) -> Administrator:
        """Start a server, and lead users to it."""
        tls = authorities.parent / "tls"
        tls.mkdir()
        (tls / "tls.crt").write_bytes(certificate.certificate.read_bytes())
        (tls / "tls.key").write_bytes(certificate.key.read_bytes())
        os.chown(tls / "tls.key", USER, USER)
        # A minute is long for a test.
        quick = {"SECRETS_REFRESH_SECONDS": "1"}
        docker = self.region.docker
        server = self.region.start("server-blue", quick, {"certificate": tls}, "--publish=127.0.0.1::8000")
        published = docker.inspect(server)["NetworkSettings"]
        port = int(published["Ports"]["8000/tcp"][0]["HostPort"])
        self.region.hosts["api.syndic"] = published["Networks"]["bridge"]["IPAddress"]
        until(lambda: _ready(docker, server), "the server to be ready")
        stack.enter_context(passed_on(gateway, port, at=443))
        administrator = Administrator.of(docker, server, port, certificate.authority)
        stack.callback(administrator.client.close)
        return administrator

    def _keep_secrets(self) -> None:
        for role in (Role.OWNER, Role.API, Role.WORKER, Role.CRON):
            name = f"database-{role.name.lower()}"
            self._keep(name, username=role, password=self.postgresql.passwords[role])
        self._keep("database-administrator", username=SUPERUSER, password=self.postgresql.superuser_password)
        self._keep("sessions", signing_keys=json.dumps([{"id": "first", "key": os.urandom(32).hex()}]))
        self._keep("backups", encryption_key=json.dumps([key("first")]))

    def _keep(self, name: str, **values: str) -> None:
        secret = f"syndic/staging/{name}"
        self.aws.client("secretsmanager").create_secret(Name=secret, SecretString=json.dumps(values))

    def kept(self, name: str) -> dict[str, str]:
        found = self.aws.client("secretsmanager").get_secret_value(
            SecretId=f"syndic/staging/{name}", VersionStage="AWSCURRENT"
        )
        return json.loads(found["SecretString"])

    def age(self, *names: str) -> None:
        """Have the rotation believe that it saw secrets long ago for the first time."""
        with psycopg.connect(self.postgresql.url(SUPERUSER), autocommit=True) as connection:
            (book,) = connection.execute(f"SELECT book FROM {TABLE}").fetchone() or ({},)  # noqa: S608
            for name in names:
                book["known"][name]["first_seen_at"] = (datetime.now(UTC) - AGED).isoformat()
            connection.execute(f"UPDATE {TABLE} SET book = %s", (json.dumps(book),))  # noqa: S608


def _ready(docker: Docker, server: str) -> bool:
    ask = "import urllib.request as r; r.urlopen('http://127.0.0.1:9000/readyz')"
    return docker.run("exec", server, "python3", "-c", ask, check=False).returncode == 0


@pytest.fixture(scope="module")
def scene(docker: Docker, images: Images, tmp_path_factory: pytest.TempPathFactory) -> Generator[Scene]:
    """The region, with one server."""
    directory = tmp_path_factory.mktemp("region")
    directory.chmod(0o755)  # it is mounted into containers whose user is another one
    with ExitStack() as stack:
        yield Scene(docker, images, directory, stack)


def test_a_backup_is_made_proved_and_kept_by_the_jobs_of_the_cluster(scene: Scene) -> None:
    made = scene.region.run("backup")
    assert made.returncode == 0, f"{made.stdout}{made.stderr}"
    assert "waits" not in made.stderr
    assert [one["outcome"] for one in scene.platform.records("backup")] == ["succeeded"] * 3

    proved = scene.region.run("verify")
    assert proved.returncode == 0, f"{proved.stdout}{proved.stderr}"
    (record,) = scene.platform.records("backup-verification")
    assert (record["outcome"], record["environment"]) == ("succeeded", "staging")
    assert "into a scratch database" in record["summary"]

    kept = scene.region.run("prune", "--json")
    assert kept.returncode == 0, kept.stderr
    assert {one["keep"] for one in json.loads(kept.stdout)} == {True}


def test_a_backup_that_cannot_reach_its_database_ends_with_one_sentence(scene: Scene) -> None:
    addresses = scene.region.hosts.copy()
    scene.region.hosts[DATABASE] = "127.0.0.1"
    try:
        done = scene.region.run("backup")
    finally:
        scene.region.hosts = addresses
    assert done.returncode == 1
    assert "ERROR: " in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_due_is_rotated_while_a_server_uses_it(scene: Scene) -> None:
    first = scene.region.run("rotate")
    assert first.returncode == 0, f"{first.stdout}{first.stderr}"
    assert scene.platform.records("rotation") == []
    aged = ("database-api", "database-owner")
    before = {name: scene.kept(name)["username"] for name in aged}

    scene.age(*aged)
    done = scene.region.run("rotate")
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    after = {name: scene.kept(name)["username"] for name in aged}
    assert set(after.values()).isdisjoint(before.values())
    assert scene.platform.client.get("/api/systems").is_success
    # The database has a table now that is the administrator's alone, and backups go on.
    again = scene.region.run("backup")
    assert again.returncode == 0, f"{again.stdout}{again.stderr}"


def test_a_drill_is_let_begin_and_says_what_is_not_here(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    done = scene.region.run("drill")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (reason,) = [line for line in done.stderr.splitlines() if line.startswith("ERROR: ")]
    with capsys.disabled():
        sys.stdout.write(f"\nnot run here: a drill: {reason.removeprefix('ERROR: ')}\n")


LOOK = """
import os, json, pathlib
status = pathlib.Path("/proc/self/status").read_text().split()
written = {}
for place in ("/app", "/opt/syndic", "/tmp", "/dev/shm"):
    try:
        pathlib.Path(place, "written").touch()
        written[place] = True
    except OSError:
        written[place] = False
print(json.dumps({
    "user": os.getuid(),
    "capabilities": status[status.index("CapEff:") + 1],
    "new privileges": status[status.index("NoNewPrivs:") + 1] == "0",
    "written": written,
}))
"""


@pytest.mark.parametrize(("job", "memory"), [("backup", True), ("verify", True), ("rotate", False)])
def test_a_job_is_confined(scene: Scene, job: str, memory: bool) -> None:
    done = scene.region.look(job, LOOK)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["user"], found["capabilities"], found["new privileges"]) == (USER, "0" * 16, False)
    # What has no volume there has the 64 MiB of every container.
    assert found["written"] == {"/app": False, "/opt/syndic": False, SCRATCH: True, MEMORY: True}
    mounted = {mount["mountPath"] for mount in container_of(scene, job)["volumeMounts"]}
    assert (MEMORY in mounted) is memory


def container_of(scene: Scene, job: str) -> Manifest:
    (container,) = containers(scene.region.object("CronJob", job))
    return container
