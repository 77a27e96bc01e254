from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.errors import UsageError
from infra.local.errors import NoSuchLogError
from infra.local.layout import Layout
from infra.local.log_lines import Line
from infra.local.logs import Follower, Selection, print_logs

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def written(at: int, event: str, level: str = "info") -> str:
    moment = (NOW + timedelta(seconds=at)).isoformat()
    return json.dumps({"timestamp": moment, "level": level, "event": event}) + "\n"


def messages(lines: list[Line]) -> list[str]:
    return [line.message for line in lines]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("30s", NOW - timedelta(seconds=30)),
        ("10m", NOW - timedelta(minutes=10)),
        ("2h", NOW - timedelta(hours=2)),
        ("1d", NOW - timedelta(days=1)),
        ("2026-05-04T12:00Z", datetime(2026, 5, 4, 12, 0, tzinfo=UTC)),
    ],
)
def test_since_is_a_duration_or_a_moment(text: str, moment: datetime) -> None:
    assert Selection.parse([], text, None, None, NOW).since == moment


@pytest.mark.parametrize("text", ["yesterday", "10", "m", "-5m", "2026-13-01"])
def test_a_since_that_is_neither_is_refused_with_what_would_be_accepted(text: str) -> None:
    with pytest.raises(UsageError, match=rf"--since {text} is no moment\. Write 30s"):
        Selection.parse([], text, None, None, NOW)


def test_a_level_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError, match=r"debug, info, warning, error"):
        Selection.parse([], None, "loud", None)


def test_only_wanted_lines_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "worker.log"
    path.write_text(
        written(-100, "too old", "error")
        + written(0, "too quiet")
        + written(1, "something else", "error")
        + written(2, "The Needle", "warning")
    )

    selection = Selection(since=NOW, level="warning", grep="needle")

    assert messages(Follower("worker", path, selection).last(10)) == ["The Needle"]


def test_rotated_files_come_first_and_only_the_last_lines_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "worker.log"
    (tmp_path / "worker.log.2").write_text(written(0, "a"))
    (tmp_path / "worker.log.1").write_text(written(1, "b"))
    path.write_text(written(2, "c"))

    assert messages(Follower("worker", path, Selection()).last(10)) == ["a", "b", "c"]
    assert messages(Follower("worker", path, Selection()).last(2)) == ["b", "c"]


def test_new_lines_are_followed_once_they_are_complete_and_through_rotation(tmp_path: Path) -> None:
    path = tmp_path / "worker.log"
    path.write_text(written(0, "a"))
    follower = Follower("worker", path, Selection())
    assert messages(follower.last(10)) == ["a"]

    whole = written(1, "b")
    with path.open("a") as file:
        file.write(whole[:10])
    assert follower.new() == []
    with path.open("a") as file:
        file.write(whole[10:] + written(2, "c"))
    path.rename(tmp_path / "worker.log.1")
    path.write_text(written(3, "d"))

    assert messages(follower.new()) == ["b", "c", "d"]
    assert follower.new() == []


def test_a_log_that_appears_later_is_followed(tmp_path: Path) -> None:
    follower = Follower("worker", tmp_path / "worker.log", Selection())
    assert follower.last(10) == []

    (tmp_path / "worker.log").write_text(written(0, "a"))

    assert messages(follower.new()) == ["a"]


def test_the_logs_of_all_services_are_merged_by_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = Layout(tmp_path, tmp_path)
    layout.logs.mkdir()
    layout.log("cron").write_text(written(1, "second") + written(3, "fourth"))
    layout.log("worker").write_text(written(0, "first") + written(2, "third"))

    print_logs(layout, Selection(), 3, follow=False, as_json=True)

    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(entry["service"], entry["message"]) for entry in printed] == [
        ("cron", "second"),
        ("worker", "third"),
        ("cron", "fourth"),
    ]


def test_a_service_without_a_log_is_refused_with_those_that_have_one(tmp_path: Path) -> None:
    layout = Layout(tmp_path, tmp_path)
    layout.logs.mkdir()
    layout.log("worker").touch()

    with pytest.raises(NoSuchLogError, match=r"mailer has no log\. Logs exist of worker\."):
        print_logs(layout, Selection(services=("mailer",)), 10, follow=False, as_json=False)
