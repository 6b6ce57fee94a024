"""The chaos test: real processes that are killed, cut off and refused while people write to them.
What it does and what it found is said in docs/chaos.md."""
