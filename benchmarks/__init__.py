"""Our figures beside a floor measured in the same run. Nothing here asserts a time: the machine
is not ours. `python -m benchmarks --help`."""
