"""Formats of dates and periods."""

from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.l10n.date_formats import format_date, format_datetime, format_period


@pytest.mark.parametrize(
    ("start", "end", "precision", "arabic", "french"),
    [
        ("2014-07-02", "2014-07-02", "day", "2 يوليوز 2014", "2 juillet 2014"),
        ("2014-07-01", None, "day", "1 يوليوز 2014", "1er juillet 2014"),
        ("2020-07-10", "2020-07-17", "range", "من 10 إلى 17 يوليوز 2020", "du 10 au 17 juillet 2020"),
        (
            "2020-06-28",
            "2020-07-01",
            "range",
            "من 28 يونيو إلى 1 يوليوز 2020",
            "du 28 juin au 1er juillet 2020",
        ),
        (
            "2020-12-28",
            "2021-01-03",
            "range",
            "من 28 دجنبر 2020 إلى 3 يناير 2021",
            "du 28 décembre 2020 au 3 janvier 2021",
        ),
        ("2020-07-10", "2020-07-10", "range", "10 يوليوز 2020", "10 juillet 2020"),
        ("2014-07-01", "2014-07-31", "month", "يوليوز 2014", "juillet 2014"),
        ("2014-08-01", "2014-10-31", "month", "من غشت إلى أكتوبر 2014", "d’août à octobre 2014"),
        (
            "2013-11-01",
            "2014-01-31",
            "month",
            "من نونبر 2013 إلى يناير 2014",
            "de novembre 2013 à janvier 2014",
        ),
        ("2014-01-01", "2014-12-31", "year", "2014", "2014"),
        (
            "2014-07-04",
            "2014-07-25",
            "uncertain",
            "في يوم ما بين 4 و25 يوليوز 2014",
            "un jour entre le 4 et le 25 juillet 2014",
        ),
        (None, None, "unknown", "تاريخ غير محدد", "date non précisée"),
    ],
)
def test_a_date_is_written_to_its_precision(start, end, precision, arabic, french):
    days = [day and date.fromisoformat(day) for day in (start, end)]
    assert format_date(*days, precision, "ar") == arabic
    assert format_date(*days, precision, "fr") == french


def test_arabic_months_are_those_of_morocco():
    written = [format_date(date(2014, month, 1), None, "month", "ar").split()[0] for month in range(1, 13)]
    assert " ".join(written) == "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"


def test_a_day_can_have_its_weekday():
    assert format_date(date(2014, 7, 2), None, "day", "ar", weekday=True) == "الأربعاء 2 يوليوز 2014"
    assert format_date(date(2014, 7, 2), None, "day", "fr", weekday=True) == "mercredi 2 juillet 2014"


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        (None, None, "day"),
        (date(2014, 7, 2), None, "range"),
        (date(2014, 7, 2), None, "uncertain"),
        (None, None, "century"),
    ],
)
def test_a_date_that_its_precision_needs_is_required(start, end, precision):
    with pytest.raises(ValueError, match=precision):
        format_date(start, end, precision, "fr")


@pytest.mark.parametrize(
    ("start", "end", "period_type", "arabic", "french"),
    [
        ("2013-01-01", "2013-12-31", "calendar_year", "2013", "2013"),
        ("2012-01-01", "2013-12-31", "multi_year", "2012-2013", "2012-2013"),
        ("2022-09-01", "2023-08-31", "school_year", "الموسم الدراسي 2022-2023", "année scolaire 2022-2023"),
        ("2014-07-02", "2014-07-02", "event", "2 يوليوز 2014", "2 juillet 2014"),
        ("2023-07-31", "2023-07-31", "instant", "31 يوليوز 2023", "31 juillet 2023"),
        ("2014-07-01", "2014-07-31", "edition", "يوليوز 2014", "juillet 2014"),
        (
            "2019-09-01",
            "2020-08-31",
            "edition",
            "من شتنبر 2019 إلى غشت 2020",
            "de septembre 2019 à août 2020",
        ),
        ("2020-07-10", "2020-07-17", "edition", "من 10 إلى 17 يوليوز 2020", "du 10 au 17 juillet 2020"),
        (
            None,
            "2013-10-31",
            "cumulative",
            "حصيلة تراكمية إلى غاية أكتوبر 2013",
            "cumul jusqu’en octobre 2013",
        ),
        (None, "2013-12-31", "cumulative", "حصيلة تراكمية إلى غاية نهاية 2013", "cumul jusqu’à fin 2013"),
        (
            None,
            "2013-10-12",
            "cumulative",
            "حصيلة تراكمية إلى غاية 12 أكتوبر 2013",
            "cumul jusqu’au 12 octobre 2013",
        ),
        (
            "2017-01-01",
            "2023-07-31",
            "cumulative",
            "حصيلة تراكمية من 2017 إلى يوليوز 2023",
            "cumul de 2017 à juillet 2023",
        ),
        (
            "2017-04-01",
            "2023-12-31",
            "cumulative",
            "حصيلة تراكمية من أبريل 2017 إلى 2023",
            "cumul d’avril 2017 à 2023",
        ),
        (
            "2017-04-05",
            "2023-07-12",
            "cumulative",
            "حصيلة تراكمية من 5 أبريل 2017 إلى 12 يوليوز 2023",
            "cumul du 5 avril 2017 au 12 juillet 2023",
        ),
        (
            "2017-01-01",
            "2017-10-31",
            "cumulative",
            "حصيلة تراكمية من يناير إلى أكتوبر 2017",
            "cumul de janvier à octobre 2017",
        ),
        ("2017-01-01", "2017-12-31", "cumulative", "حصيلة تراكمية برسم 2017", "cumul de 2017"),
        ("2017-10-01", "2017-10-31", "cumulative", "حصيلة تراكمية برسم أكتوبر 2017", "cumul d’octobre 2017"),
        (None, None, "unstated", "فترة غير محددة", "période non précisée"),
    ],
)
def test_a_period_is_written_in_the_largest_whole_parts(start, end, period_type, arabic, french):
    days = [day and date.fromisoformat(day) for day in (start, end)]
    assert format_period(*days, period_type, "ar") == arabic
    assert format_period(*days, period_type, "fr") == french


@pytest.mark.parametrize(
    ("start", "end", "period_type"),
    [
        (None, date(2013, 12, 31), "calendar_year"),
        (date(2013, 1, 1), None, "cumulative"),
        (None, None, "decade"),
    ],
)
def test_a_period_without_its_dates_is_refused(start, end, period_type):
    with pytest.raises(ValueError, match=period_type):
        format_period(start, end, period_type, "fr")


@given(
    st.dates(),
    st.dates(),
    st.sampled_from(["instant", "event", "school_year", "cumulative"]),
    st.sampled_from(["ar", "fr"]),
)
@example(date(2020, 2, 1), date(2020, 2, 29), "edition", "fr")
def test_every_period_can_be_written(one, other, period_type, language):
    assert format_period(min(one, other), max(one, other), period_type, language)


def test_a_datetime_has_its_time():
    assert format_datetime(datetime(2014, 7, 2, 15, 4), "ar") == "2 يوليوز 2014 على الساعة 15:04"
    assert format_datetime(datetime(2014, 7, 2, 15, 4), "fr") == "2 juillet 2014 à 15:04"


@pytest.mark.parametrize(
    "write",
    [
        lambda: format_date(None, None, "unknown", "en"),
        lambda: format_period(None, None, "unstated", "en"),
        lambda: format_datetime(datetime(2014, 7, 2), "en"),
    ],
)
def test_an_unknown_language_is_refused(write):
    with pytest.raises(ValueError, match="unknown language: 'en'"):
        write()
