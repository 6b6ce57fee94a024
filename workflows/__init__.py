"""Use cases, as verbs: each is one transaction over the database. No platform is known here."""
