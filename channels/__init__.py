"""How messages go out: one module per channel. Nothing here decides or reads the database."""
