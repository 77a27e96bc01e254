"""`syndic`: the one command of the operator, and the one place where errors are printed.

Every area of infra brings its commands in a module that imports nothing heavy, so that help stays instant.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

import typer

from infra.containers import commands as containers
from infra.environments import commands as environments
from infra.errors import OperatorError, UsageError
from infra.local import commands as local
from infra.monitoring import commands as monitoring
from infra.options import Json
from infra.policies import commands as policies
from infra.repository import commands as repository
from infra.scripts.backup import commands as backup
from infra.scripts.cleanup import commands as cleanup
from infra.scripts.dr import commands as recovery
from infra.scripts.manifests import commands as manifests
from infra.scripts.migrate import commands as migrate
from infra.scripts.notify import commands as notify
from infra.scripts.operations import commands as operations
from infra.scripts.pipeline import commands as pipeline
from infra.scripts.release import commands as release
from infra.scripts.rotate import commands as rotate
from infra.scripts.slo import commands as slo
from infra.scripts.terraform import commands as terraform

DEBUG = "--debug"
INTERRUPTED = 130
"""How the command parser ends a process on Ctrl-C."""

app = typer.Typer(
    name="syndic",
    help="Run, observe and operate the Syndic platform.",
    epilog=f"Every command takes {DEBUG}, which shows where an error came from.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(local.up)
app.command()(local.down)
app.command()(local.status)
app.command()(local.logs)
app.command()(local.demo)
app.command()(repository.check)
app.command()(migrate.migrate)
app.command()(cleanup.cleanup)
app.command()(slo.slo)
app.command()(notify.notify)
app.add_typer(environments.app, name="config")
app.add_typer(rotate.app, name="secrets")
app.add_typer(release.app, name="release")
app.add_typer(backup.app, name="backup")
app.add_typer(recovery.app, name="dr")
app.add_typer(operations.app, name="operations")
app.add_typer(pipeline.app, name="pipeline")
app.add_typer(policies.app, name="policy")
app.add_typer(monitoring.app, name="monitoring")
app.add_typer(terraform.app, name="terraform")
app.add_typer(manifests.app, name="kubernetes")
app.add_typer(containers.app, name="images")
app.add_typer(local.audit, name="audit")


@app.command()
def version(json: Json = False) -> None:
    """Show the version of Syndic: the git tag or commit, which is also the tag of its images.

    Example: syndic version
    """
    from pathlib import Path

    from infra.output import print_json, print_text
    from infra.version import current

    found = current(Path(__file__).resolve().parents[1])
    if json:
        print_json({"version": found.version, "revision": found.revision})
    else:
        print_text(f"syndic {found.version}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process: 0 done, 1 finding or failure, 2 wrong use, 130 interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = DEBUG in given
    sys.exit(run([word for word in given if word != DEBUG], debug=debug))


def run(arguments: Sequence[str], *, debug: bool = False) -> int:
    """Run a command.

    Returns:
        Its exit code.
    """
    try:
        app(list(arguments), prog_name="syndic")
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            _print_failure("Interrupted.", debug=debug)
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except OperatorError as error:
        _print_failure(f"ERROR: {error}", debug=debug)
        return 2 if isinstance(error, UsageError) else 1
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user who did not ask for it
        _print_failure(f"ERROR: {type(error).__name__}: {error} (this is a defect; {DEBUG} shows where)", debug=debug)
        return 1
    return 0


def _print_failure(sentence: str, *, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    sys.stderr.write(f"{sentence}\n")
