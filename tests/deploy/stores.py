"""Stores on this machine: moto as S3 has it, and before it what makes others of it: Google's, and some like S3.

Google's XML API differs from S3 in how a condition is said and in what is answered where nothing lies
(cloud.google.com/storage/docs/xml-api/reference-headers). Of those that are like S3 some write over what is there
whatever the condition says (s3rver 3.7), some refuse every condition (501, Alibaba's OSS).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from loopback import on_loopback
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server
from werkzeug.test import Client
from werkzeug.wrappers import Response

App = Callable[[dict[str, Any], Callable[..., Any]], Any]
_SIGNED = "AWS4-HMAC-SHA256 Credential=testing/20261124/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
"""What moto takes in place of a token; it looks at no signature."""
CONDITION = "HTTP_IF_NONE_MATCH"


def like_s3(app: App) -> App:
    return app


def like_google(app: App) -> App:
    def answer(environ, start):
        environ["HTTP_AUTHORIZATION"] = _SIGNED
        if environ.get("HTTP_X_GOOG_IF_GENERATION_MATCH") == "0":
            environ[CONDITION] = "*"
        if environ["REQUEST_METHOD"] == "DELETE" and _lacks(app, environ["PATH_INFO"]):
            return Response("gone", status=404)(environ, start)
        return app(environ, start)

    return answer


def _lacks(app: App, path: str) -> bool:
    return Client(app).head(path, headers={"Authorization": _SIGNED}).status_code == 404


def without_conditions(app: App) -> App:
    def answer(environ, start):
        environ.pop(CONDITION, None)
        return app(environ, start)

    return answer


def refusing_conditions(app: App) -> App:
    def answer(environ, start):
        if CONDITION in environ:
            return Response("<Error><Code>NotImplemented</Code></Error>", status=501)(environ, start)
        return app(environ, start)

    return answer


@contextmanager
def store(kind: Callable[[App], App]) -> Iterator[str]:
    """Serve a store; give its address. What lies in moto lies in all of them."""
    server = make_server("127.0.0.1", 0, kind(DomainDispatcherApplication(create_backend_app)), threaded=True)
    with on_loopback(server) as address:
        yield address
