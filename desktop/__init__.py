"""Tengqiao 藤桥: a desktop assistant for factory-type exporters."""

__version__ = "0.1.0"
