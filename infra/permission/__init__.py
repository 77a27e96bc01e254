"""Who may do what in an environment: declared in its file, enforced from the caller's identity.

    from infra.permission import Operation, require

    caller = require("production", Operation.RELEASE_DEPLOY)

A leaf: every area calls `require` before a command changes something, and none is imported here.
"""

from __future__ import annotations

from infra.permission.decision import Caller
from infra.permission.declarations import Operation
from infra.permission.requiring import require

__all__ = ["Caller", "Operation", "require"]
