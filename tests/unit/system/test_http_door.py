"""The door to the network: what offline means, and whether a failed request may have arrived."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.line import Hold, LineRules, rules_from_json
from desktop.system.http import Ask, HttpDoor, LostAnswer, NoLine, Upload, is_loopback
from desktop.system.line import LineWatch
from desktop.system.rates import ByteMeter, Pace


class Server(http.server.ThreadingHTTPServer):
    """Answers by path: cuts, halves, floods, redirects."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.seen: list[bytes] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """Broken lines are what is tested."""


class Answers(http.server.BaseHTTPRequestHandler):
    """One request."""

    server: Server

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        self.server.seen.append(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
        if self.path == "/cut":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if self.path == "/slow":
            time.sleep(1.0)
        self.send_response(302 if self.path == "/moved" else 200)
        if self.path == "/moved":
            self.send_header("Location", "http://192.0.2.1/")
        size = 1000 if self.path == "/half" else 3
        self.send_header("Content-Length", str(50_000 if self.path == "/flood" else size))
        self.end_headers()
        self.wfile.write(b"x" * 50_000 if self.path == "/flood" else b"yes")


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    thread = threading.Thread(target=running.serve_forever, args=(0.02,))
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def door(offline: bool = False, budget: int | None = None, meter: ByteMeter | None = None) -> HttpDoor:
    return HttpDoor(lambda: offline, meter or ByteMeter(None, lambda: budget), Pace(lambda host: 0.0))


def test_offline_refuses_before_any_name_is_looked_up() -> None:
    for url in ("https://example.com/", "http://192.0.2.7/", "https://[2001:db8::1]/"):
        with pytest.raises(NoLine) as refused:
            door(offline=True).send(Ask("GET", url))  # the suite fails on any look-up or connection
        assert refused.value.code in ("line.offline", "line.not_encrypted")


def test_offline_still_reaches_this_computer(server: Server) -> None:
    assert door(offline=True).send(Ask("GET", server.url)).body == b"yes"
    assert door(offline=True).send(Ask("GET", server.url.replace("127.0.0.1", "localhost"))).status == 200


@pytest.mark.parametrize(("host", "local"), [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True),
                                             ("example.com", False), ("127.0.0.1.example.com", False), ("", False)])  # fmt: skip
def test_loopback_is_judged_by_its_writing(host: str, local: bool) -> None:
    assert is_loopback(host) is local


def test_plain_http_beyond_this_computer_is_refused() -> None:
    with pytest.raises(NoLine) as refused:
        door().send(Ask("GET", "http://192.0.2.7/"))
    assert refused.value.code == "line.not_encrypted"


def test_nothing_sent_is_told_apart_from_perhaps_sent(server: Server) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    with pytest.raises(NoLine):
        door().send(Ask("POST", f"http://127.0.0.1:{closed}/", body=b"x"))
    for path in ("/cut", "/half"):
        with pytest.raises(LostAnswer):
            door().send(Ask("POST", server.url + path, body=b"x"))
    with pytest.raises(LostAnswer):
        door().send(Ask("POST", server.url + "/slow", body=b"x", timeout=0.2))
    with pytest.raises(LostAnswer):
        door().send(Ask("GET", server.url + "/flood", max_bytes=10_000))


def test_redirects_are_not_followed(server: Server) -> None:
    assert door().send(Ask("GET", server.url + "/moved")).status == 302


def test_files_and_text_travel_in_one_form(server: Server) -> None:
    upload = Upload("篮.jpg", b"\xff\xd8\xff")
    door().send(Ask("POST", server.url, form={"file_name": "篮"}, files={"image_bytes": upload}))
    assert b"\xff\xd8\xff" in server.seen[0]
    assert "篮".encode() in server.seen[0]


def test_the_days_bytes_are_counted_and_bounded(server: Server, tmp_path: Path) -> None:
    meter = ByteMeter(tmp_path / "bytes.json", lambda: 100_000)
    counted = door(meter=meter)
    for _ in range(2):
        counted.send(Ask("POST", server.url, body=b"x" * 20_000))
    again = ByteMeter(tmp_path / "bytes.json", lambda: 30_000)
    assert 40_000 < again.today().sent < 45_000
    assert again.left() == 0
    with pytest.raises(NoLine) as used:
        door(meter=again).permit("example.com")
    assert used.value.code == "line.budget_used"
    door(meter=again).permit("127.0.0.1")
    (tmp_path / "bytes.json").write_text("{broken", "utf-8")
    assert ByteMeter(tmp_path / "bytes.json", lambda: None).today().total == 0


def test_calls_to_one_host_keep_their_distance() -> None:
    waits: list[float] = []
    pace = Pace(lambda host: 0.3, waits.append)
    for _ in range(3):
        with pace.turn("shop.example"):
            pass
    with pace.turn("other.example"):
        pass
    assert len(waits) == 2
    assert all(0.2 < wait <= 0.3 for wait in waits)


def test_the_line_is_probed_only_where_the_owner_allows(server: Server) -> None:
    used = door()
    assert LineWatch(used, LineRules).probe(server.url) is None
    assert LineWatch(used, LineRules).state().up is None
    assert LineWatch(used, lambda: LineRules(probe=True)).probe(server.url) is True
    assert LineWatch(used, lambda: LineRules(probe=True)).probe("http://127.0.0.1:9") is False
    offline = LineWatch(used, lambda: LineRules(offline=True, probe=True))
    assert offline.probe(server.url) is None
    assert offline.state().up is False


def test_without_a_network_nothing_beyond_this_computer_is_asked(server: Server) -> None:
    cut = HttpDoor(lambda: False, ByteMeter(None, lambda: None), Pace(lambda host: 0.0), lambda: False)
    with pytest.raises(NoLine) as none:
        cut.send(Ask("GET", "https://shop.example/"))
    assert none.value.code == "line.no_network"
    assert cut.send(Ask("GET", server.url)).status == 200
    assert LineWatch(cut, LineRules).state().up is False
    assert LineWatch(cut, LineRules).hold("reply", 10) == Hold("line")


@pytest.mark.parametrize(("hour", "may"), [(23, True), (3, True), (12, False)])
def test_pictures_wait_for_the_night_on_a_metered_line_and_replies_do_not(hour: int, may: bool) -> None:
    watch = LineWatch(door(), lambda: LineRules(metered=True, night=(22, 6)), lambda: hour)
    assert watch.hold("listing", 900_000) == (None if may else Hold("night", hour=22))
    assert watch.state().large_at == (None if may else 22)
    assert watch.hold("listing", 5_000) is None
    assert watch.hold("reply", 900_000) is None
    assert LineWatch(door(), lambda: LineRules(night=(22, 6)), lambda: 12).hold("listing", 900_000) is None


def test_the_days_bytes_hold_what_does_not_fit_and_everything_when_used_up() -> None:
    def held(used: int, kind: str, size: int) -> str:
        meter = ByteMeter(None, lambda: 1_000_000)
        meter.add(used, 0)
        found = LineWatch(door(meter=meter), lambda: LineRules(bytes_per_day=1_000_000)).hold(kind, size)
        return found.why if found else ""

    assert [held(0, "listing", 900_000), held(200_000, "listing", 900_000), held(200_000, "reply", 2_000)] == ["", "budget", ""]
    assert held(1_000_000, "reply", 2_000) == "budget"
    assert held(0, "listing", 1_000_001) == "too_much"


def test_rules_survive_the_settings_and_nonsense_counts_as_not_set() -> None:
    rules = LineRules(True, True, True, (23, 5), 20_000_000)
    assert rules_from_json(rules.to_json(), offline=True, bytes_per_day=20_000_000) == rules
    broken = rules_from_json({"night": [25, "x"], "metered": 0}, offline=False, bytes_per_day=-5)
    assert broken == LineRules()


def test_speed_comes_from_real_transfers_and_outlives_the_program(server: Server, tmp_path: Path) -> None:
    used = door(meter=ByteMeter(tmp_path / "bytes.json", lambda: None))
    assert LineWatch(used, LineRules).seconds_for(1000) is None
    used.send(Ask("POST", server.url, body=b"x" * 100_000))
    speed = LineWatch(used, LineRules).state().speed
    assert speed is not None
    assert LineWatch(used, LineRules).seconds_for(1000) == 1000 / speed
    assert ByteMeter(tmp_path / "bytes.json", lambda: None).speed == speed
