"""Hearing Telegram through aiogram: updates become commands of ours. Importing it is slow and
large (aiogram), so only the process that hears does."""

from handlers.telegram.light import import_aiogram

import_aiogram()
