"""GitHub, by its REST API of 2022-11-28."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from infra.scripts.pipeline.code_host import Api, Involved, Issue
from infra.scripts.pipeline.errors import NoChangeError

TOKEN = "GITHUB_TOKEN"  # noqa: S105 - name of a variable
VERSION = "2022-11-28"


class GitHub:
    """The repository that a workflow runs for. Its token may read runs and contents, and write issues."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        repository = environment.get("GITHUB_REPOSITORY", "")
        self._run = environment.get("GITHUB_RUN_ID", "")
        self._actor = environment.get("GITHUB_ACTOR", "")
        self._base = f"/repos/{repository}"
        self._change = next(iter(re.findall(r"^refs/pull/(\d+)/", environment.get("GITHUB_REF", ""))), None)
        headers = {
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": VERSION,
            "Authorization": f"Bearer {environment.get(TOKEN, '')}",
        }
        self._api = Api(environment.get("GITHUB_API_URL", "https://api.github.com"), headers)

    def involved(self, environment: str, revision: str, claims: Mapping[str, Any]) -> Involved:
        """The reviewers of the run's deployment, the author of the commit, and the actor of the run."""
        what = "say who approved this run"
        reviews = self._api.call(what, "GET", f"{self._base}/actions/runs/{self._run}/approvals")
        approvers = [
            review["user"]["login"]
            for review in reviews
            if review["state"] == "approved" and any(one["name"] == environment for one in review["environments"])
        ]
        commit = self._api.call("say who wrote the commit", "GET", f"{self._base}/commits/{revision}")
        author = (commit.get("author") or {}).get("login") or commit["commit"]["author"]["email"]
        return Involved(tuple(dict.fromkeys(approvers)), author, str(claims.get("actor") or self._actor))

    def find(self, title: str, label: str) -> Issue | None:
        """The oldest open issue of the title."""
        query = {"state": "open", "labels": label, "per_page": 100, "sort": "created", "direction": "asc"}
        listed = self._api.call("list its issues", "GET", f"{self._base}/issues", params=query)
        return next(
            (_issue(one) for one in listed if one["title"] == title and "pull_request" not in one),
            None,
        )

    def create(self, title: str, label: str, body: str) -> Issue:
        """Open an issue; GitHub makes the label when it is new."""
        stated = {"title": title, "labels": [label], "body": body}
        return _issue(self._api.call("open an issue", "POST", f"{self._base}/issues", json=stated))

    def comment(self, issue: Issue, body: str) -> None:
        """Say something on an issue."""
        path = f"{self._base}/issues/{issue.number}/comments"
        self._api.call("take a comment", "POST", path, json={"body": body})

    def close(self, issue: Issue) -> None:
        """Close an issue."""
        stated = {"state": "closed", "state_reason": "completed"}
        self._api.call("close an issue", "PATCH", f"{self._base}/issues/{issue.number}", json=stated)

    def tell_change(self, marker: str, body: str) -> None:
        """Say something on the pull request."""
        if self._change is None:
            raise NoChangeError
        path = f"{self._base}/issues/{self._change}/comments"
        listed = self._api.call("list comments", "GET", path, params={"per_page": 100})
        own = next((one["id"] for one in listed if marker in one["body"]), None)
        if own is None:
            self._api.call("take a comment", "POST", path, json={"body": body})
        else:
            self._api.call("change a comment", "PATCH", f"{self._base}/issues/comments/{own}", json={"body": body})


def _issue(found: Mapping[str, Any]) -> Issue:
    return Issue(found["number"], found["html_url"])
