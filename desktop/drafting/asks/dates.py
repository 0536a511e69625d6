"""Dates in a buyer's sentence: written in figures or with month names, in thirteen languages."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.drafting.asks.lexicon import Lexicon
from desktop.drafting.asks.relative import relative_dates
from desktop.drafting.asks.seasons import day_in, part_of_month, seasons_in

_ISO = re.compile(r"(?<!\d)(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_FIGURES = re.compile(r"(?<![\d.,])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d]|[.,]\d)")
_EAST = re.compile(r"(?:(20\d\d)\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日号號일]|(?:(末|底|말))|(上旬|中旬|下旬|초|중순))")
_VIET = re.compile(r"(?:(?:ngày|ngay|mùng|mung)\s+)?(\d{1,2})\s+(?:tháng|thang)\s+(\d{1,2})(?:(?:\s*,?\s*(?:năm|nam)\s+|/|\s+)(20\d\d))?")
_VIET_END = re.compile(r"(?:cuối|cuoi|hết|het)\s+(?:tháng|thang)\s+(\d{1,2})(?:(?:\s*(?:năm|nam)\s+|/)(20\d\d))?")
_ORDINAL = r"(?:st|nd|rd|th|er|º|°|ª|[.])?"
_BETWEEN = r"\s*(?:of\s+|de\s+|del\s+|di\s+|من\s+(?:شهر\s+)?|شهر\s+|-)?"
_YEAR = r"(?:\s*(?:,|de|del|of|г[.]?|عام|سنه|لعام)?\s*(20\d\d))?"


@dataclass(frozen=True)
class DateAt:
    """A date at a folded range."""

    start: int
    end: int
    day: date


def find_dates(text: str, lexicon: Lexicon, today: date) -> list[DateAt]:
    """Every date in a folded text, in order, without overlaps. A missing year is the next such date after today."""
    found = _numeric(text, lexicon.language, today)
    found += _eastern(text, today) if lexicon.language in ("ja", "ko", "zh") else []
    found += _vietnamese(text, today) if lexicon.language == "vi" else []
    found += _named(text, lexicon, today)
    found += [DateAt(start, end, day) for start, end, day in seasons_in(text, lexicon.language, today)]
    found += [DateAt(start, end, day) for start, end, day in relative_dates(text, lexicon.language, today)] if today > date.min else []
    found = [DateAt(_range_start(text, item.start), item.end, item.day) for item in found]
    found.sort(key=lambda item: (item.start, -item.end))
    result: list[DateAt] = []
    for item in found:
        if not result or item.start >= result[-1].end:
            result.append(item)
    return result


_RANGE_DAY = re.compile(
    r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er|[.])?\s*(?:月\s?|월\s?)?(?:-|–|~|to|and|e|y|al|a|bis|und|et|au|и|по|до|sampai|hingga|đến|den|から|부터|الي|حتي|dan|til)\s*(?:the\s|el\s|il\s|le\s|tanggal\s|ngày\s)?$"
)


def _range_start(text: str, start: int) -> int:
    """Where "15 and 19 April" begins: the first day of a range is no quantity."""
    window = text[max(0, start - 22) : start]
    match = _RANGE_DAY.search(window)
    return start if match is None else start - len(window) + match.start()


def next_date(month: int, day: int, year: int | None, today: date) -> date | None:
    """The date, in the given year or the next one after today; None when there is no such day."""
    if year is not None and year < 100:
        year += 2000
    for candidate in (year,) if year is not None else (today.year, today.year + 1):
        try:
            result = date(candidate, month, day)
        except ValueError:
            return None
        if year is not None or result > today:
            return result
    return None


def _numeric(text: str, language: str, today: date) -> list[DateAt]:
    found = []
    for match in _ISO.finditer(text):
        day = next_date(int(match[2]), int(match[3]), int(match[1]), today)
        if day:
            found.append(DateAt(match.start(), match.end(), day))
    for match in _FIGURES.finditer(text):
        first, second = int(match[1]), int(match[3])
        year = int(match[4]) if match[4] else None
        if year is None and not _figure_date(text, match, language):
            continue
        if language in ("ja", "zh", "ko") or (language == "en" and second > 12):
            first, second = second, first
        if first > 31 or second > 12:
            continue
        day = next_date(second, first, year, today)
        if day:
            found.append(DateAt(match.start(), match.end(), day))
    return found


def _figure_date(text: str, match: re.Match[str], language: str) -> bool:
    """Whether "15/03" or "15.03." without a year is a date: a slash with a plausible month, or "15.03." in de and ru."""
    first, second = int(match[1]), int(match[3])
    if match[2] == "/":
        return 1 <= second <= 12 and first <= 31 and (first > 12 or len(match[1]) == 2 or len(match[3]) == 2)
    closes = text[match.end() : match.end() + 1] == "."
    return match[2] == "." and language in ("de", "ru") and 1 <= second <= 12 and first <= 31 and (closes or len(match[3]) == 2)


def _eastern(text: str, today: date) -> list[DateAt]:
    found = []
    for match in _EAST.finditer(text):
        year, month = int(match[1]) if match[1] else None, int(match[2])
        if not 1 <= month <= 12:
            continue
        if match[3]:
            day = next_date(month, int(match[3]), year, today)
        elif match[4]:
            day = _end_of(month, year, today)
        else:
            day = None
        if day:
            found.append(DateAt(match.start(), match.end(), day))
    return found


def _vietnamese(text: str, today: date) -> list[DateAt]:
    found = []
    for match in _VIET.finditer(text):
        month = int(match[2])
        day = next_date(month, int(match[1]), int(match[3]) if match[3] else None, today) if 1 <= month <= 12 else None
        if day:
            found.append(DateAt(match.start(), match.end(), day))
    for match in _VIET_END.finditer(text):
        if 1 <= int(match[1]) <= 12:
            found.append(DateAt(match.start(), match.end(), _end_of(int(match[1]), int(match[2]) if match[2] else None, today)))
    return found


def _end_of(month: int, year: int | None, today: date) -> date:
    year = year or (today.year if date(today.year, month, monthrange(today.year, month)[1]) > today else today.year + 1)
    return date(year, month, monthrange(year, month)[1])


def _named(text: str, lexicon: Lexicon, today: date) -> list[DateAt]:
    found = []
    for index, pattern in enumerate(lexicon.months):
        for name in pattern.finditer(text):
            item = _around(text, name, index + 1, lexicon, today)
            if item:
                found.append(item)
    return found


_DAY_BEFORE = re.compile(rf"(?<!\d)(\d{{1,2}}){_ORDINAL}{_BETWEEN}$")
_DAY_AFTER = re.compile(rf"\s*(?:the\s+)?(\d{{1,2}}){_ORDINAL}(?!\d|[.,]\d|\s?%){_YEAR}")
_YEAR_AFTER = re.compile(_YEAR[:-1])


def _around(text: str, name: re.Match[str], month: int, lexicon: Lexicon, today: date) -> DateAt | None:
    before = _DAY_BEFORE.search(text[max(0, name.start() - 24) : name.start()])
    tail = text[name.end() :]
    if before:
        year = _YEAR_AFTER.match(tail)
        given = int(year[1]) if year and year[1] else None
        day = next_date(month, int(before[1]), given, today)
        end = name.end() + (year.end() if year and year[1] else 0)
        return DateAt(name.start() - len(before[0]), end, day) if day else None
    after = _DAY_AFTER.match(tail)
    if after and lexicon.language in ("en", "id"):
        day = next_date(month, int(after[1]), int(after[2]) if after[2] else None, today)
        return DateAt(name.start(), name.end() + after.end(), day) if day else None
    window = text[max(0, name.start() - 26) : name.start()]
    part = part_of_month(window)
    if part is not None:
        year = _YEAR_AFTER.match(tail)
        day = day_in(month, part[0], int(year[1]) if year and year[1] else None, today)
        return DateAt(name.start() - part[1], name.end() + (year.end() if year and year[1] else 0), day)
    ends = [item for item in lexicon.month_end.finditer(window) if len(window) - item.end() <= 4]
    if ends:
        year = _YEAR_AFTER.match(tail)
        day = _end_of(month, int(year[1]) if year and year[1] else None, today)
        return DateAt(name.start() - len(window) + ends[-1].start(), name.end() + (year.end() if year and year[1] else 0), day)
    return None


def days_from(today: date, days: int) -> date:
    """A date so many days later."""
    return today + timedelta(days=days)
