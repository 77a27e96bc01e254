"""The console's types are generated from the description of the API that lies beside them."""

from __future__ import annotations

import json
from pathlib import Path

from server.app import openapi_document

DESCRIPTION = Path(__file__).parents[3] / "client" / "src" / "api" / "openapi.json"


def test_the_description_the_console_is_built_on_is_that_of_the_server() -> None:
    assert json.loads(DESCRIPTION.read_text()) == openapi_document(), (
        "The API has changed. Run: .venv/bin/python -m server openapi > client/src/api/openapi.json; "
        "then in client/: npm run api"
    )
