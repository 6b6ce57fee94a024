"""What a file somebody sent really is, by what stands in it: never by its name."""

from domain.photos import JPEG, PNG, RIFF
from domain.recordings import sort_of_recording

PHOTO = "photo"


def sort_of(content: bytes) -> tuple[str, str] | None:
    """Kind and MIME type of a photo, a voice note or a video; None for all else."""
    if content.startswith(JPEG):
        return PHOTO, "image/jpeg"
    if content.startswith(PNG):
        return PHOTO, "image/png"
    if content.startswith(RIFF) and content[8:12] == b"WEBP":
        return PHOTO, "image/webp"
    return sort_of_recording(content)
