"""Pictures of the public site: re-encoded without any metadata, made once per content and named by its hash."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from PIL import Image, ImageOps

LONGEST_SIDE = 1280  # px; the measure of a page (LOOK.md) is 1,120
QUALITY = 80
PICTURES = "assets/pictures/"


@dataclass(frozen=True, slots=True)
class Picture:
    """A public picture: its path in the tree and its size in pixels."""

    path: str
    width: int
    height: int

    def read(self) -> bytes:
        """Return the encoded picture."""
        return (_kept() / Path(self.path).name).read_bytes()


def picture(file: BinaryIO) -> Picture:
    """Return the public form of an uploaded picture, made at the first call for this content (tens of milliseconds).

    Only pixels are carried over: no EXIF, no thumbnail, no profile, no maker's notes.
    """
    original = file.read()
    digest = hashlib.sha256(original).hexdigest()[:20]
    kept = _kept() / f"{digest}.webp"
    if not kept.exists():
        _encode(original, kept)
    with Image.open(kept) as made:
        return Picture(PICTURES + kept.name, made.width, made.height)


def _encode(original: bytes, target: Path) -> None:
    with Image.open(io.BytesIO(original)) as opened:
        upright = ImageOps.exif_transpose(opened)
        pixels = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    pixels.info.clear()
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    draft = target.with_suffix(".new")
    pixels.save(draft, "WEBP", quality=QUALITY, method=4)
    draft.replace(target)


def _kept() -> Path:
    folder: Path = settings.BAKE_STATE / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
