"""What a browser gets to see of an error: a code for the program, a sentence for the person."""

from functools import cache
from pathlib import Path

import yaml
from sanic.response import HTTPResponse, json


@cache
def texts() -> dict[str, str]:
    """Return the gateway's sentences by code."""
    loaded: dict[str, str] = yaml.safe_load((Path(__file__).parent / "texts.yml").read_text(encoding="utf-8"))
    return loaded


class WebError(Exception):
    """A refusal: HTTP status, code and the values that its sentence needs."""

    def __init__(self, status: int, code: str, retry_after: int = 0, **values: object) -> None:
        """Look up the sentence of this code."""
        super().__init__(code)
        self.status = status
        self.retry_after = retry_after
        self.body = error_body(code, **values)

    def response(self) -> HTTPResponse:
        """Return the JSON answer."""
        headers = {"Retry-After": str(self.retry_after)} if self.retry_after else {}
        return json({"error": self.body}, status=self.status, headers=headers)


def error_body(code: str, **values: object) -> dict[str, str]:
    """Return code and sentence."""
    return {"code": code, "message": texts()[code].format(**values)}
