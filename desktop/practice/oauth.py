"""OAuth of the practice shop: the seller's page, codes, and rotating tokens (reference, section 2)."""

from __future__ import annotations

import secrets
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

from desktop.practice.shop import SECRETS, Call, GatewayError, Shop


def redirect_is_registered(url: str) -> bool:
    """Only loopback call-backs are registered, and the practice shop's own page that shows the code."""
    try:
        parts = urlsplit(url)
        return parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1") and not parts.username
    except ValueError:
        return False


def new_code(shop: Shop, app: str, redirect: str) -> str:
    """A code for one exchange, valid for 30 minutes."""
    code = f"3_{app}_{secrets.token_urlsafe(24)}"
    with shop.state.writing():
        shop.state.run(
            "insert into codes(code,app,redirect,expires) values(?,?,?,?)",
            (code, app, redirect, shop.clock() + shop.settings.code_seconds),
        )
    return code


def authorize_page(params: dict[str, str]) -> tuple[int, str]:
    """The page on which the seller allows or refuses; status and HTML."""
    app, redirect = params.get("client_id", ""), params.get("redirect_uri", "")
    problem = ""
    if params.get("response_type") != "code":
        problem = "response_type must be code."
    elif app not in SECRETS:
        problem = "This app key is not known here."
    elif not redirect_is_registered(redirect):
        problem = "This call-back address is not registered for the app."
    if problem:
        return 400, f"<h1>Not possible</h1><p>{escape(problem)}</p>"
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(params.get(name, ""), quote=True)}">'
        for name in ("client_id", "redirect_uri", "state")
    )
    return 200, (
        f"<h1>Practice shop</h1><p>The app {escape(app)} asks to publish products for your practice shop.</p>"
        f'<form method="post" action="/oauth/decision">{hidden}'
        '<button name="answer" value="allow">Allow</button> '
        '<button name="answer" value="deny">Refuse</button></form>'
    )


def decide(shop: Shop, params: dict[str, str]) -> str:
    """Where the browser goes after the seller's choice; an empty text when the form was not this page's."""
    app, redirect = params.get("client_id", ""), params.get("redirect_uri", "")
    if app not in SECRETS or not redirect_is_registered(redirect):
        return ""
    answer = {"state": params["state"]} if params.get("state") else {}
    if params.get("answer") == "allow":
        answer = {"code": new_code(shop, app, redirect), **answer}
    else:
        answer = {"error": "access_denied", "error_description": "the seller refused", **answer}
    return redirect + ("&" if "?" in redirect else "?") + urlencode(answer)


def create_token(shop: Shop, call: Call) -> dict[str, Any]:
    """Exchanges a code, once, for tokens."""
    code = call.need("code")
    with shop.state.writing():
        row = shop.state.row("select * from codes where code=?", (code,))
        if row is None or row["used"] or row["expires"] < shop.clock() or row["app"] != call.params["app_key"]:
            raise GatewayError("InvalidCode", "Invalid authorization code")
        shop.state.run("update codes set used=1 where code=?", (code,))
        return _issue(shop, call.params["app_key"])


def refresh_token(shop: Shop, call: Call) -> dict[str, Any]:
    """New tokens for a refresh token; the old pair ends with it."""
    token = call.need("refresh_token")
    with shop.state.writing():
        row = shop.state.row("select * from tokens where refresh=?", (token,))
        if row is None or row["dead"] or row["refresh_expires"] < shop.clock() or row["app"] != call.params["app_key"]:
            raise GatewayError("IllegalRefreshToken", "The specified refresh token is invalid or expired")
        shop.state.run("update tokens set dead=1 where refresh=?", (token,))
        return _issue(shop, call.params["app_key"])


def _issue(shop: Shop, app: str) -> dict[str, Any]:
    access, refresh = "5000" + secrets.token_hex(24), "5001" + secrets.token_hex(24)
    keep = shop.settings
    now = shop.clock()
    shop.state.run(
        "insert into tokens(access,refresh,app,expires,refresh_expires) values(?,?,?,?,?)",
        (access, refresh, app, now + keep.token_seconds, now + keep.refresh_seconds),
    )
    lives: list[Any] = [int(keep.token_seconds), int(keep.refresh_seconds)]
    if keep.text_expires:
        lives = [str(value) for value in lives]
    return {
        "access_token": access,
        "refresh_token": refresh,
        "expires_in": lives[0],
        "refresh_expires_in": lives[1],
        "account": "practice@example.test",
        "account_id": "700100",
        "account_platform": "seller_center",
        "country": "CN",
        "user_info": {"country": "CN", "loginId": "cn700100", "user_id": "700100", "seller_id": "700100"},
        "code": "0",
    }


def check_token(shop: Shop, params: dict[str, str]) -> None:
    """Refuses a call without a living token of its own app; ``session`` is the older name of the parameter."""
    token = params.get("access_token") or params.get("session") or ""
    if not token:
        raise GatewayError(
            "MissingParameter",
            "The input parameter “access_token” that is mandatory for processing this request is not supplied",
        )
    row = shop.state.row("select * from tokens where access=?", (token,))
    if row is None or row["dead"] or row["expires"] <= shop.clock() or row["app"] != params.get("app_key"):
        raise GatewayError("IllegalAccessToken", "The specified access token is invalid or expired")


def expire_all(shop: Shop) -> None:
    """Ends every access token now (the fault "token_expiry"); refresh tokens stay good."""
    with shop.state.writing():
        shop.state.run("update tokens set expires=? where expires>?", (shop.clock() - 1, shop.clock() - 1))
