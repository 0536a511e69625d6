"""Accounts: signing in with the browser on this computer, testing, removing."""

from __future__ import annotations

import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.bootstrap import House
from desktop.domain.accounts import AccountCard
from desktop.domain.errors import BadInput, LineProblem
from desktop.platforms.base import AuthExpired, Unreachable
from desktop.services.accounts import Accounts
from tests.publishing import PracticeShop, door


@pytest.fixture
def house(profile: Path) -> Iterator[House]:
    with House(profile) as opened:
        yield opened


def accounts_of(house: House, offline: bool = False) -> Accounts:
    return Accounts(house.store, house.settings, house.secrets, door(offline), house.words.resources)


def owner(answer: str) -> tuple[list[threading.Thread], object]:
    """The owner at the browser: opens the platform's page and presses a button on it."""
    threads: list[threading.Thread] = []

    def press(address: str) -> None:
        query = urllib.parse.urlsplit(address).query
        given = dict(urllib.parse.parse_qsl(query))
        base = address.split("/oauth/")[0]
        data = urllib.parse.urlencode({**given, "answer": answer}).encode()
        with urllib.request.urlopen(f"{base}/oauth/decision", data, timeout=10) as page:  # noqa: S310 (loopback)
            page.read()

    def opened(address: str) -> None:
        thread = threading.Thread(target=press, args=(address,))
        thread.start()
        threads.append(thread)

    return threads, opened


def test_signing_in_with_the_browser(shop: PracticeShop, house: House) -> None:
    accounts = accounts_of(house)
    accounts.save(AccountCard("practice", "practice", "Practice shop", {"base": shop.url}))
    assert accounts.can_publish("practice") is not None
    threads, opened = owner("allow")
    accounts.sign_in("practice", opened)  # type: ignore[arg-type]
    for thread in threads:
        thread.join()
    assert accounts.test("practice").name == "practice@example.test"
    assert accounts.can_publish("practice") is None


def test_a_refusal_is_one_sentence(shop: PracticeShop, house: House) -> None:
    accounts = accounts_of(house)
    accounts.save(AccountCard("practice", "practice", "Practice shop", {"base": shop.url}))
    threads, opened = owner("deny")
    with pytest.raises(LineProblem) as refused:
        accounts.sign_in("practice", opened)  # type: ignore[arg-type]
    assert refused.value.code == "account.sign_in_refused"
    for thread in threads:
        thread.join()


def test_a_pasted_page_address_is_enough(shop: PracticeShop, house: House) -> None:
    accounts = accounts_of(house)
    accounts.save(AccountCard("practice", "practice", "Practice shop", {"base": shop.url}))
    code = shop.post("/_practice/code", {})["code"]
    accounts.finish_sign_in("practice", f"  {shop.url}/oauth/code?code={code}&state=x ")
    assert accounts.can_publish("practice") is None
    with pytest.raises(BadInput):
        accounts.finish_sign_in("practice", f"{shop.url}/oauth/code?state=x")


def test_removing_an_account_wipes_its_tokens(shop: PracticeShop, house: House) -> None:
    accounts = accounts_of(house)
    accounts.add_practice(shop.url)
    accounts.remove("practice")
    assert house.secrets.get("alibaba/practice/tokens") is None
    with pytest.raises(BadInput) as gone:
        accounts.platform("practice")
    assert gone.value.code == "account.not_found"


def test_offline_touches_nothing_beyond_this_computer(house: House) -> None:
    accounts = accounts_of(house, offline=True)
    accounts.save(AccountCard("shop", "alibaba", "My shop", {"app_key": "1"}), {"app_secret": "s"})
    with pytest.raises(AuthExpired) as none:
        accounts.test("shop")
    assert none.value.code == "platform.not_signed_in"
    with pytest.raises(Unreachable) as offline:
        accounts.finish_sign_in("shop", "some-code")  # the test suite fails on any name look-up
    assert offline.value.code == "line.offline"
    with pytest.raises(BadInput):
        accounts.add_practice("https://example.com/")
