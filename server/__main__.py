"""Entry point of `python -m server`."""

import sys

from server.commands import main

sys.exit(main())
