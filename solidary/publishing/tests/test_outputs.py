"""Paths: what may become a file of the site, and what may not."""

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from solidary.publishing.outputs import Bake, Output, UnsafePath, address_of, file_of, is_safe_path
from tests.cast import DAY

NAMES = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,12}", fullmatch=True)
PATHS = st.lists(NAMES, min_size=1, max_size=5).map("/".join)
ODD = st.text(st.sampled_from("ab./\\%~: \n\0\t'\"<>&?#é–Ж\u202e\ud800"), min_size=1, max_size=12)


@given(PATHS)
def test_a_plain_path_is_safe(path: str) -> None:
    assert is_safe_path(path)


@given(ODD)
@example("../outside")
@example("en/../../outside")
@example("/etc/passwd")
@example("en//index.html")
@example("en/./index.html")
@example("en/...")
@example("en/")
@example("")
@example("C:\\site")
@example("en\n")
@example("en/%2e%2e/outside")
def test_a_safe_path_stays_in_the_tree_and_is_plain(path: str) -> None:
    if is_safe_path(path):
        tree = Path("/tree")
        assert (tree / path).resolve().is_relative_to(tree)
        assert str(PurePosixPath(path)) == path
        assert path.isascii()
        assert not set(path) & set("\\%~: \n\0\t'\"<>&?#")


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "en/..", "en/новости/index.html", "en/a b", "", "en\n"])
def test_an_output_with_an_unsafe_path_is_refused_in_a_sentence_that_names_it(path: str) -> None:
    with pytest.raises(UnsafePath, match=r"Section “News” wants the address .*, which is not a path within the site"):
        Output(path, "Section “News”", bytes)


@given(PATHS)
def test_an_address_and_its_file_lead_to_each_other(path: str) -> None:
    assert file_of(address_of(f"{path}/index.html")) == f"{path}/index.html"
    assert address_of(file_of(f"/{path}/")) == f"/{path}/"


def test_the_bare_address_is_the_first_file() -> None:
    assert file_of("/") == "index.html"
    assert address_of("index.html") == "/"


def test_what_a_bake_keeps_is_loaded_once() -> None:
    bake, loaded = Bake(DAY, "https://campaign.example", ("en",)), list[int]()
    for _ in range(3):
        assert bake.once("key", lambda: loaded.append(1) or "kept") == "kept"
    assert loaded == [1]


def test_two_bakes_keep_nothing_of_each_other() -> None:
    first, second = (Bake(DAY, "https://campaign.example", ("en",)) for _ in range(2))
    assert (first.once("key", lambda: 1), second.once("key", lambda: 2)) == (1, 2)
