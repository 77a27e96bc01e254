"""The supervisor's configuration files, as text."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from infra.local.errors import UnsupportedPathError
from infra.local.layout import Layout
from infra.local.programs import SUPERVISED_STATE, Program

UNSUPPORTED = re.compile(r"""["'\\\x00-\x1f\x7f]|\s[;#]""")
"""What the supervisor's parser would take for syntax, and offers no way to escape."""

RETRIES = 1_000_000
"""The supervisor gives a process up after this many failed starts, each a second later than the one before."""


def configuration_file(layout: Layout) -> Path:
    """The main file."""
    return layout.supervisor / "supervisord.conf"


def program_file(layout: Layout, name: str) -> Path:
    """The file of one program."""
    return layout.supervisor / "conf.d" / f"{name}.conf"


def main_text(layout: Layout) -> str:
    """The main file: the control socket, which only the owner can open, and where programs are found."""
    lines = {
        "unix_http_server": {"file": layout.supervisor_socket, "chmod": "0700"},
        "rpcinterface:supervisor": {
            "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
        },
        "supervisord": {
            "logfile": layout.log("supervisor"),
            "logfile_maxbytes": "5MB",
            "logfile_backups": "1",
            "pidfile": layout.supervisor / "supervisord.pid",
            "childlogdir": layout.logs,
            "directory": layout.state,
            "umask": "077",
            "nocleanup": "true",
            # Said aloud, or it warns at every start.
            **({"user": "root"} if os.geteuid() == 0 else {}),
        },
        "include": {"files": "conf.d/*.conf"},
    }
    return "\n".join(_section(name, values) for name, values in lines.items())


def program_text(program: Program, layout: Layout) -> str:
    """The file of one program, restarted for as long as it is meant to run.

    It says nothing of the caller's environment, or running `up` from another shell would look like a change.
    """
    environment = {**program.environment, SUPERVISED_STATE: str(layout.state)}
    return _section(
        f"program:{program.name}",
        {
            "command": _quoted_words(program.argv),
            "directory": program.directory,
            "environment": _environment(environment),
            "autostart": "true",
            "autorestart": "true",
            "startsecs": "1",
            "startretries": str(RETRIES),
            "stopsignal": program.stop_signal.name.removeprefix("SIG"),
            "stopwaitsecs": str(program.stop_seconds),
            "killasgroup": "true",
            "redirect_stderr": "true",
            # The supervisor expands this value twice.
            "stdout_logfile": _escaped(_escaped(str(layout.log(program.name)))),
            "stdout_logfile_maxbytes": "20MB",
            "stdout_logfile_backups": "3",
        },
    )


def _section(name: str, values: Mapping[str, str | Path]) -> str:
    lines = []
    for key, value in values.items():
        text = str(value)
        if isinstance(value, Path):
            text = _escaped(text)
        lines.append(f"{key}={text}")
    return "\n".join([f"[{name}]", *lines, ""])


def _quoted_words(words: Sequence[str]) -> str:
    return " ".join(f'"{_escaped(word)}"' for word in words)


def _environment(values: Mapping[str, str]) -> str:
    return ",".join(f'{name}="{_escaped(value)}"' for name, value in sorted(values.items()))


def _escaped(text: str) -> str:
    """Text for between double quotes.

    Raises:
        UnsupportedPathError: the text has a character that cannot be escaped.
    """
    if UNSUPPORTED.search(text):
        raise UnsupportedPathError(text)
    return text.replace("%", "%%")
