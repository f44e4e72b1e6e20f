"""Datelines: the place and date that lead an article, or stand on a line of their own.

"Paris-Geneva, June 26, 2014.", "Minsk, le 4 août 2013 –", "Вильнюс, 4 августа.", "24 January 2012 – Brussels".
A sentence that merely begins with a date ("August 4, the day of …", "On 4 August people …") has none.
"""

import re
from dataclasses import dataclass

from solidary.archive.labels import words

_MONTHS = words(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec janvier février fevrier mars avril mai juin juillet août aout septembre octobre
    novembre décembre decembre января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь студзеня лютага сакавіка
    красавіка мая траўня чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня січня лютого березня квітня
    травня червня липня серпня вересня жовтня листопада грудня stycznia lutego marca kwietnia maja czerwca lipca
    sierpnia września października listopada grudnia januar februar märz juni juli august september oktober november
    dezember
    """
)
_WEEKDAYS = words(
    """
    monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche
    понедельник вторник среда четверг пятница суббота воскресенье панядзелак аўторак серада чацвер пятніца субота
    нядзеля poniedziałek wtorek środa czwartek piątek sobota niedziela montag dienstag mittwoch donnerstag freitag
    samstag sonntag
    """
)
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, reverse=True))})\b"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|-го|-га|\.)?"
_YEAR = r"(?:19|20)\d\d(?:\s?(?:года|году|год|годзе|г\.|г\b|року|р\.|roku|r\.))?"
_DATE = re.compile(
    rf"(?<![\w.])(?:(?:{'|'.join(sorted(_WEEKDAYS))}),?\s)?(?:le\s|den\s|dnia\s|on\s)?(?:"
    rf"{_DAY}(?:\s?[-–/]\s?{_DAY})?\s(?:of\s)?{_MONTH}(?:\.?,?\s{_YEAR})?"
    rf"|{_MONTH}\.?\s{_DAY}(?:\s?[-–]\s?{_DAY})?(?!\d)(?:,?\s{_YEAR})?"
    rf"|{_MONTH},?\s{_YEAR}"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?:\s?г\.)?|(?:19|20)\d\d-\d\d-\d\d"
    r")(?!\w)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:,?\s(?:at\s|à\s|в\s|um\s|[-–|]\s)?\d{1,2}[:h.]\d\d(?:\s?[ap]\.?m\.?)?)?")
_HEAD = 140
_PARTED = re.compile(r"\)?\s?(?:\.\s?[–—-]+\s?|\.\s+|\s?[–—]+\s?|\s[-−]+\s|\s?:\s)|\)\.?\s")
_COMMA = re.compile(r",\s")
# "г. Минск", "St. Petersburg": a stop that ends no sentence.
_SHORTENED = re.compile(r"\b(?:г|St|Ste)\.\s?")

# Words that may stand in small letters inside a place: "Rostov-on-Don", "Aix en Provence", "Frankfurt am Main".
_PARTICLES = words(
    """
    and et и і i und de la le les du des of on upon sur sous en am an der the na nad над на в з під près близ д г г.
    ville city город
    """
)
# Words with a capital that open a sentence about a date, so no place: "On 4 August – the day of …", "Aired 4 August.".
_OPENERS = words(
    """
    on in by since until till from after before this today yesterday tomorrow at between as during for le la les un
    une du depuis dès avant après ce cette au aux en hier demain aujourd'hui jusqu'au pour с со к ко до после в во
    на от за сегодня вчера завтра накануне утром вечером днём днем у з ў ад да пасля сёння учора am seit ab vor nach
    heute gestern w od do po dziś wczoraj aired broadcast published posted recorded diffusé publié paru enregistré
    опубликовано показано записано each every no last next chaque каждый начиная it he she they we
    """
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline as printed, without the mark that parts it from the text, and the text that follows it."""

    text: str
    rest: str
    has_place: bool


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline that leads a paragraph or is all of it; None if there is none."""
    head = paragraph[:_HEAD]
    found = _DATE.search(head)
    if found is None or not _is_before(head[: found.start()], head[found.start() : found.end()]):
        return None
    before = head[: found.start()].strip(" ,(–—-:|")
    end = found.end() + len(_clock(head, found.end()))
    return _whole(paragraph, before, end) or _leading(paragraph, before, found, end)


def is_date_only(text: str) -> bool:
    """Whether the line is a date and nothing else."""
    found = read_dateline(text) if len(text) <= 60 else None
    return found is not None and not found.rest and not found.has_place


def leads_release(found: Dateline | None) -> bool:
    """Whether it is the full dateline of a press release, place and year, with its text behind it."""
    return found is not None and found.has_place and bool(found.rest) and _is_dated_fully(found.text)


def _clock(head: str, start: int) -> str:
    found = _CLOCK.match(head, start)
    return found.group() if found else ""


def _is_before(before: str, date: str) -> bool:
    """Whether what stands before the date is nothing, or a place parted from it."""
    place = before.strip(" ,(–—-:|")
    if date[:3].casefold() == "on " and not before.rstrip().endswith((",", "–", "—", "-")):
        return False
    return is_place(place) if place else not before.strip(" (")


def _whole(paragraph: str, before: str, end: int) -> Dateline | None:
    """A line of its own: the date last, or the place after it."""
    if len(paragraph) > _HEAD or "\n" in paragraph:
        return None
    after = paragraph[end:].strip(" .,:;–—-)|")
    if after and (before or not is_place(after)):
        return None
    kept = paragraph.strip(" ,:;–—-|")
    if not kept.endswith((" г.", " r.", " р.")):
        kept = kept.rstrip(".")
    return Dateline(kept, "", bool(before or after))


def _leading(paragraph: str, before: str, found: re.Match[str], end: int) -> Dateline | None:
    """A dateline before text: a stop, a dash or a colon parts them."""
    end += _agency(paragraph, end)
    parted = _PARTED.match(paragraph, end) or (None if before else _COMMA.match(paragraph, end))
    if parted is None and paragraph[end - 1] == ".":
        parted = re.compile(r"\s+").match(paragraph, end)
    if parted is None or parted.end() >= len(paragraph):
        return None
    rest = paragraph[parted.end() :].strip()
    if not _starts_text(rest) or (not before and not _is_dated_fully(found.group())):
        return None
    if not before:
        dated = _with_place_after(paragraph, end, rest)
        needs_place = parted.re is _COMMA or found.group()[:3].casefold() == "le "
        return dated if dated.has_place or not needs_place else None
    closing = ")" if "(" in paragraph[:end] and ")" not in paragraph[:end] else ""
    return Dateline((paragraph[:end].strip() + closing).lstrip("– "), rest, True)


def _agency(paragraph: str, end: int) -> int:
    """The length of an agency's sign after the date: "Minsk, 4 August (AFP) – "."""
    found = re.compile(r"\s\([^\W\d_][\w ./-]{1,20}\)").match(paragraph, end)
    return len(found.group()) if found else 0


def _with_place_after(paragraph: str, end: int, rest: str) -> Dateline:
    """ "4 August 2013, Minsk. Text" and "4 August 2013 – Minsk – Text" carry the place after the date."""
    for mark in (" – ", " — ", ". ", " - "):
        place, parted, text = rest[:60].partition(mark)
        if parted and is_place(place) and _starts_text(text):
            upto = paragraph.index(place, end) + len(place)
            return Dateline(paragraph[:upto], paragraph[upto + len(mark) :].strip(), True)
    return Dateline(paragraph[:end].strip(), rest, False)


def _is_dated_fully(date: str) -> bool:
    return re.search(r"(?:19|20)\d\d", date) is not None


def _starts_text(rest: str) -> bool:
    """Whether a new sentence begins here: a capital, a digit or a quotation."""
    return rest[:1].isupper() or rest[:1].isdigit() or rest[:1] in "«“\"„'‘(–—["


def is_place(text: str) -> bool:
    """Whether the text reads as places: words with capitals, joined by "-", "/", "," or "and"."""
    text = _SHORTENED.sub("", text)
    words = [word for word in re.split(r"[\s,/()–—-]+", text) if word]
    if not words or len(words) > 8 or len(text) > 70 or re.search(r"[.!?…;:«»“”\"]\s", text):
        return False
    if words[0].casefold() in _OPENERS or any(c.isdigit() for c in text):
        return False
    return words[0][0].isupper() and all(word[0].isupper() or word in _PARTICLES for word in words)
