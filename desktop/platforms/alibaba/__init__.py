"""Alibaba.com by its open platform, gateway G1 (shared reference, `alibaba-open-platform.md`)."""
