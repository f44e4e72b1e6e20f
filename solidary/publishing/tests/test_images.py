"""Public pictures: pixels and nothing else, upright, bounded, and named by their content."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image, UnidentifiedImageError

from solidary.publishing.images import LONGEST_SIDE, Picture, picture

SECRETS = [b"Photographer", b"Exampletown", b"taken by", b"Canon of nowhere", b"colour profile of one camera"]


def encoded(image: Image.Image, kind: str, **options: object) -> io.BytesIO:
    """Return an image as somebody would upload it."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    file.seek(0)
    return file


def telling(orientation: int = 1, size: tuple[int, int] = (64, 48)) -> io.BytesIO:
    """Return a JPEG that says where it was taken, by whom and with what."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Photographer"
    exif[0x010F] = "Canon of nowhere"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (53.0, 54.0, 0.0), "E", (27.0, 33.0, 0.0)
    place[0x1B] = b"Exampletown"
    image = Image.new("RGB", size, "teal")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    profile = b"colour profile of one camera" * 8
    return encoded(image, "JPEG", exif=exif, comment=b"taken by", icc_profile=profile, quality=95)


def test_the_upload_of_these_tests_does_tell() -> None:
    content = telling().getvalue()
    assert [secret for secret in SECRETS if secret not in content] == []
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)


def test_a_public_picture_has_lost_all_metadata(home: Path) -> None:
    made = picture(telling())
    content = made.largest.read()
    assert [secret for secret in SECRETS if secret in content] == []
    public = Image.open(io.BytesIO(content))
    assert not dict(public.getexif())
    assert not set(public.info) & {"exif", "icc_profile", "xmp", "comment", "photoshop"}
    assert not [chunk for chunk in (b"EXIF", b"ICCP", b"XMP ") if chunk in content]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_whatever_its_camera_said(home: Path, orientation: int) -> None:
    made = picture(telling(orientation))
    assert (made.width, made.height) == ((64, 48) if orientation < 5 else (48, 64))
    corner = {1: (5, 5), 2: (-6, 5), 3: (-6, -6), 4: (5, -6), 5: (5, 5), 6: (-6, 5), 7: (-6, -6), 8: (5, -6)}
    with Image.open(io.BytesIO(made.largest.read())) as public:
        x, y = (place % side for place, side in zip(corner[orientation], public.size, strict=True))
        red, _green, blue = public.convert("RGB").getpixel((x, y))
    assert red > 150 > blue


@given(st.integers(1, 3000), st.integers(1, 3000))
@hypothesis_settings(max_examples=8)
def test_a_picture_is_never_larger_than_a_page(width: int, height: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "BAKE_STATE", Path(settings.SOLIDARY_HOME) / "pictures-of-a-test")
        made = picture(encoded(Image.new("RGB", (width, height)), "JPEG"))
    assert 1 <= made.width <= min(width, LONGEST_SIDE)
    assert 1 <= made.height <= min(height, LONGEST_SIDE)
    if max(width, height) <= LONGEST_SIDE:
        assert (made.width, made.height) == (width, height)


def test_the_size_that_a_page_states_is_that_of_the_file(home: Path) -> None:
    made = picture(telling(6, (2000, 1000)))
    with Image.open(io.BytesIO(made.largest.read())) as public:
        assert public.size == (made.width, made.height) == (LONGEST_SIDE // 2, LONGEST_SIDE)


def test_the_same_content_has_one_name_and_another_content_another(home: Path) -> None:
    first, again, other = picture(telling()), picture(telling()), picture(telling(3))
    assert first == again
    assert first.largest.path != other.largest.path
    assert first.largest.path.startswith("assets/pictures/")
    assert len(list((settings.BAKE_STATE / "pictures").glob("*.webp"))) == 2


def test_a_large_picture_comes_in_smaller_sizes_and_two_encodings_all_of_them_bare(home: Path) -> None:
    made = picture(telling(size=(1600, 1200)))
    assert (made.width, made.height) == (1280, 960)
    assert {(one.encoding, one.width) for one in made.variants} == {
        (encoding, width) for encoding in ("avif", "webp") for width in (320, 640, 1280)
    }
    for variant in made.variants:
        content = variant.read()
        assert [secret for secret in SECRETS if secret in content] == []
        with Image.open(io.BytesIO(content)) as public:
            assert public.width == variant.width
            assert not dict(public.getexif())
    assert made.srcset("avif").count(" 640w") == 1


def test_a_picture_made_anew_is_the_same_to_the_byte(home: Path) -> None:
    made = picture(telling())
    content = made.largest.read()
    (settings.BAKE_STATE / "pictures" / Path(made.largest.path).name).unlink()
    assert picture(telling()).largest.read() == content


def transparent(mode: str) -> io.BytesIO:
    """Return a PNG whose left half cannot be seen."""
    image = Image.new("RGBA", (20, 20), (200, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 10, 20))
    return encoded(image if mode == "RGBA" else image.convert(mode), "PNG")


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_a_transparent_drawing_stays_transparent(home: Path, mode: str) -> None:
    made = picture(transparent(mode))
    with Image.open(io.BytesIO(made.largest.read())) as public:
        alpha = public.convert("RGBA").getchannel("A")
    assert (alpha.getpixel((2, 10)), alpha.getpixel((17, 10))) == (0, 255)


@pytest.mark.parametrize("mode", ["L", "CMYK", "I;16", "1"])
def test_every_kind_of_pixel_becomes_a_picture(home: Path, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = picture(encoded(Image.new(mode, (30, 20)), kind))
    assert (made.width, made.height) == (30, 20)


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_is_refused_and_leaves_nothing(home: Path, content: bytes) -> None:
    with pytest.raises(UnidentifiedImageError):
        picture(io.BytesIO(content))
    assert list((settings.BAKE_STATE / "pictures").iterdir()) == []


def test_a_picture_that_was_cut_off_is_refused_and_leaves_nothing(home: Path) -> None:
    noise = Image.effect_noise((200, 200), 90).convert("RGB")
    with pytest.raises(OSError, match="truncated"):
        picture(io.BytesIO(encoded(noise, "JPEG").getvalue()[:-4000]))
    assert list((settings.BAKE_STATE / "pictures").glob("*.webp")) == []


def test_a_picture_knows_where_it_is_kept(home: Path) -> None:
    made = picture(telling())
    assert isinstance(made, Picture)
    assert (settings.BAKE_STATE / "pictures" / Path(made.largest.path).name).read_bytes() == made.largest.read()
