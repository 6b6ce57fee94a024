"""Hearing Telegram through aiogram: updates become commands of ours. Importing it is slow and
large (aiogram), so only the process that hears does."""
