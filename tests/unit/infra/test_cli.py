from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from infra import cli
from infra.errors import OperatorError, UsageError
from infra.tree import checkout
from infra.version import current
from server import __version__

COMMANDS = [
    ["up"],
    ["down"],
    ["status"],
    ["logs"],
    ["demo"],
    ["version"],
    ["audit", "verify"],
    ["migrate"],
    ["cleanup"],
    ["notify"],
    ["monitoring", "build"],
    ["monitoring", "check"],
    ["release", "deploy"],
    ["release", "rollback"],
    ["release", "abort"],
    ["release", "status"],
    ["release", "history"],
    ["backup", "create"],
    ["backup", "list"],
    ["backup", "verify"],
    ["backup", "restore"],
    ["backup", "confirm"],
    ["backup", "discard"],
    ["backup", "prune"],
    ["dr", "status"],
    ["dr", "failover"],
    ["dr", "rejoin"],
    ["dr", "failback"],
    ["dr", "mode"],
    ["dr", "drill"],
    ["operations", "register"],
    ["operations", "judge"],
    ["pipeline", "run"],
    ["pipeline", "approval"],
    ["pipeline", "collect"],
    ["pipeline", "send"],
    ["pipeline", "report"],
    ["pipeline", "comment"],
    ["pipeline", "identity"],
    ["images", "verify"],
    ["images", "login"],
    ["release", "smoke"],
    ["kubernetes", "connect"],
]


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def find_layout(_state: Path | None) -> None:
        raise error

    monkeypatch.setattr("infra.local.layout.find_main_layout", find_layout)


@pytest.mark.parametrize(
    ("error", "code", "printed"),
    [
        (OperatorError("The disk is full."), 1, "ERROR: The disk is full.\n"),
        (UsageError("Add --yes."), 2, "ERROR: Add --yes.\n"),
        (KeyboardInterrupt(), 130, "Interrupted.\n"),
        (ValueError("odd"), 1, "ERROR: ValueError: odd (this is a defect; --debug shows where)\n"),
    ],
)
def test_every_failure_is_one_sentence_and_one_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    printed: str,
) -> None:
    fail_with(monkeypatch, error)

    assert cli.run(["status"]) == code
    assert capsys.readouterr().err == printed


def test_debug_shows_where_an_error_came_from(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(monkeypatch, OperatorError("The disk is full."))

    with pytest.raises(SystemExit) as ended:
        cli.main(["status", "--debug"])

    assert ended.value.code == 1
    printed = capsys.readouterr().err
    assert printed.startswith("Traceback (most recent call last):")
    assert printed.endswith("ERROR: The disk is full.\n")


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["up", "--port", "many"], ["up", "--port", "0"], ["up", "--nonsense"], ["audit", "nonsense"]],
)
def test_wrong_use_is_exit_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(words) == 2
    assert "Usage: syndic" in capsys.readouterr().err


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_has_help_with_an_example_and_json(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*words, "--help"]) == 0

    help_text = capsys.readouterr().out
    assert f"Example: syndic {' '.join(words)}" in help_text
    assert "--json" in help_text


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["version", "--json"]) == 0
    expected = current(checkout())
    assert json.loads(capsys.readouterr().out) == {"version": expected.version, "revision": expected.revision}
    assert expected.version.startswith(__version__)


def test_help_imports_nothing_heavy() -> None:
    heavy = {"boto3", "httpx", "psycopg", "rich.table", "yaml"}
    program = f"import sys; from infra import cli; print(sorted({heavy} & set(sys.modules)))"

    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"


def test_purge_is_refused_where_nobody_can_be_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "precious").touch()

    assert cli.run(["down", "--purge", "--state-dir", str(tmp_path)]) == 2

    assert "Add --yes to confirm." in capsys.readouterr().err
    assert (tmp_path / "precious").exists()


def test_status_of_a_place_that_was_never_up_is_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["status", "--state-dir", str(tmp_path / "none")]) == 1
    assert "Start it with `syndic up`." in capsys.readouterr().out


def test_commands_that_need_the_platform_say_how_to_start_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["demo"], ["audit", "verify"]):
        assert cli.run([*words, "--state-dir", str(tmp_path / "none")]) == 1
        assert "Start it with `syndic up`." in capsys.readouterr().err
