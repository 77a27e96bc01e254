"""A stage ends as its command did, whatever becomes of its record."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = "from infra.cli import main; main()"
VARIABLES = ("SYNDIC_URL", "SYNDIC_API_TOKEN", "GITHUB_RUN_ID", "GITHUB_ACTOR")


def argv(records: Path, *words: str) -> list[str]:
    options = ["--records", str(records), "--environment", "staging"]
    return [sys.executable, "-c", COMMAND, "pipeline", "run", "smoke", *options, "--", *words]


def variables(**changes: str) -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name not in VARIABLES}, **changes}


def kept(records: Path) -> dict[str, Any]:
    (file,) = records.glob("*.json")
    return json.loads(file.read_text())


@pytest.mark.parametrize(("code", "outcome"), [(0, "succeeded"), (3, "failed")])
def test_its_output_and_its_code_are_those_of_the_command(tmp_path: Path, code: int, outcome: str) -> None:
    words = ("sh", "-c", f"cat; echo said; echo complained >&2; exit {code}")
    done = subprocess.run(
        argv(tmp_path / "records", *words),
        input="given ",
        capture_output=True,
        text=True,
        check=False,
        env=variables(GITHUB_ACTOR="ada"),
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, "given said\n", "complained\n")
    body = kept(tmp_path / "records")
    assert (body["outcome"], body["environment"], body["details"]["actor"]) == (outcome, "staging", "ada")
    assert body["details"]["stage"] == "smoke"
    assert len(body["details"]["revision"]) == 40


def test_its_record_can_be_read_by_a_program(tmp_path: Path) -> None:
    words = argv(tmp_path / "records", "sh", "-c", "echo said; exit 3")
    words.insert(words.index("--"), "--json")
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=variables())
    assert (done.returncode, done.stderr) == (3, "said\n")
    assert json.loads(done.stdout) == kept(tmp_path / "records")


def test_a_platform_that_is_down_fails_nothing_and_the_records_wait(tmp_path: Path) -> None:
    down = variables(SYNDIC_URL="http://127.0.0.1:9", SYNDIC_API_TOKEN="of-no-use")
    subprocess.run(argv(tmp_path / "records", "true"), check=True, env=down)
    words = [sys.executable, "-c", COMMAND, "pipeline", "send", "--records", str(tmp_path / "records")]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=down, timeout=60)
    assert done.returncode == 0
    assert "The record waits in" in done.stderr
    assert "0 records were sent; 1 wait in" in done.stdout
    assert kept(tmp_path / "records")["outcome"] == "succeeded"
    assert "of-no-use" not in json.dumps(kept(tmp_path / "records"))


def test_a_disk_that_takes_no_record_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where a directory would be")
    done = subprocess.run(
        argv(tmp_path / "file" / "records", "true"), capture_output=True, text=True, check=False, env=variables()
    )
    assert done.returncode == 0
    assert "The record of this stage is lost" in done.stderr


def test_a_run_that_is_cancelled_ends_its_command_and_says_so(tmp_path: Path) -> None:
    waits = "import signal, sys; print('begun', flush=True); signal.pause()"
    running = subprocess.Popen(
        argv(tmp_path / "records", sys.executable, "-c", waits), stdout=subprocess.PIPE, text=True, env=variables()
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "begun\n"
    running.send_signal(signal.SIGTERM)
    assert running.wait(30) == 128 + signal.SIGTERM
    assert running.stdout.read() == ""
    assert kept(tmp_path / "records")["outcome"] == "aborted"


def test_a_program_that_does_not_exist_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        argv(tmp_path / "records", "no-such-program"), capture_output=True, text=True, check=False, env=variables()
    )
    assert done.returncode == 1
    assert "no-such-program is not installed" in done.stderr
