from __future__ import annotations

import json
import os
import socket
import tempfile
from pathlib import Path

import pytest

from infra.local import ports
from infra.local.errors import NoFreePortError, PortTakenError


def all_free(_port: int) -> bool:
    return True


def test_every_name_gets_a_port_of_its_own() -> None:
    chosen = ports.choose({}, seed="a", free=all_free)

    assert list(chosen) == list(ports.NAMES)
    assert len(set(chosen.values())) == len(ports.NAMES)


def test_the_proxy_gets_8443_and_the_next_free_port_when_that_is_taken() -> None:
    assert ports.choose({}, seed="a", free=all_free)["proxy"] == 8443
    assert ports.choose({}, seed="a", free=lambda port: port not in {8443, 8444})["proxy"] == 8445


def test_two_state_directories_start_their_search_in_different_places() -> None:
    one, other = (ports.choose({}, seed=seed, free=all_free) for seed in ("/a/.syndic", "/b/.syndic"))

    assert set(one.values()) & set(other.values()) <= {one["proxy"]}


def test_inner_ports_stay_below_those_that_outgoing_connections_get() -> None:
    chosen = ports.choose({}, seed="a", free=all_free)

    assert all(20_000 <= port < 32_000 for name, port in chosen.items() if name != "proxy")


def test_remembered_ports_are_kept_even_when_they_are_taken_now() -> None:
    remembered = ports.choose({}, seed="a", free=all_free)

    assert ports.choose(remembered, seed="b", free=lambda _port: False) == remembered


def test_the_port_asked_for_wins_over_the_remembered_one() -> None:
    remembered = ports.choose({}, seed="a", free=all_free)

    assert ports.choose(remembered, seed="a", proxy=9443, free=all_free) == {**remembered, "proxy": 9443}


def test_a_range_without_a_free_port_is_named() -> None:
    with pytest.raises(NoFreePortError, match=r"No port between 8443 and 8542 is free\. Choose one with --port\."):
        ports.choose({}, seed="a", free=lambda port: port >= 20_000)


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    chosen = ports.choose({}, seed="a", free=all_free)
    ports.write(tmp_path / "ports.json", chosen)

    assert ports.read(tmp_path / "ports.json") == chosen


@pytest.mark.parametrize("content", ["", "{", "null", '["proxy"]', '{"proxy": "many"}', '{"unknown": 1}'])
def test_a_file_that_was_damaged_remembers_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "ports.json").write_text(content)

    assert ports.read(tmp_path / "ports.json") == {}


def test_a_port_somebody_listens_on_is_not_free_and_its_holder_is_named(tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        assert not ports.is_free(port)
        with pytest.raises(PortTakenError) as refusal:
            ports.refuse_taken({"proxy": port}, tmp_path / "ports.json")

    assert f"Port {port}, which proxy uses, is taken by " in str(refusal.value)
    assert f"(pid {os.getpid()})" in str(refusal.value)
    assert "--port" in str(refusal.value)
    assert ports.is_free(port)


def test_a_taken_inner_port_is_refused_with_the_way_to_choose_again(tmp_path: Path) -> None:
    file = tmp_path / "ports.json"
    with pytest.raises(PortTakenError, match=rf"which worker-internal uses.*delete {file}"):
        ports.refuse_taken({"worker-internal": 20_001}, file, free=lambda _port: False)


def test_ports_are_written_for_people_to_read(tmp_path: Path) -> None:
    ports.write(tmp_path / "ports.json", {"proxy": 8443})

    assert json.loads((tmp_path / "ports.json").read_text()) == {"proxy": 8443}


def test_all_users_of_a_machine_share_reservations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    one = ports.Reservations()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    other = ports.Reservations()

    assert one.take(8443)
    assert not other.take(8443)
    one.release()
    assert other.take(8443)
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "syndic-ports").iterdir()] == [0o644]


def test_a_port_that_another_run_has_chosen_is_passed_over_until_it_ends(tmp_path: Path) -> None:
    one, other = ports.Reservations(tmp_path), ports.Reservations(tmp_path)

    assert ports.choose({}, seed="a", free=one.take)["proxy"] == 8443
    assert ports.choose({}, seed="b", free=other.take)["proxy"] == 8444
    one.release()
    assert ports.choose({}, seed="c", free=ports.Reservations(tmp_path).take)["proxy"] == 8443


def test_a_port_that_an_environment_remembers_stays_its_own_while_nobody_listens(tmp_path: Path) -> None:
    file = tmp_path / "one" / "ports.json"
    file.parent.mkdir()
    one = ports.Reservations(tmp_path / "reserved")
    assert one.take(20_001, file)
    assert one.take(20_002, file)
    ports.write(file, {"client-green": 20_001})
    one.release()

    other = ports.Reservations(tmp_path / "reserved")
    assert not other.take(20_001)
    assert not other.take(20_001, tmp_path / "two" / "ports.json")
    assert other.take(20_002, tmp_path / "two" / "ports.json"), "it was chosen, and never remembered"
    assert ports.Reservations(tmp_path / "reserved").take(20_001, file)


@pytest.mark.parametrize("left", ["nothing", "a file that cannot be read", "other ports"])
def test_a_port_of_an_environment_that_is_gone_can_be_had(tmp_path: Path, left: str) -> None:
    file = tmp_path / "ports.json"
    one = ports.Reservations(tmp_path / "reserved")
    assert one.take(20_001, file)
    ports.write(file, {"client-green": 20_001})
    one.release()
    if left == "nothing":
        file.unlink()
    elif left == "other ports":
        ports.write(file, {"client-green": 20_009})
    else:
        file.write_text("{")

    assert ports.Reservations(tmp_path / "reserved").take(20_001, tmp_path / "another.json")
