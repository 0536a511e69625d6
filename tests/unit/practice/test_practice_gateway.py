"""The practice shop against clients that nobody here wrote: raw HTTP, the official SDK's habits, hostile bytes."""

# ruff: noqa: S310 (only loopback addresses are opened)

from __future__ import annotations

import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.practice.shop import APP_KEY, APP_SECRET, LIMITED_KEY, LIMITED_SECRET
from desktop.practice.signing import digest, signature_is_right, string_to_sign
from tests.publishing import PracticeShop

FORM = "application/x-www-form-urlencoded;charset=utf-8"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[PracticeShop]:
    running = PracticeShop(tmp_path / "shop")
    yield running
    running.close()


def sign(params: dict[str, str], secret: str = APP_SECRET, path: str = "") -> dict[str, str]:
    """A client's own signature, written apart from both the shop's and the connector's."""
    text = path + "".join(f"{name}{params[name]}" for name in sorted(params) if params[name])
    return {**params, "sign": hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest().upper()}


def common(method: str, token: str = "", **more: str) -> dict[str, str]:
    base = {"method": method, "app_key": APP_KEY, "timestamp": str(int(time.time() * 1000)), "sign_method": "sha256"}
    return {**base, **({"access_token": token} if token else {}), **more}


def post(url: str, body: bytes, kind: str = FORM) -> Any:
    request = urllib.request.Request(url, body, {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200
        return json.loads(answer.read())


def form(shop: PracticeShop, params: dict[str, str]) -> Any:
    return post(shop.url + "/sync", urllib.parse.urlencode(params).encode())


def token(shop: PracticeShop) -> dict[str, Any]:
    code = shop.post("/_practice/code", {})["code"]
    now = str(int(time.time() * 1000))
    params = sign({"app_key": APP_KEY, "timestamp": now, "sign_method": "sha256", "code": code}, path="/auth/token/create")
    found: dict[str, Any] = post(shop.url + "/rest/auth/token/create", urllib.parse.urlencode(params).encode())
    return found


@pytest.mark.parametrize("vector", json.loads(Path("tests/data/sign-vectors.json").read_text("utf-8"))["vectors"])
def test_the_published_vectors_pass_the_shops_own_check(vector: dict[str, Any]) -> None:
    params = {**vector["params"], "sign": vector["signature"]}
    bare = string_to_sign(vector["params"], vector["prefix"])
    assert bare in vector["string_to_sign"]
    assert digest(bare, vector["secret"], vector["scheme"]) == vector["signature"]
    assert signature_is_right(params, vector["secret"], vector["prefix"])
    assert not signature_is_right({**params, "app_key": "1"}, vector["secret"], vector["prefix"])


def test_every_encoding_of_the_real_server_is_read(shop: PracticeShop) -> None:
    access = token(shop)["access_token"]
    params = sign(common("alibaba.icbu.category.get.new", access, cat_id="0", simplify="true"))
    own = {"cat_id": "0"}
    query = urllib.parse.urlencode({key: value for key, value in params.items() if key not in own})
    answers = [
        form(shop, params),
        post(f"{shop.url}/sync?{query}", urllib.parse.urlencode(own).encode()),
        post(shop.url + "/sync", json.dumps(params).encode(), "application/json;charset=utf-8"),
        json.loads(shop.get("/sync?" + urllib.parse.urlencode(params))),
        post(shop.url + "/sync", _multipart(params, {}), "multipart/form-data; boundary=XX"),
    ]
    for answer in answers:
        assert answer["category"]["child_ids"], answer
        assert answer["request_id"]
        assert answer["_trace_id_"]


def test_lists_are_wrapped_unless_simplified(shop: PracticeShop) -> None:
    access = token(shop)["access_token"]
    wrapped = form(shop, sign(common("alibaba.icbu.category.get.new", access, cat_id="0")))
    inner = wrapped["alibaba_icbu_category_get_new_response"]
    assert isinstance(inner["category"]["child_ids"]["number"], list)
    assert inner["request_id"]


def test_the_official_sdks_habits_are_understood(shop: PracticeShop) -> None:
    access = token(shop)["access_token"]
    params = common("alibaba.icbu.product.list", language="ENGLISH", current_page="1", page_size="10")
    params |= {"partner_id": "iop-sdk-python-20220609", "simplify": "false", "format": "json", "session": access}
    answer = form(shop, sign(params))
    assert answer["alibaba_icbu_product_list_response"]["total_item"] == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sign": "0" * 64}, "IncompleteSignature"),
        ({"timestamp": "1517820392000"}, "InvalidTimestamp"),
        ({"timestamp": "yesterday"}, "InvalidParameter"),
        ({"app_key": "999"}, "InvalidAppKey"),
        ({"access_token": ""}, "MissingParameter"),
        ({"access_token": "nonsense"}, "IllegalAccessToken"),
        ({"method": "alibaba.icbu.nothing"}, "InvalidApiPath"),
        ({"cat_id": "x"}, "InvalidParameter"),
        ({"cat_id": ""}, "MissingParameter"),
    ],
)
def test_refusals_come_with_http_200(shop: PracticeShop, change: dict[str, str], code: str) -> None:
    access = token(shop)["access_token"]
    params = {**common("alibaba.icbu.category.get.new", access, cat_id="0"), **change}
    signed = params if "sign" in change else sign({key: value for key, value in params.items() if value})
    error = form(shop, signed)["error_response"]
    assert error["code"] == code
    assert error["request_id"]
    assert error["_trace_id_"]


