from __future__ import annotations

import shlex
import signal
from pathlib import Path

import pytest
from supervisor.options import ServerOptions

from infra.local import supervisor_configuration as configuration
from infra.local.errors import UnsupportedPathError
from infra.local.layout import Layout
from infra.local.programs import Program


def layout_in(directory: Path) -> Layout:
    layout = Layout(directory, directory / ".syndic")
    (layout.supervisor / "conf.d").mkdir(parents=True)
    layout.logs.mkdir()
    return layout


def as_the_supervisor_reads_it(layout: Layout, *programs: Program) -> ServerOptions:
    configuration.configuration_file(layout).write_text(configuration.main_text(layout))
    for program in programs:
        configuration.program_file(layout, program.name).write_text(configuration.program_text(program, layout))
    options = ServerOptions()
    options.realize(["-c", str(configuration.configuration_file(layout))])
    return options


@pytest.mark.parametrize("name", ["plain", "with spaces", "100%", "a,b=c(d)", "ünïcode", "semi;colon#hash"])
def test_a_program_reaches_the_supervisor_as_it_was_described(tmp_path: Path, name: str) -> None:
    layout = layout_in(tmp_path / name)
    program = Program(
        name="worker",
        argv=("/usr/bin/env", "two words", "50%", "a;b", "c,d"),
        directory=tmp_path / name,
        environment={"ONE": "a b", "TWO": "100%,x=y", "EMPTY": ""},
        stop_signal=signal.SIGINT,
        stop_seconds=30,
    )

    [group] = as_the_supervisor_reads_it(layout, program).process_group_configs

    [process] = group.process_configs
    assert shlex.split(process.command) == list(program.argv)
    assert process.environment == {
        **program.environment,
        "SYNDIC_SUPERVISED_STATE": str(layout.state),
    }
    assert process.directory == str(program.directory)
    assert (process.stopsignal, process.stopwaitsecs) == (signal.SIGINT, 30)
    assert (process.autostart, process.killasgroup, process.redirect_stderr) == (True, True, True)
    assert process.stdout_logfile == str(layout.log("worker"))
    assert process.startretries == 1_000_000


def test_only_the_owner_can_reach_the_control_socket(tmp_path: Path) -> None:
    layout = layout_in(tmp_path)

    options = as_the_supervisor_reads_it(layout)

    [server] = options.server_configs
    assert server["file"] == str(layout.supervisor_socket)
    assert server["chmod"] == 0o700
    assert vars(options)["umask"] == 0o077


@pytest.mark.parametrize("text", ['a"b', "a'b", "a\\b", "a\nb", "a ;b", "a #b", "a\x00b"])
def test_what_the_supervisor_would_misread_is_refused_with_the_way_out(tmp_path: Path, text: str) -> None:
    program = Program(name="worker", argv=(text,), directory=tmp_path)

    with pytest.raises(UnsupportedPathError, match="--state-dir"):
        configuration.program_text(program, layout_in(tmp_path))


def test_the_text_does_not_depend_on_the_callers_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, layout = Program(name="worker", argv=("true",), directory=tmp_path), layout_in(tmp_path)
    before = configuration.program_text(program, layout)

    monkeypatch.setenv("PATH", "/elsewhere")
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere")

    assert configuration.program_text(program, layout) == before


def test_a_long_state_directory_gets_a_socket_with_a_short_path(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["directory"] * 15)
    one, other = Layout(deep, deep / "one"), Layout(deep, deep / "other")

    assert len(bytes(one.supervisor_socket)) <= 100
    assert one.supervisor_socket != other.supervisor_socket
