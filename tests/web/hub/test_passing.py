"""What a hub passes on says nothing of the hub's own name, and what comes back leads to the hub."""

import json
from collections.abc import Iterator

import pytest
from flask import Flask, Response, request
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from forum.hub.centre import Centre, CentreAddress, UnsafeCentre
from forum.hub.passing import passed_on, response_of
from tests.browser.conftest import serving

HUB = "https://puertas.example.mx:8443"


@pytest.fixture
def echo() -> Iterator[Centre]:
    """A centre that tells what it was asked, and sets cookies and leads elsewhere."""
    app = Flask("echo")

    @app.route("/<path:path>", methods=["GET", "POST"])
    def answer(path: str) -> Response:
        response = Response(json.dumps({"headers": dict(request.headers), "path": request.full_path, "at": path}))
        response.headers["Location"] = f"{request.host_url}next?x=1"
        response.headers["Strict-Transport-Security"] = "max-age=1"
        response.headers["X-Door-Steward"] = "secret"
        response.headers.add("Set-Cookie", "a=1; Domain=foro.example.mx; Path=/")
        response.headers.add("Set-Cookie", "b=2; Path=/; Secure")
        return response

    with serving(app) as address:
        centre = Centre(CentreAddress.of(address))
        assert centre.probe()
        yield centre
        centre.close()


def asked(path: str, **headers: str) -> Request:
    environment = EnvironBuilder(path=path, base_url=HUB, headers=headers, method="POST", data=b"x").get_environ()
    return Request(environment)


def test_the_centre_sees_its_own_name_and_the_phone_stays_at_the_hub(echo: Centre) -> None:
    request = asked(
        "/a b?c=%20",
        Origin=HUB,
        Referer=f"{HUB}/page",
        Authorization="Bearer x",
        **{"X-Door-Hub": "forged", "X-Forwarded-Host": "elsewhere.mx", "X-Own": "1"},
    )
    answer = passed_on(request, echo, patience=5, key="real")
    told = json.loads(answer.body)
    headers, origin = told["headers"], echo.address.origin
    assert (told["path"], echo.is_away) == ("/a b?c=%20", False)
    assert (headers["Host"], headers["Origin"], headers["Referer"]) == (echo.address.netloc, origin, f"{origin}/page")
    assert (headers["X-Door-Hub"], headers["X-Own"]) == ("real", "1")
    assert {"Authorization", "X-Forwarded-Host"} & set(headers) == set()
    response = response_of(answer, echo)
    assert response.headers["Location"] == "/next?x=1"
    assert response.headers.getlist("Set-Cookie") == ["a=1; Path=/", "b=2; Path=/; Secure"]
    assert {"Strict-Transport-Security", "X-Door-Steward"} & set(response.headers.keys()) == set()


def test_where_another_site_sent_it_the_centre_is_told_so(echo: Centre) -> None:
    told = json.loads(passed_on(asked("/x", Origin="https://elsewhere.mx"), echo, patience=5).body)
    assert told["headers"]["Origin"] == "https://elsewhere.mx"


@pytest.mark.parametrize("address", ["", "foro.example.mx", "ftp://foro.example.mx", "http://foro.example.mx"])
def test_a_centre_without_https_is_none(address: str) -> None:
    with pytest.raises(UnsafeCentre):
        CentreAddress.of(address)