def test_an_app_without_the_permission_is_refused(shop: PracticeShop) -> None:
    now = str(int(time.time() * 1000))
    page = urllib.parse.urlencode({"client_id": LIMITED_KEY, "redirect_uri": shop.url + "/oauth/code", "answer": "allow"})
    with urllib.request.urlopen(shop.url + "/oauth/decision", page.encode(), timeout=10) as answer:
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.url).query)["code"][0]
    params = {"app_key": LIMITED_KEY, "timestamp": now, "sign_method": "sha256", "code": code}
    signed = sign(params, LIMITED_SECRET, "/auth/token/create")
    got = post(shop.url + "/rest/auth/token/create", urllib.parse.urlencode(signed).encode())
    call = {**common("alibaba.icbu.product.schema.add", got["access_token"]), "app_key": LIMITED_KEY}
    error = form(shop, sign(call, LIMITED_SECRET))["error_response"]
    assert error["code"] == "InsufficientPermission"


def test_codes_work_once_and_refresh_tokens_rotate(shop: PracticeShop) -> None:
    first = token(shop)
    params = {"app_key": APP_KEY, "timestamp": str(int(time.time() * 1000)), "sign_method": "sha256"}
    refresh = sign({**params, "refresh_token": first["refresh_token"]}, path="/auth/token/refresh")
    url = shop.url + "/rest/auth/token/refresh"
    second = post(url, urllib.parse.urlencode(refresh).encode())
    assert second["access_token"] != first["access_token"]
    assert post(url, urllib.parse.urlencode(refresh).encode())["code"] == "IllegalRefreshToken"
    error = form(shop, sign(common("alibaba.icbu.category.get.new", first["access_token"], cat_id="0")))
    assert error["error_response"]["code"] == "IllegalAccessToken"


