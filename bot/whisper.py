"""Hearing speech on this machine with faster-whisper (extra `speech`). The model comes from a
folder the operator names; nothing is fetched. It runs in a thread of its own, one at a time."""

import asyncio
import importlib.util
import io
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any


class CannotHear(Exception):
    """The library or the model is not there; the text says what to do."""


class Busy(Exception):
    """A note that was given up is still being heard."""


class Whisper:
    """A transcriber. The model is read with the first note, and kept."""

    def __init__(self, model: Path, language: str) -> None:
        self._path, self._language = model, language
        self._model: Any = None
        self._busy = threading.Lock()

    def check(self) -> None:
        """Raises CannotHear where the library or the model is missing."""
        if importlib.util.find_spec("faster_whisper") is None:
            raise CannotHear("[speech] backend: first run pip install 'jiedan[speech]'")
        if not (self._path / "model.bin").is_file():
            raise CannotHear("[speech] model: in that folder is no model.bin")

    async def transcribe(self, content: bytes) -> str:
        """The words of a note. Raises Busy while another is being heard."""
        return await beside(lambda: self._hear(content))

    def _hear(self, content: bytes) -> str:
        if not self._busy.acquire(blocking=False):
            raise Busy
        try:
            model = self._read()
            pieces, _ = model.transcribe(io.BytesIO(content), language=self._language, beam_size=1)
            return "".join(str(piece.text) for piece in pieces)
        finally:
            self._busy.release()

    def _read(self) -> Any:
        if self._model is None:
            from faster_whisper import WhisperModel  # type: ignore[import-not-found]  # an extra

            self._model = WhisperModel(
                str(self._path), device="cpu", compute_type="int8", local_files_only=True
            )
        return self._model


async def beside(work: Callable[[], str]) -> str:
    """Do it in a thread that keeps neither the event loop nor the end of the program waiting."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[str] = loop.create_future()

    def settle(result: str | None, error: Exception | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result or "")

    def run() -> None:
        result, failed = None, None
        try:
            result = work()
        except Exception as error:
            failed = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, failed)

    threading.Thread(target=run, name="speech", daemon=True).start()
    return await done
