from __future__ import annotations

import os
from pathlib import Path

import pytest
from dotenv import dotenv_values

from infra.local import credentials, ports, processes
from infra.local.composition import Composition, compose
from infra.local.layout import Layout
from server.settings import Process, declared


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = Layout(tmp_path, tmp_path / ".syndic")
    layout.make()
    return layout


def composed(layout: Layout) -> Composition:
    chosen = ports.choose({}, seed="a", free=lambda _port: True)
    return compose(layout, chosen, credentials.ensure(layout.env_file))


def read_settings(composition: Composition, process: Process) -> dict[str, str | None]:
    processes.write_settings(composition.platform, process)
    return dict(dotenv_values(composition.platform.env_file(process), interpolate=False))


def test_the_environment_has_every_service_in_the_order_it_is_started(layout: Layout) -> None:
    assert [service.name for service in composed(layout).services] == [
        "postgresql",
        "object-store",
        "server-1",
        "server-2",
        "worker",
        "cron",
        "client",
        "proxy",
    ]


def test_every_port_belongs_to_one_service(layout: Layout) -> None:
    composition = composed(layout)

    names = [name for service in composition.services for name in service.ports]
    assert sorted(names) == sorted(ports.NAMES)


def test_to_compose_touches_nothing(layout: Layout) -> None:
    composition = composed(layout)
    before = sorted(layout.state.rglob("*"))

    compose(layout, composition.ports, credentials.read(layout.env_file))

    assert sorted(layout.state.rglob("*")) == before


@pytest.mark.parametrize("process", list(Process))
def test_each_process_is_told_every_setting_it_requires_and_none_it_does_not_declare(
    layout: Layout, process: Process
) -> None:
    told = read_settings(composed(layout), process)

    wanted = {name: field for name, (field, readers) in declared().items() if process in readers}
    assert set(told) <= set(wanted)
    assert {name for name, field in wanted.items() if field.is_required()} <= set(told)


def test_only_the_migration_can_become_the_owner_of_the_schema(layout: Layout) -> None:
    composition = composed(layout)

    for process in Process:
        told = " ".join(value or "" for value in read_settings(composition, process).values())
        assert ("syndic_owner" in told) is (process is Process.MIGRATE)


def test_settings_files_are_closed_to_others(layout: Layout) -> None:
    composition = composed(layout)
    processes.write_settings(composition.platform, Process.API)

    assert composition.platform.env_file(Process.API).stat().st_mode & 0o777 == 0o600


def test_a_setting_in_the_users_file_wins(layout: Layout) -> None:
    credentials.ensure(layout.env_file)
    with layout.env_file.open("a") as file:
        file.write("LOG_LEVEL=debug\nWORKER_CONCURRENCY=5\n")

    told = read_settings(composed(layout), Process.WORKER)

    assert (told["LOG_LEVEL"], told["WORKER_CONCURRENCY"]) == ("debug", "5")


def test_a_changed_setting_restarts_the_processes_that_read_it_and_no_others(layout: Layout) -> None:
    def programs(composition: Composition) -> dict[str, object]:
        return {service.name: service.configure() for service in composition.services if service.name != "postgresql"}

    before = programs(composed(layout))
    with layout.env_file.open("a") as file:
        file.write("WORKER_CONCURRENCY=5\n")
    after = programs(composed(layout))

    assert {name for name, program in before.items() if program != after[name]} == {"worker"}


def test_secrets_stay_inside_a_state_directory_that_is_not_the_checkouts_own(tmp_path: Path) -> None:
    assert Layout(tmp_path, tmp_path / ".syndic").env_file == tmp_path / ".env"
    assert Layout(tmp_path, tmp_path / "other").env_file == tmp_path / "other" / ".env"


def test_a_newer_source_restarts_the_processes(tmp_path: Path) -> None:
    source = tmp_path / "server" / "app.py"
    source.parent.mkdir()
    source.write_text("one = 1\n")
    before = processes.source_digest(tmp_path)
    os.utime(source)
    assert processes.source_digest(tmp_path) == before

    source.write_text("one = 2\n")
    assert processes.source_digest(tmp_path) != before