def test_the_sellers_page_brings_code_and_state_back(shop: PracticeShop) -> None:
    query = {"response_type": "code", "client_id": APP_KEY, "redirect_uri": "http://127.0.0.1:9/back", "state": "s1"}
    page = shop.get("/oauth/authorize?" + urllib.parse.urlencode(query))
    assert 'name="state" value="s1"' in page
    elsewhere = {**query, "redirect_uri": "https://evil.example/"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        shop.get("/oauth/authorize?" + urllib.parse.urlencode(elsewhere))
    assert refused.value.code == 400
    refused.value.close()


def test_a_picture_above_five_megabytes_is_refused(shop: PracticeShop) -> None:
    access = token(shop)["access_token"]
    params = sign(common("alibaba.icbu.photobank.upload", access, file_name="big.jpg", simplify="true"))
    for size, good in ((5 * 1024 * 1024, True), (5 * 1024 * 1024 + 1, False)):
        data = b"\xff\xd8\xff" + b"\0" * (size - 3)
        answer = post(shop.url + "/sync", _multipart(params, {"image_bytes": data}), "multipart/form-data; boundary=XX")
        assert ("upload_image_response" in answer) is good
    assert answer["error_response"]["sub_code"] == "isv.image-size-exceeded"


def _multipart(params: dict[str, str], files: dict[str, bytes]) -> bytes:
    parts = [f'--XX\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in params.items()]
    for name, data in files.items():
        head = f'--XX\r\nContent-Disposition: form-data; name="{name}"; filename="p.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    return b"".join(parts) + b"--XX--\r\n"


def test_hostile_bytes_never_bring_a_traceback(shop: PracticeShop) -> None:
    host, port = "127.0.0.1", shop.server.port

    @settings(max_examples=60)
    @given(st.binary(max_size=400), st.sampled_from((b"/sync", b"/rest/auth/token/create", b"/", b"/oauth/decision", b"/inbox",
                                                      b"/_practice/faults", b"/_practice/inbox", b"/search?q=%ff", b"/product/9")),
           st.sampled_from((b"application/json", FORM.encode(), b"multipart/form-data; boundary=XX", b"x")))  # fmt: skip
    def attack(body: bytes, path: bytes, kind: bytes) -> None:
        head = b"POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        with socket.create_connection((host, port), timeout=5) as line:
            line.sendall(head % (path, kind, len(body)) + body)
            answer = b""
            while chunk := line.recv(65536):
                answer += chunk
        status = int(answer.split(b" ", 2)[1])
        assert status in (200, 302, 400, 403, 404, 413), answer[:200]
        assert b"Traceback" not in answer
        assert b'File "' not in answer

    attack()
    with socket.create_connection((host, port), timeout=5) as line:
        line.sendall(b"POST /sync HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
        assert b" 413 " in line.recv(4096)
    with socket.create_connection((host, port), timeout=5) as line:
        line.sendall(os.urandom(300) + b"\r\n\r\n")
    assert json.loads(shop.get("/_practice/health"))["ready"]


def _started(folder: Path, port: int) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "desktop.practice", "--port", str(port), "--data", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    return process, line.split("http://")[1].split("/")[0] if "http://" in line else ""


def test_a_port_in_use_is_one_sentence_and_exit_2(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process, _ = _started(tmp_path, taken.getsockname()[1])
        out, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert err.count("\n") == 1
    assert "port" in err
    assert "Traceback" not in out + err


def test_what_was_answered_survives_kill_9(tmp_path: Path) -> None:
    process, address = _started(tmp_path, 0)
    sent = json.dumps({"body": "Precio para 500 cestas?", "from": "ana@example.test"}).encode()
    kept = post(f"http://{address}/_practice/inbox", sent, "application/json")
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)
    process, address = _started(tmp_path, 0)
    with urllib.request.urlopen(f"http://{address}/_practice/inbox", timeout=10) as answer:
        found = json.loads(answer.read())["messages"]
    process.terminate()
    process.communicate(timeout=20)
    assert [row["id"] for row in found] == [kept["id"]]
    assert found[0]["body"] == "Precio para 500 cestas?"


def test_hostile_product_text_is_shown_as_text(shop: PracticeShop) -> None:
    post(shop.url + "/_practice/inbox", json.dumps({"body": "<script>alert(1)</script>", "subject": '"><img src=x>'}).encode())
    page = shop.get("/inbox")
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;" in page
