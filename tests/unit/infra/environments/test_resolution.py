"""What a process gets: the region goes before the process, the process before what all share."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.environments.reading import EnvironmentFile, read
from infra.environments.resolution import Stated, resolve
from infra.tree import Tree
from server.settings import Process
from tests.unit.infra.environments.planting import CHECKOUT


def read_with(tmp_path: Path, old: str, new: str) -> EnvironmentFile:
    text = (CHECKOUT / "infra/environments/production.yaml").read_text()
    assert old in text
    path = tmp_path / "infra/environments/production.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text.replace(old, new, 1))
    return read(Tree.of_directory(tmp_path), "production")


def resolved(file: EnvironmentFile, region: int, process: Process) -> dict[str, Stated]:
    return resolve(file.environment, file.environment.regions[region], process)


def test_a_region_goes_before_a_process_and_a_process_before_all(tmp_path: Path) -> None:
    shared = "    LOG_LEVEL: info\n"
    file = read_with(tmp_path, "      AWS_REGION: eu-west-1\n", "      AWS_REGION: eu-west-1\n      LOG_LEVEL: error\n")
    assert shared in (tmp_path / file.file).read_text()
    assert resolved(file, 0, Process.API)["LOG_LEVEL"].value == "info"
    assert resolved(file, 1, Process.API)["LOG_LEVEL"].value == "error"


def test_a_process_goes_before_all(tmp_path: Path) -> None:
    file = read_with(tmp_path, "  worker:\n    WORKER", "  worker:\n    DATABASE_POOL_SIZE: 3\n    WORKER")
    assert resolved(file, 0, Process.WORKER)["DATABASE_POOL_SIZE"].value == "3"
    assert resolved(file, 0, Process.CRON)["DATABASE_POOL_SIZE"].value == "10"


def test_a_process_gets_only_what_it_reads(tmp_path: Path) -> None:
    file = read_with(tmp_path, "cloud: aws", "cloud: aws")
    worker = resolved(file, 0, Process.WORKER)
    assert "SESSION_SIGNING_KEYS" not in worker
    assert "DATABASE_OWNER_URL" not in worker
    assert resolved(file, 0, Process.MIGRATE)["DATABASE_OWNER_URL"].source == "secrets"


def test_what_the_deployment_derives_and_what_has_a_default_say_so(tmp_path: Path) -> None:
    api = resolved(read_with(tmp_path, "cloud: aws", "cloud: aws"), 1, Process.API)
    assert (api["SYNDIC_REGION"].value, api["SYNDIC_REGION"].source) == ("eu-west-1", "deployment")
    assert (api["MAX_JSON_BYTES"].value, api["MAX_JSON_BYTES"].source) == ("10485760", "default")


@pytest.mark.parametrize(("process", "region"), [(p, r) for p in Process for r in (0, 1)])
def test_every_statement_leads_to_its_line(tmp_path: Path, process: Process, region: int) -> None:
    file = read_with(tmp_path, "cloud: aws", "cloud: aws")
    lines = (tmp_path / file.file).read_text().splitlines()
    for stated in resolved(file, region, process).values():
        if stated.path:
            assert lines[file.document.line(stated.path) - 1].strip().startswith(f"{stated.name}:")
