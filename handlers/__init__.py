"""How messages come in: one module or package per channel. Nothing here sends or decides."""
