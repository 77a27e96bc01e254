"""Asks a process of this container whether it is ready: `python -I healthcheck.py URL`. Needs nothing but Python.

Ends with 0 when the answer is 200, otherwise with 1 and the answer, which `docker inspect` then shows.
"""

from __future__ import annotations

import sys
import urllib.error
import urllib.request

TIMEOUT_SECONDS = 3


def main(url: str) -> int:
    """Ask once."""
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - the image names the URL
            return 0 if answer.status == 200 else 1
    except urllib.error.HTTPError as refused:
        sys.stdout.write(refused.read(1000).decode(errors="replace"))
    except OSError as failure:
        sys.stdout.write(f"{url} does not answer ({failure}).")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
