from __future__ import annotations

import sys
from pathlib import Path

import pytest

from infra import shell
from infra.errors import CommandFailedError, CommandTimeoutError, MissingCommandError


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_a_command_returns_what_it_wrote() -> None:
    completed = shell.run(python("import sys; print('out'); print('err', file=sys.stderr); print(sys.stdin.read())"))

    assert (completed.code, completed.stdout, completed.stderr) == (0, "out\n\n", "err\n")


def test_nothing_in_an_argument_means_anything() -> None:
    hostile = "$(touch /tmp/x); `id` && | > 'quoted' \"too\" *"

    assert shell.run([*python("import sys; print(sys.argv[1])"), hostile]).stdout == hostile + "\n"


def test_a_failing_command_tells_its_name_code_and_last_lines() -> None:
    with pytest.raises(CommandFailedError, match=r"ended with code 3: two \| three \| four"):
        shell.run(python("import sys; print('one\\ntwo\\nthree\\nfour', file=sys.stderr); sys.exit(3)"))

    assert shell.run(python("raise SystemExit(3)"), check=False).code == 3


def test_a_command_that_does_not_end_is_killed() -> None:
    with pytest.raises(CommandTimeoutError, match=r"did not end within 0\.2 seconds"):
        shell.run(python("import time; time.sleep(60)"), timeout_seconds=0.2)


def test_a_command_that_is_not_installed_is_named_with_the_way_out() -> None:
    with pytest.raises(MissingCommandError, match=r"no-such-command is not installed\. .*`make up`"):
        shell.run(["no-such-command"])
    with pytest.raises(MissingCommandError, match="no-such-command is not installed"):
        shell.find_program("no-such-command")


def test_no_setting_of_the_caller_reaches_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere")

    assert shell.run(python("import os; print(os.environ.get('DATABASE_URL'))")).stdout == "None\n"


def test_the_program_beside_the_interpreter_wins_over_one_on_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "weed").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))

    assert shell.find_program("weed") == tmp_path / "bin" / "weed"
