"""Accounts on platforms: add, sign in, test, remove; and the connector that belongs to each."""

from __future__ import annotations

import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.domain.accounts import AccountCard, account_from_json
from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput, Problem
from desktop.i18n import _
from desktop.platforms.alibaba.client import REAL_BASE, App, Client, Timeouts
from desktop.platforms.alibaba.connector import Alibaba, Shop
from desktop.platforms.alibaba.forms import Heard
from desktop.platforms.alibaba.tokens import TokenStore
from desktop.platforms.base import Account, Platform, Unreachable
from desktop.platforms.practice_inbox import PracticeShop
from desktop.platforms.store import Store as WebShop
from desktop.platforms.store import StoreApi
from desktop.platforms.vendure import Vendure, VendureSignIn
from desktop.platforms.woocommerce import WooCommerce, WooSignIn
from desktop.services.mail_accounts import MailAccounts
from desktop.services.settings import Settings
from desktop.storage import forms as form_rows
from desktop.storage import mail as mail_rows
from desktop.storage import outbox as rows
from desktop.storage.database import Store
from desktop.system.http import Ask, HttpDoor, is_loopback
from desktop.system.loopback import LoopbackCatcher
from desktop.system.secrets import Secrets

SIGN_IN_SECONDS = 600.0
REDIRECT_PORT = 8769
"""Where the browser comes back to on this computer: a fixed address, because the platform wants it registered."""
PRACTICE_KEY = "500100"
PRACTICE_SECRET = "practice-shop-secret-is-public"  # noqa: S105 (printed on the practice shop's start page)


class Uploads:
    """Which pictures an account already holds, by content."""

    def __init__(self, store: Store, account: str) -> None:
        self._store, self._account = store, account

    def get(self, sha256: str) -> Mapping[str, Any] | None:
        """What the platform answered for these bytes, or None."""
        return rows.upload(self._store.read(), self._account, sha256)

    def put(self, sha256: str, data: Mapping[str, Any]) -> None:
        """Keeps the platform's answer."""
        with self._store.write() as db:
            rows.keep_upload(db, self._account, sha256, data)


class HeardForms:
    """What an account's platform said about its forms and categories, on disk."""

    def __init__(self, store: Store, account: str, clock: Callable[[], float]) -> None:
        self._store, self._account, self._clock = store, account, clock

    def get(self, name: str) -> Heard | None:
        """What is kept, or None."""
        row = form_rows.get(self._store.read(), self._account, name)
        return None if row is None else Heard(row["text"], row["at"], row["changed_at"])

    def put(self, name: str, text: str) -> None:
        """Keeps what was heard now."""
        with self._store.write() as db:
            form_rows.keep(db, self._account, name, text, self._clock())

    def age(self, beginning: str) -> None:
        """Everything whose name begins so counts as old."""
        with self._store.write() as db:
            form_rows.age(db, self._account, beginning)


class SigningIn:
    """A sign-in under way: open `address` in the browser, ask `code` now and then, `close` in the end."""

    def __init__(self, address: str, catcher: LoopbackCatcher) -> None:
        self.address, self._catcher = address, catcher

    def code(self) -> str | None:
        """The code once the browser has come back. Raises LineProblem("account.sign_in_refused")."""
        return self._catcher.code()

    def close(self) -> None:
        """Stops listening."""
        self._catcher.close()


