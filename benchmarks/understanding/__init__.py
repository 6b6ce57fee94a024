"""The open benchmark of understanding: messages, training, scoring. See docs/understanding.md."""
