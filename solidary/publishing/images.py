"""Pictures of the public site: re-encoded without any metadata, in a few sizes, as AVIF and WebP.

Each is made once per content and named by its hash, so that a bake that shows it again only reads its name.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from PIL import Image, ImageOps

from solidary.publishing.outputs import Output

LONGEST_SIDE = 1280  # px; the measure of a page (LOOK.md) is 1,120
WIDTHS = (320, 640)  # px; smaller sizes beside the largest
ENCODINGS = {"avif": {"quality": 55, "speed": 7}, "webp": {"quality": 80, "method": 4}}


@dataclass(frozen=True, slots=True)
class Variant:
    """One size of a picture in one encoding ("avif" or "webp"): its path in the tree and its width in pixels."""

    path: str
    width: int
    encoding: str

    def read(self) -> bytes:
        """Return the encoded picture."""
        return (_kept() / Path(self.path).name).read_bytes()


@dataclass(frozen=True, slots=True)
class Picture:
    """A public picture: its largest size in pixels and all its variants, smaller before larger."""

    width: int
    height: int
    variants: tuple[Variant, ...]

    @property
    def largest(self) -> Variant:
        """The largest WebP, which every reader's browser shows that shows pictures at all."""
        return next(variant for variant in reversed(self.variants) if variant.encoding == "webp")

    def srcset(self, encoding: str) -> str:
        """Return the variants of one encoding as `srcset` wants them, from the root of the site."""
        return ", ".join(f"/{one.path} {one.width}w" for one in self.variants if one.encoding == encoding)


def picture(file: BinaryIO) -> Picture:
    """Return the public form of an uploaded picture, made at the first call for this content (a second at most).

    Only pixels are carried over: no EXIF, no thumbnail, no profile, no maker's notes.
    """
    original = file.read()
    digest = hashlib.sha256(original).hexdigest()[:20]
    known = _known(digest)
    if known is None:
        _encode(original, digest)
        known = _known(digest)
    if known is None:
        raise OSError(f"The picture {digest} could not be kept.")
    return known


def _known(digest: str) -> Picture | None:
    """Return a picture whose variants are all kept."""
    try:
        width, height = (int(side) for side in (_kept() / f"{digest}.size").read_text().split())
    except FileNotFoundError:
        return None
    variants = tuple(_variants(digest, width))
    whole = all((_kept() / Path(variant.path).name).exists() for variant in variants)
    return Picture(width, height, variants) if whole else None


def picture_outputs(pictures: Iterable[Picture]) -> Iterator[Output]:
    """Yield the files of pictures, each once; other rooms may show the same ones."""
    for variant in sorted({one for made in pictures for one in made.variants}, key=lambda one: one.path):
        yield Output(variant.path, f"Picture {variant.path}", variant.read, shared=True)


def _variants(digest: str, largest: int) -> list[Variant]:
    widths = [width for width in WIDTHS if width < largest] + [largest]
    return [
        Variant(f"assets/pictures/{digest}-{width}.{encoding}", width, encoding)
        for encoding in ENCODINGS
        for width in widths
    ]


def _encode(original: bytes, digest: str) -> None:
    """Write every variant, and last of all the size that says that all are there."""
    pixels = _pixels(original)
    for variant in _variants(digest, pixels.width):
        height = max(1, round(pixels.height * variant.width / pixels.width))
        sized = pixels if variant.width == pixels.width else pixels.resize((variant.width, height))
        content = io.BytesIO()
        sized.save(content, variant.encoding, **ENCODINGS[variant.encoding])
        _put(Path(variant.path).name, content.getvalue())
    _put(f"{digest}.size", f"{pixels.width} {pixels.height}".encode())


def _pixels(original: bytes) -> Image.Image:
    """Return an upright picture within the longest side, and nothing but its pixels."""
    with Image.open(io.BytesIO(original)) as opened:
        upright = ImageOps.exif_transpose(opened)
        pixels = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    pixels.info.clear()
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return pixels


def _put(name: str, content: bytes) -> None:
    draft = _kept() / f"{name}.new"
    draft.write_bytes(content)
    draft.replace(_kept() / name)


def _kept() -> Path:
    folder: Path = settings.BAKE_STATE / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
