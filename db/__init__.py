"""Rows, the unit of work, repositories and read-only queries. No decisions live here."""
