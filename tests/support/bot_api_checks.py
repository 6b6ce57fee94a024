"""What the Bot API twin refuses in a message before it looks at the chat: markup and text."""

from typing import Any

from tests.support.bot_api_wire import Arguments, bad_request

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
SIZE_LIMITS = {
    "photo": 10 * 1024 * 1024,
    "voice": 50 * 1024 * 1024,
    "document": 50 * 1024 * 1024,
    "video": 50 * 1024 * 1024,
}


def checked_markup(arguments: Arguments) -> dict[str, Any] | None:
    """The reply markup, or how Telegram refuses it."""
    markup: dict[str, Any] | None = arguments.get("reply_markup")
    for row in (markup or {}).get("inline_keyboard", []):
        if not isinstance(row, list):
            raise bad_request("can't parse inline keyboard markup: expected an Array of Arrays")
        for button in row:
            _check_button(button)
    return markup


def _check_button(button: Any) -> None:
    problem = "can't parse inline keyboard button: "
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request(problem + 'Field "text" must be of type String')
    if not button["text"]:
        raise bad_request("inline keyboard button text is empty")
    actions = {"callback_data", "url", "web_app", "switch_inline_query", "login_url", "copy_text"}
    if not actions & button.keys():
        raise bad_request(problem + "Text buttons are unallowed in the inline keyboard")
    callback_data = button.get("callback_data", "-")
    if not isinstance(callback_data, str):
        raise bad_request(problem + 'Field "callback_data" must be of type String')
    if not 1 <= len(callback_data.encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")


def checked_text(arguments: Arguments) -> str:
    text = arguments.text("text")
    if not text.strip():
        raise bad_request("message text is empty")
    return text
