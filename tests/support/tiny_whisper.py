"""A model of faster-whisper that knows one sentence, and voice notes as phones make them. Needs the
extra `speech`: only tests that have it import this."""

import io
from pathlib import Path

import av
import numpy as np
from ctranslate2.specs import WhisperSpec
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

SAYS = "三号楼二单元灯坏了"
"""What the model hears in every half minute of sound."""

DEPTH = 16
OPUS_RATE = 48_000
PIECE = 2880
"""Samples of a packet: 60 ms."""

BRIEF = {"frame_duration": "60", "dtx": "1", "application": "voip"}

LANGUAGES = ("en", "zh")
START = ("<|endoftext|>", "<|startoftranscript|>")
TASKS = ("translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps")


def write_model(folder: Path, *, english: bool = False) -> Path:
    """Write one with random weights, so small that they say nothing; but each word of the sentence
    is followed by the next. `english`: it hears nothing else."""
    folder.mkdir(exist_ok=True)
    words = _tokenizer(english)
    words.save(str(folder / "tokenizer.json"))
    size = words.get_vocab_size()
    spec = WhisperSpec(1, 2, 1, 2)
    _fill(spec)
    known = np.random.default_rng(1).standard_normal((size, DEPTH)).astype(np.float32)
    said = ["<|transcribe|>", "<|0.00|>", *SAYS, "<|2.00|>", "<|endoftext|>"]
    follows = _small(size, DEPTH)
    for before, after in zip(said, said[1:], strict=False):
        follows[words.token_to_id(after)] += known[words.token_to_id(before)] * 3
    spec.decoder.embeddings.weight, spec.decoder.projection.weight = known, follows
    spec.register_vocabulary(sorted(words.get_vocab(), key=words.get_vocab().get))
    spec.config.suppress_ids, spec.config.suppress_ids_begin = [], []
    spec.config.lang_ids = [words.token_to_id(f"<|{one}|>") for one in LANGUAGES]
    spec.config.alignment_heads = [(0, 0)]
    spec.validate()
    spec.optimize()
    spec.save(str(folder))
    return folder


def _tokenizer(english: bool) -> Tokenizer:
    """Its words. The library knows a model of many languages by a word that is empty."""
    names = sorted(pre_tokenizers.ByteLevel.alphabet()) + ([] if english else [""])
    words = Tokenizer(models.BPE({name: at for at, name in enumerate(names)}, []))
    words.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    words.decoder = decoders.ByteLevel()
    words.add_tokens(list(dict.fromkeys(SAYS)))
    special = [*START, *(f"<|{one}|>" for one in (*LANGUAGES, *TASKS))]
    words.add_special_tokens([AddedToken(one, special=True) for one in special])
    words.add_tokens([f"<|{number * 0.02:.2f}|>" for number in range(1501)])
    return words


def _small(*shape: int) -> np.ndarray:
    return (np.random.default_rng(2).standard_normal(shape) * 0.02).astype(np.float32)


def _fill(spec: WhisperSpec) -> None:
    """Weights for all but the words."""
    coder, decoder = spec.encoder, spec.decoder
    for layer, width in ((coder.conv1, 80), (coder.conv2, DEPTH)):
        layer.weight, layer.bias = _small(DEPTH, width, 3), _small(DEPTH)
    coder.position_encodings.encodings = _small(1500, DEPTH)
    decoder.position_encodings.encodings = _small(448, DEPTH)
    for half in (coder, decoder):
        _even(half.layer_norm)
        for layer in half.layer:
            _attention(layer.self_attention, 3, 1)
            _even(layer.ffn.layer_norm)
            _linear(layer.ffn.linear_0, 4 * DEPTH, DEPTH)
            _linear(layer.ffn.linear_1, DEPTH, 4 * DEPTH)
    _attention(decoder.layer[0].attention, 1, 2, 1)


def _attention(spec, *widths: int) -> None:
    _even(spec.layer_norm)
    for linear, width in zip(spec.linear, widths, strict=True):
        _linear(linear, width * DEPTH, DEPTH)


def _linear(spec, rows: int, columns: int) -> None:
    spec.weight, spec.bias = _small(rows, columns), _small(rows)


def _even(spec) -> None:
    spec.gamma, spec.beta = np.ones(DEPTH, np.float32), np.zeros(DEPTH, np.float32)


def voice_note(seconds: float, kind: str = "ogg") -> bytes:
    """A note of a tone in Opus, as Telegram (`ogg`) and browsers (`webm`) send it."""
    out = io.BytesIO()
    wave = (np.sin(np.arange(PIECE) * 0.03) * 8000).astype(np.int16)[np.newaxis]
    with av.open(out, "w", format=kind) as note:
        stream = note.add_stream("libopus", rate=OPUS_RATE, layout="mono", options=BRIEF)
        for number in range(int(seconds * OPUS_RATE / PIECE)):
            note.mux(stream.encode(_frame(wave, number)))
        note.mux(stream.encode(None))
    return out.getvalue()


def silence(hours: int) -> bytes:
    """A note of as few bytes as hours can have: one piece of silence again and again."""
    out = io.BytesIO()
    with av.open(out, "w", format="ogg") as note:
        stream = note.add_stream("libopus", rate=OPUS_RATE, layout="mono", options=BRIEF)
        for number in range(20):
            for packet in stream.encode(_frame(np.zeros((1, PIECE), np.int16), number)):
                last = packet
        for number in range(hours * 3600 * OPUS_RATE // PIECE):
            again = av.Packet(bytes(last))
            again.stream, again.time_base = stream, last.time_base
            again.pts = again.dts = number * PIECE
            note.mux(again)
    return out.getvalue()


def _frame(wave: np.ndarray, number: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(wave, format="s16", layout="mono")
    frame.sample_rate, frame.pts = OPUS_RATE, number * PIECE
    return frame


def film_without_sound() -> bytes:
    """A video of a second."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as film:
        stream = film.add_stream("mpeg4", rate=10, width=64, height=64, pix_fmt="yuv420p")
        for _ in range(10):
            picture = np.zeros((64, 64, 3), np.uint8)
            film.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        film.mux(stream.encode(None))
    return out.getvalue()
