"""Hearing speech on this machine with faster-whisper (extra `speech`). The model comes from a
folder the operator names; nothing is fetched. It runs in a thread of its own, one at a time."""

import asyncio
import importlib.util
import io
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

RATE = 16_000
"""Samples a second, as every model of Whisper wants them."""

MOST_SECONDS = 300
"""What is said later in a note is not heard: a file of silence is small, and lasts for days."""

FILES = ("model.bin", "tokenizer.json")
"""What must be in the folder. The library would fetch the second from the net."""


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
        """Read the model. Raises CannotHear where that or the library is missing or of no use."""
        self._read()

    async def transcribe(self, content: bytes) -> str:
        """The words of a note's first minutes. Raises Busy while another is being heard; one that
        is given up is heard to the end of its half minute."""
        given_up = threading.Event()
        try:
            return await beside(lambda: self._hear(content, given_up.is_set))
        finally:
            given_up.set()

    def _hear(self, content: bytes, given_up: Callable[[], bool]) -> str:
        if not self._busy.acquire(blocking=False):
            raise Busy
        try:
            model, sound = self._read(), decoded(content)
            if not len(sound):
                return ""
            pieces, _ = model.transcribe(sound, language=self._language, beam_size=1)
            return "".join(str(one.text) for one in takewhile(lambda _: not given_up(), pieces))
        except CannotHear as error:
            log.error("%s", error)
            raise
        finally:
            self._busy.release()

    def _read(self) -> Any:
        if self._model is None:
            if importlib.util.find_spec("faster_whisper") is None:
                raise CannotHear("[speech] backend: first run pip install 'jiedan[speech]'")
            for name in FILES:
                if not (self._path / name).is_file():
                    raise CannotHear(f"[speech] model: in that folder is no {name}")
            self._model = self._good(self._path)
        return self._model

    def _good(self, path: Path) -> Any:
        from faster_whisper import WhisperModel  # heavy, and comes with an extra

        try:
            model = WhisperModel(
                str(path), device="cpu", compute_type="int8", local_files_only=True
            )
        except Exception as error:  # the library has no errors of its own
            raise CannotHear(f"[speech] model: it cannot be read: {error}") from error
        if self._language not in model.supported_languages:
            raise CannotHear(f"[speech] language: the model does not hear {self._language!r}")
        return model


def decoded(content: bytes) -> Any:
    """The sound of a recording as numbers, one channel, its first minutes, without what is damaged;
    none where it is no recording."""
    import av  # as above
    import numpy

    most = MOST_SECONDS * RATE
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    pieces, length = [numpy.zeros(0, numpy.float32)], 0
    with (
        suppress(av.error.FFmpegError, IndexError),  # no recording, or no sound in it
        av.open(io.BytesIO(content), "r", metadata_errors="ignore") as recording,
    ):
        for packet in recording.demux(audio=0):
            with suppress(av.error.InvalidDataError):
                for frame in packet.decode():
                    heard = [one.to_ndarray()[0] for one in resampler.resample(frame)]
                    length += sum(map(len, heard))
                    pieces += heard
            if length >= most:
                break
    return numpy.concatenate(pieces)[:most]


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