class Accounts:
    """The verbs on accounts. `resources` holds `platforms/practice.json`."""

    def __init__(self, store: Store, settings: Settings, secrets: Secrets, door: HttpDoor, resources: Path) -> None:
        self._store, self._settings, self._secrets = store, settings, secrets
        self._door, self._resources = door, resources
        self._lock = threading.Lock()
        self._open: dict[str, Platform] = {}
        self.clock: Callable[[], float] = time.time
        self.mail = MailAccounts(secrets, door, resources / "platforms" / "mail.json", self.clock)

    def all(self) -> list[AccountCard]:
        """Every account, by id; one that cannot be read is left out."""
        found = []
        for name, data in sorted(self._settings.get("accounts").items()):
            try:
                found.append(account_from_json(name, data))
            except BadInput:
                continue
        return found

    def get(self, name: str) -> AccountCard:
        """One account. Raises BadInput("account.not_found")."""
        for account in self.all():
            if account.id == name:
                return account
        raise BadInput("account.not_found", account=name, known=", ".join(item.id for item in self.all()) or "-")

    def save(self, account: AccountCard, secrets: Mapping[str, str] | None = None) -> Changes:
        """Adds or changes an account; `secrets` (app secret, password) go to the keyring only."""
        for key, value in (secrets or {}).items():
            self._secrets.put(_secret_name(account.id, key), value)
        kept = dict(self._settings.get("accounts"))
        kept[account_from_json(account.id, account.to_json()).id] = account.to_json()
        self._forget_open(account.id)
        return self._settings.put("accounts", kept)

    def remove(self, name: str) -> Changes:
        """Removes an account and wipes its tokens and secrets."""
        account = self.get(name)
        for key in ("app_secret", "password", "consumer_secret", "api_key", "client_secret"):
            self._secrets.forget(_secret_name(name, key))
        if account.kind in ("alibaba", "practice", "mail"):
            TokenStore(self._secrets, name, self.clock).forget()
        self._forget_open(name)
        with self._store.write() as db:
            rows.forget_account(db, name)
            form_rows.forget_account(db, name)
            mail_rows.forget_cursor(db, name)
        kept = {key: value for key, value in self._settings.get("accounts").items() if key != name}
        return self._settings.put("accounts", kept)

    def test(self, name: str) -> Account:
        """Tests the connection; raises a Problem with the reason."""
        return self.platform(name).check()

    def choose_place(self, name: str, category: str, leaf: int) -> Changes:
        """Which of the platform's categories takes products of one of ours; kept with the account."""
        account = self.get(name)
        known = account.options.get("places")
        places = {**(known if isinstance(known, Mapping) else {}), category: str(leaf)}
        return self.save(replace(account, options={**account.options, "places": places}))

    def replace_secrets(self, name: str, options: Mapping[str, Any], secrets: Mapping[str, str]) -> Changes:
        """Other keys, address or password for an account that exists; everything else of it stays."""
        account = self.get(name)
        return self.save(replace(account, options={**account.options, **options}), secrets)

    # connectors --------------------------------------------------------------------------------------------------

    def platform(self, name: str) -> Platform:
        """The connector of an account. Raises BadInput for an unknown one, Unreachable when the practice shop is not up."""
        with self._lock:
            known = self._open.get(name)
            if known is None:
                account = self.get(name)
                if account.kind == "practice" and TokenStore(self._secrets, name, self.clock).read() is None:
                    self._sign_in_practice(account)  # its keys are public; without a keyring tokens end with the program
                known = self._open[name] = self._make(account)
            return known

    def host_of(self, account: AccountCard) -> str:
        """The address of a shop on the internet; empty for a mailbox and for a shop on this computer."""
        base = account.option("base", REAL_BASE if account.kind == "alibaba" else "")
        return "" if is_loopback(urllib.parse.urlsplit(base).hostname or "") else base

    def is_here(self, name: str) -> bool:
        """Whether an account is a shop on this computer, which needs no line."""
        for account in self.all():
            if account.id == name:
                return is_loopback(urllib.parse.urlsplit(account.option("base")).hostname or "")
        return False

    def _forget_open(self, name: str) -> None:
        with self._lock:
            self._open.pop(name, None)

    def _make(self, account: AccountCard) -> Platform:
        if account.kind in ("alibaba", "practice"):
            return self.alibaba(account)
        if account.kind in ("woocommerce", "vendure"):
            return self._store_of(account)
        if account.kind == "mail":
            return self.mail.mailbox(account)
        raise BadInput("account.kind_not_ready", kind=account.kind)

    def _store_of(self, account: AccountCard) -> Platform:
        """An own web shop."""
        base, user = account.option("base").rstrip("/"), account.option("user")
        password = self._secrets.get(_secret_name(account.id, "password")) or ""
        api: StoreApi
        if account.kind == "woocommerce":
            api = WooCommerce(self._door, WooSignIn(base, user, password, account.option("main", "en")))
        else:
            key = self._secrets.get(_secret_name(account.id, "api_key")) or ""
            api = Vendure(self._door, VendureSignIn(base, key, user, password))
        return WebShop(api, account.id, account.name, Uploads(self._store, account.id))

    def alibaba(self, account: AccountCard) -> Alibaba:
        """The connector for Alibaba.com or for the practice shop, which speaks the same protocol."""
        practice = account.kind == "practice"
        secret = PRACTICE_SECRET if practice else self._secrets.get(_secret_name(account.id, "app_secret")) or ""
        key = PRACTICE_KEY if practice else account.option("app_key")
        base = account.option("base", REAL_BASE)
        client = Client(self._door, App(key, secret, base), TokenStore(self._secrets, account.id, self.clock), self.clock, Timeouts())
        places = account.options.get("places")
        own = {str(key): str(value) for key, value in places.items()} if isinstance(places, Mapping) else {}
        if practice:
            known = json.loads((self._resources / "platforms" / "practice.json").read_text("utf-8"))
            shop = Shop(account.id, account.name, {**known["places"], **own}, 1.5, 3.0, str(known["else"]))
        else:
            shop = Shop(account.id, account.name, own)
        uploads, heard = Uploads(self._store, account.id), HeardForms(self._store, account.id, self.clock)
        if practice:
            return PracticeShop(self._door, base, (client, shop, uploads, heard))
        return Alibaba(client, shop, uploads, heard)

    # signing in --------------------------------------------------------------------------------------------------

    def add_practice(self, base: str) -> Changes:
        """Connects the practice shop at `base` (loopback only) and signs in without a browser: its keys are public."""
        if not is_loopback(urllib.parse.urlsplit(base).hostname or ""):
            raise BadInput("account.practice_elsewhere", address=base[:80])
        account = AccountCard("practice", "practice", "Practice shop", {"base": base.rstrip("/")})
        changes = self.save(account)
        self._sign_in_practice(account)
        return changes

    def _sign_in_practice(self, account: AccountCard) -> None:
        reply = self._door.send(Ask("POST", account.option("base") + "/_practice/code", body=b"{}"))
        try:
            code = json.loads(reply.body)["code"]
        except (ValueError, KeyError, TypeError) as error:
            raise Unreachable("platform.not_a_practice_shop", address=account.option("base")) from error
        self.alibaba(account).client.sign_in(str(code))

    def sign_in(self, name: str, open_page: Callable[[str], object], cancelled: Callable[[], bool] = lambda: False) -> Changes:
        """Opens the platform's page with `open_page` and waits for the browser to come back to this computer.

        Raises LineProblem("account.sign_in_refused") on refusal, cancel or after ten minutes; where the platform
        allows no loopback address, `sign_in_address` and `finish_sign_in` do the same with a pasted code.
        """
        account = self.get(name)
        port = account.options.get("redirect_port")
        with LoopbackCatcher(_("You can close this page now."), port if isinstance(port, int) else 0) as catcher:
            open_page(self.sign_in_address(name, catcher.url, catcher.state))
            code = catcher.wait(SIGN_IN_SECONDS, cancelled)
        return self.finish_sign_in(name, code)

    def begin_sign_in(self, name: str) -> SigningIn:
        """Starts listening for the browser without waiting: for a window that must not stand still."""
        port = self.get(name).options.get("redirect_port")
        catcher = LoopbackCatcher(_("You can close this page now."), port if isinstance(port, int) else 0)
        try:
            return SigningIn(self.sign_in_address(name, catcher.url, catcher.state), catcher)
        except Problem:
            catcher.close()
            raise

    def new_id(self, kind: str) -> str:
        """A free id for another account of a kind: "alibaba", then "alibaba-2" ..."""
        taken = set(self._settings.get("accounts"))
        names = (kind if number == 1 else f"{kind}-{number}" for number in range(1, 1000))
        return next(name for name in names if name not in taken)

    def sign_in_address(self, name: str, redirect: str, state: str) -> str:
        """Where the owner's browser goes to allow the app."""
        account = self.get(name)
        if account.kind == "mail":
            return self.mail.sign_in_address(account, redirect, state)
        return self.alibaba(account).client.authorize_url(redirect, state)

    def finish_sign_in(self, name: str, code: str) -> Changes:
        """Takes the code that the browser brought back or the owner pasted, and resumes what waited for it."""
        account = self.get(name)
        text = code.strip()
        if "code=" in text or "://" in text:  # the whole address of the page was pasted
            text = urllib.parse.parse_qs(urllib.parse.urlsplit(text).query).get("code", [""])[0]
        if not text:
            raise BadInput("account.no_code")
        if account.kind == "mail":
            self.mail.finish_sign_in(account, text)
        else:
            self.alibaba(account).client.sign_in(text)
        self._forget_open(name)
        return Changes.of("settings", "accounts")

    def can_publish(self, name: str) -> Problem | None:
        """Why nothing can be published to an account now, or None; asks nobody."""
        try:
            account = self.get(name)
        except BadInput as problem:
            return problem
        if account.kind in ("alibaba", "practice") and TokenStore(self._secrets, name, self.clock).read() is None:
            return BadInput("platform.not_signed_in", account=name)
        return None


def _secret_name(account: str, key: str) -> str:
    return f"account/{account}/{key}"
