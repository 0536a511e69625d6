"""``python -m desktop.practice``: runs the practice shop until it is stopped."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from desktop.practice.server import PracticeServer
from desktop.practice.shop import APP_KEY, APP_SECRET, Settings, Shop

DEFAULT_PORT = 8765


def serve(port: int, folder: Path, settings: Settings | None = None) -> int:
    """Runs the shop on 127.0.0.1 until Ctrl+C; returns the exit code (2: the port is taken or the folder unusable)."""
    try:
        shop = Shop(folder, settings or Settings())
        server = PracticeServer(shop, port)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        print(
            f"The practice shop cannot start on port {port}: {reason}. Choose another port with --port.",
            file=sys.stderr,
        )
        return 2
    print(f"Practice shop: {shop.base_url}/  (app key {APP_KEY}, app secret {APP_SECRET})", flush=True)
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
        shop.state.close()
    return 0


def main(arguments: list[str] | None = None) -> int:
    """The command line of the practice shop alone."""
    parser = argparse.ArgumentParser(prog="python -m desktop.practice", description="The practice shop on this machine.")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--data", type=Path, default=Path("practice-shop"), help="folder that keeps the shop's state")
    parser.add_argument("--review-seconds", type=float, default=3.0)
    parser.add_argument("--list-lag", type=float, default=1.0)
    parser.add_argument("--token-seconds", type=float, default=864_000)
    parser.add_argument("--calls-per-second", type=float, default=0.0)
    parser.add_argument("--text-expires", action="store_true", help="expires_in as text, as some servers send it")
    given = parser.parse_args(arguments)
    if not 0 <= given.port <= 65535:
        print(f"{given.port} is not a port: choose one from 0 to 65535.", file=sys.stderr)
        return 2
    settings = Settings(
        token_seconds=given.token_seconds,
        review_seconds=given.review_seconds,
        list_lag=given.list_lag,
        calls_per_second=given.calls_per_second,
        text_expires=given.text_expires,
    )
    return serve(given.port, given.data, settings)


if __name__ == "__main__":
    sys.exit(main())
