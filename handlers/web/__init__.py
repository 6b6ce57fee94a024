"""The web chat: a community without Telegram uses it through a QR code. Static pages, a small
JSON interface, and a stream of what changes. The demo's extras are in demo.py alone."""
