"""The stacks: what is applied as a whole, where it stands, and the files that parametrise it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

FOLDER = "infra/terraform/stacks"
GENERATED = (f"{FOLDER}/*/environments/*.tfvars.json", f"{FOLDER}/*/backends/*.tf.json")

Backend = Callable[[str], object]
"""Where the state of a stack is kept, as a `backend` block says it."""


class Stack(StrEnum):
    """What is applied as a whole."""

    BOOTSTRAP = "bootstrap"
    """Where the state is kept; once, before anything else."""

    PLATFORM = "platform"
    """Everything the platform stands on."""


def folder(stack: Stack, cloud: str) -> str:
    """The root module of a stack, from the root of the checkout."""
    return f"{FOLDER}/{cloud}" if stack is Stack.PLATFORM else f"{FOLDER}/{stack}/{cloud}"
