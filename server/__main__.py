"""Entry point of `python -m server`."""

import logging
import os
import sys

from server.commands import main


def leave(code: int) -> None:
    """End the process with a code, without taking the interpreter down.

    Threads of the object store's client may ask for the interpreter while it goes down. Python before 3.14 ends such a
    thread by unwinding it, which Rust code does not survive: the process aborts after its work was done
    (PyO3, pull request 4874).
    """
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main())
