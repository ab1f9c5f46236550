"""Keys that are kept sign as the libraries do."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeSerializer

from forum.core.signing import KeptSessions, KeptSigner

VALUE = {"_user_id": "niño", "n": [1, None]}


def an_app(secret: str, *former: str) -> Flask:
    app = Flask("signing")
    app.config.update(SECRET_KEY=secret, SECRET_KEY_FALLBACKS=list(former))
    return app


def test_a_cookie_is_read_by_flask_and_flasks_is_read() -> None:
    app, plain, kept = an_app("a" * 40), SecureCookieSessionInterface(), KeptSessions()
    for _twice in range(2):
        theirs, ours = plain.get_signing_serializer(app), kept.get_signing_serializer(app)
        assert theirs is not None
        assert ours is not None
        assert theirs.loads(ours.dumps(VALUE), max_age=60) == VALUE
        assert ours.loads(theirs.dumps(VALUE), max_age=60) == VALUE


def test_another_secret_is_another_key_and_former_ones_are_read() -> None:
    kept = KeptSessions()
    former, other, renewed = an_app("a" * 40), an_app("b" * 40), an_app("b" * 40, "a" * 40)
    cookie = kept.get_signing_serializer(former).dumps(VALUE)  # type: ignore[union-attr]
    assert kept.get_signing_serializer(other).loads_unsafe(cookie)[0] is False  # type: ignore[union-attr]
    assert kept.get_signing_serializer(renewed).loads(cookie) == VALUE  # type: ignore[union-attr]
    assert kept.get_signing_serializer(an_app("")) is None


def test_a_link_is_the_same() -> None:
    for purpose in ("registration", "notice"):
        plain = URLSafeSerializer("a" * 40, salt=f"foro.{purpose}")
        assert URLSafeSerializer("a" * 40, salt=f"foro.{purpose}", signer=KeptSigner).dumps([1]) == plain.dumps([1])
