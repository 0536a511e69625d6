"""Offline is a mode: with accounts, mail and a full outbox every screen opens and nothing beyond this computer is asked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from desktop.domain.accounts import AccountCard
from desktop.domain.line import LineRules
from desktop.domain.outbox import OutboxItem
from desktop.platforms.alibaba.tokens import Tokens, TokenStore
from desktop.storage import outbox as rows
from tests.publishing import basket
from tests.ui.conftest import Desk

ROOT = Path(__file__).parents[2]
ACCOUNTS = (
    AccountCard("shop", "woocommerce", "Shop", {"base": "https://shop.example", "user": "u"}),
    AccountCard("alibaba", "alibaba", "Alibaba.com", {"app_key": "1"}),
    AccountCard("mail", "mail", "Mail", {"address": "me@163.com"}),
)
SCREENS = ("today", "cards", "listings", "copy", "publish", "files", "messages", "deals", "outbox", "models", "settings")

CAUGHT = """
import contextlib, socket, threading

def test_a_look_up_in_a_thread_that_swallows_the_error():
    def reach():
        with contextlib.suppress(BaseException):
            socket.getaddrinfo("shop.example", 443)
    thread = threading.Thread(target=reach)
    thread.start()
    thread.join()
"""


def _filled(desk: Desk, tmp_path: Path) -> None:
    house = desk.house
    house.listings.approve_clean("TB-301")
    for account in ACCOUNTS:
        house.accounts.save(account, {"password": "p", "app_secret": "s"})
    TokenStore(house.secrets, "alibaba", house.accounts.clock).keep(Tokens("access", "refresh"))
    with house.store.write() as db:
        for account in ("shop", "alibaba"):
            publication = basket(tmp_path, "TB-301")
            rows.add(db, OutboxItem(account * 3, "listing", account, "TB-301", {"publication": publication.to_json()}, approved_at=2e9))
        rows.add(db, OutboxItem("reply-1", "reply", "mail", "t", {"message": "m", "text": "Yes."}, approved_at=2e9))


def test_offline_opens_every_screen_and_presses_what_would_send(desk: Desk, tmp_path: Path) -> None:
    desk.house.settings.save_line_rules(LineRules(offline=True, probe=True))
    _filled(desk, tmp_path)
    for name in SCREENS:
        screen = desk.screen(name, "TB-301 en" if name == "copy" else "TB-301" if name in ("cards", "listings", "publish") else "")
        screen.refresh()
        desk.bot.wait(50)
    desk.screen("outbox")
    desk.press("send-now")
    office = desk.house.office
    office.line.run()
    for account in ACCOUNTS:
        desk.jobs.read("network", lambda _context, name=account.id: office.accounts.test(name), lambda _account: None)
    desk.until(lambda: len([text for text in desk.said if "line.offline" in text]) == len(ACCOUNTS), 30)
    assert {item.state for item in office.outbox.all()} == {"pending"}
    assert office.line.state().used_today == 0


def test_without_a_network_nothing_is_looked_up_either(desk: Desk, tmp_path: Path) -> None:
    desk.house.door.network = lambda: False
    _filled(desk, tmp_path)
    desk.screen("outbox")
    desk.press("send-now")
    office = desk.house.office
    office.line.run()
    assert {item.state for item in office.outbox.all()} == {"pending"}


def test_the_guard_of_all_tests_sees_a_look_up_in_any_thread(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "conftest.py")
    (tmp_path / "test_caught.py").write_text(CAUGHT, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1, done.stdout
    assert "reached beyond this computer: socket.getaddrinfo shop.example" in done.stdout
