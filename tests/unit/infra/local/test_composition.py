from __future__ import annotations

import os
from pathlib import Path

import pytest

from infra.local import credentials, deployment, object_store, ports, processes, wal_archive
from infra.local.composition import Composition, compose
from infra.local.deployment import Colour, Deployment, Slot
from infra.local.layout import Layout
from infra.local.releases import of_checkout, source_digest
from server.settings import (
    ApiSettings,
    CronSettings,
    Process,
    RetentionSettings,
    WorkerSettings,
    declared,
    load_settings,
)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = Layout(tmp_path, tmp_path / ".syndic")
    layout.make()
    (tmp_path / "client").mkdir()
    (tmp_path / "client" / "Caddyfile").touch()
    return layout


def composed(layout: Layout, meant: Deployment | None = None) -> Composition:
    chosen = ports.choose({}, seed="a", free=lambda _port: True)
    return compose(layout, chosen, credentials.ensure(layout.env_file), meant)


def both_colours(layout: Layout) -> Deployment:
    slot = Slot(release=of_checkout(layout), serves=True, works=True)
    return deployment.first(layout).with_slot(Colour.GREEN, slot)


def told(composition: Composition, process: Process) -> dict[str, str]:
    """The settings among the variables of a process."""
    variables = processes.variables(composition.platform, process)
    return {name: value for name, value in variables.items() if name in declared()}


def test_the_environment_has_every_service_in_the_order_it_is_started(layout: Layout) -> None:
    assert [service.name for service in composed(layout).services] == [
        "postgresql",
        "object-store",
        "server-1-blue",
        "server-2-blue",
        "worker-blue",
        "cron-blue",
        "client-blue",
        "proxy",
    ]


def test_the_log_is_archived_once_somebody_asked_for_it(layout: Layout) -> None:
    assert not wal_archive.is_on(layout)
    wal_archive.turn_on(layout)
    [archiver] = [service for service in composed(layout).services if service.name == wal_archive.NAME]
    assert str(layout.common) in archiver.configure().argv
    assert archiver.unready() == "it has not reported yet"
    wal_archive.report(layout, "the store does not answer")
    assert archiver.unready() == "the store does not answer"
    wal_archive.report(layout, "")
    assert archiver.unready() is None


def test_every_port_belongs_to_one_service(layout: Layout) -> None:
    composition = composed(layout, both_colours(layout))

    names = [name for service in composition.services for name in service.ports]
    of_two_regions = [ports.PROXY_OF_REGION, object_store.FOLLOWER]
    assert sorted([*names, *of_two_regions]) == sorted(ports.NAMES)


def test_to_compose_touches_nothing(layout: Layout) -> None:
    composition = composed(layout)
    before = sorted(layout.state.rglob("*"))

    compose(layout, composition.ports, credentials.read(layout.env_file))

    assert sorted(layout.state.rglob("*")) == before


@pytest.mark.parametrize("process", list(Process))
def test_each_process_is_told_every_setting_it_requires_and_none_it_does_not_declare(
    layout: Layout, process: Process
) -> None:
    composition = composed(layout)
    given = {*told(composition, process), *credentials.read(layout.env_file).values}

    wanted = {name: field for name, (field, readers) in declared().items() if process in readers}
    assert set(told(composition, process)) <= set(wanted)
    assert {name for name, field in wanted.items() if field.is_required()} <= given


def test_only_the_migration_can_become_the_owner_of_the_schema(layout: Layout) -> None:
    composition = composed(layout)

    for process in Process:
        text = " ".join(told(composition, process).values())
        assert ("SYNDIC_DATABASE_OWNER" in text) is (process is Process.MIGRATE)


@pytest.mark.parametrize("process", list(Process))
def test_no_variable_of_a_process_holds_a_secret(layout: Layout, process: Process) -> None:
    composition = composed(layout)
    secrets = [credentials.read(layout.env_file)[name] for name in credentials.GENERATORS]

    given = processes.variables(composition.platform, process).values()
    assert not [value for value in given for secret in secrets if secret in value]


def test_every_process_signs_in_as_itself(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    composition = composed(layout)
    kinds = {
        Process.API: ApiSettings,
        Process.WORKER: WorkerSettings,
        Process.CRON: CronSettings,
        Process.RETENTION: RetentionSettings,
    }
    for process, settings in kinds.items():
        with monkeypatch.context() as patched:
            for name, value in processes.variables(composition.platform, process).items():
                patched.setenv(name, value)
            loaded = load_settings(settings)
        assert f"//syndic_{process}_a:" in loaded.database_url.get_secret_value()
        [key] = credentials.read(layout.env_file).keys(process)
        assert loaded.object_store_access_key_id == key.access_key_id


def test_a_rotation_restarts_nothing(layout: Layout) -> None:
    def programs(composition: Composition) -> dict[str, object]:
        return {service.name: service.configure() for service in composition.services if service.name != "postgresql"}

    before = programs(composed(layout))
    credentials.replace(layout.env_file, {name: generate() for name, generate in credentials.GENERATORS.items()})
    authority = composed(layout).platform.authority
    authority.renew("server", subject="server")

    assert programs(composed(layout)) == before


def test_a_setting_in_the_users_file_wins(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials.ensure(layout.env_file)
    with layout.env_file.open("a") as file:
        file.write("LOG_LEVEL=debug\nWORKER_CONCURRENCY=5\n")

    with layout.env_file.open("a") as file:
        file.write("OBJECT_STORE_URL=s3://mine\n")
    composition = composed(layout)
    for name, value in processes.variables(composition.platform, Process.WORKER).items():
        monkeypatch.setenv(name, value)

    loaded = load_settings(WorkerSettings)

    assert (loaded.log_level, loaded.worker_concurrency, loaded.object_store_url) == ("debug", 5, "s3://mine")


def test_a_changed_setting_restarts_the_processes_that_read_it_and_no_others(layout: Layout) -> None:
    def programs(composition: Composition) -> dict[str, object]:
        return {service.name: service.configure() for service in composition.services if service.name != "postgresql"}

    before = programs(composed(layout))
    with layout.env_file.open("a") as file:
        file.write("WORKER_CONCURRENCY=5\n")
    after = programs(composed(layout))

    assert {name for name, program in before.items() if program != after[name]} == {"worker-blue"}


def test_secrets_stay_inside_a_state_directory_that_is_not_the_checkouts_own(tmp_path: Path) -> None:
    assert Layout(tmp_path, tmp_path / ".syndic").env_file == tmp_path / ".env"
    assert Layout(tmp_path, tmp_path / "other").env_file == tmp_path / "other" / ".env"


def test_a_newer_source_restarts_the_processes(tmp_path: Path) -> None:
    source = tmp_path / "server" / "app.py"
    source.parent.mkdir()
    source.write_text("one = 1\n")
    before = source_digest(tmp_path)
    os.utime(source)
    assert source_digest(tmp_path) == before

    source.write_text("one = 2\n")
    assert source_digest(tmp_path) != before
