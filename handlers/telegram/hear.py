"""The dispatcher: every update to its workflow, and a session that refuses to say anything."""

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteWebhook,
    GetMe,
    GetUpdates,
    Response,
    SetWebhook,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, Message

from handlers.telegram.parse import read_message, read_press
from handlers.telegram.set_aside import SetAside
from workflows.deps import Deps, Say
from workflows.hear_message import hear_message
from workflows.press_button import press_button
from workflows.probe import database_is_well

HEARING = {m.__name__ for m in (AnswerCallbackQuery, DeleteWebhook, GetMe, GetUpdates, SetWebhook)}
UPDATES = ["message", "edited_message", "callback_query"]
TOAST_MOST = 200


class OnlyHears(BaseRequestMiddleware):
    """Makes it a fact that handlers never send: every other method is refused."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Let through what hearing needs. Raises RuntimeError for all else."""
        name = type(method).__name__
        if name not in HEARING:
            raise RuntimeError(f"handlers only hear: {name} goes by the outbox")
        return await make_request(bot, method)


def make_hearing_bot(token: str, api_base: str) -> Bot:
    """The bot that hears."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_base))
    session.middleware(OnlyHears())
    return Bot(token, session=session)


def make_dispatcher(deps: Deps, say: Say) -> Dispatcher:
    """One catch-all handler per kind of update (a chain of filters is slow)."""
    router = Router()

    async def on_message(message: Message) -> None:
        await hear_message(deps, read_message(message))

    async def on_press(query: CallbackQuery) -> None:
        pressed = read_press(query)
        if pressed is None:
            return
        toast = await press_button(deps, pressed)
        key, values = toast.line
        await _answer(query, say(toast.lang, key, values))

    router.message.register(on_message)
    router.edited_message.register(on_message)
    router.callback_query.register(on_press)
    dispatcher = Dispatcher(disable_fsm=True)  # the conversation lives in the database
    dispatcher.update.outer_middleware(SetAside(lambda: database_is_well(deps)))
    dispatcher.include_router(router)
    return dispatcher


async def _answer(query: CallbackQuery, text: str) -> None:
    """The one thing a handler says itself. A press too old to be answered was still acted on."""
    try:
        await query.answer(text[:TOAST_MOST], show_alert=len(text) > 20)
    except TelegramBadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
