"""The query API: two dimensions, territories of both schemes, sums of indicators, refusals and suggestions."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from programs.facts.programs import Trade
from programs.facts.territories import TerritoryRelation
from programs.statistics import refusals
from programs.statistics.answers import code_of, name_of
from programs.statistics.query import ask, ask_many
from programs.statistics.questions import Question
from tests.factories import (
    EditionFactory,
    EventFactory,
    IndicatorFactory,
    ProgramFactory,
    SchemeFactory,
    TerritoryFactory,
)
from tests.programs.factories import country, money, of_event, region, reported

pytestmark = pytest.mark.django_db

REFUSALS = [*refusals.NOT_BY.values(), *(one for one in vars(refusals).values() if isinstance(one, refusals.Refusal))]


def table(question: Question) -> dict:
    """Return {codes of the members: value}."""
    return {tuple(code_of(member) for member in row.groups): row.value for row in ask(question).rows}


def event_at(territory, year: int = 2014, **fields):
    return EventFactory(target_territory=territory, date_start=date(year, 7, 11), released=True, **fields)


def undated(**fields):
    none = {"date_precision": "unknown", "date_start": None, "date_end": None, "date_note_ar": "م", "date_note_fr": "n"}
    return EventFactory(**none, **fields, released=True)


@pytest.fixture
def map_of_two_schemes():
    """Fès lies in an old region that went wholly into a new one; Khénifra's old region was split."""
    scheme = SchemeFactory(code="MA-REG-2015", level="region", valid_from=date(2015, 9, 4))
    old, new = region("MA-05"), TerritoryFactory(scheme=scheme, code="MA-03")
    other = TerritoryFactory(scheme=new.scheme, code="MA-05")
    split = region("MA-06")
    fes = TerritoryFactory(code="FES")
    relations = [
        (fes, "within", old),
        (old, "whole", new),
        (split, "split", new),
        (split, "split", other),
        (old, "within", country()),
        (new, "within", country()),
        (split, "within", country()),
    ]
    for territory, relation, related in relations:
        TerritoryRelation.objects.create(territory=territory, relation=relation, related=related)
    return {"fes": fes, "old": old, "new": new, "split": split, "other": other}


class TestTwoDimensions:
    def test_events_by_year_and_territory(self):
        fes, meknes = TerritoryFactory(code="FES"), TerritoryFactory(code="MEKNES")
        for place, year, value in ((fes, 2013, 28), (fes, 2014, 38), (fes, 2014, 12), (meknes, 2014, 18)):
            of_event(value, event_at(place, year))
        question = Question("beneficiaries", by=("year", "territory"))
        assert table(question) == {
            ("2013", "MA-PLACE:FES"): 28,
            ("2014", "MA-PLACE:FES"): 50,
            ("2014", "MA-PLACE:MEKNES"): 18,
        }
        assert ask(question).total.value == 96

    def test_an_undated_event_has_no_row_by_year_and_is_counted_as_left_out(self):
        of_event(12, event_at(TerritoryFactory(code="FES"), 2014))
        undated = {"date_precision": "unknown", "date_start": None, "date_end": None}
        of_event(38, EventFactory(released=True, date_note_ar="م", date_note_fr="n", **undated))
        answer = ask(Question("beneficiaries", by=("year", "event")))
        assert ([row.value for row in answer.rows], answer.left_out) == ([12], 1)

    def test_reported_values_by_year_and_sex(self):
        for year, sex, value in ((2013, "F", 65), (2013, "M", 700), (2014, "F", 80)):
            reported(value, year=year, sex=sex)
        assert table(Question("beneficiaries", by="year,sex")) == {
            ("2013", "F"): 65,
            ("2013", "M"): 700,
            ("2014", "F"): 80,
        }

    def test_a_choice_of_a_list_is_named_in_the_language_of_the_reader(self):
        reported(65, sex="F")
        names = set()
        for language in ("ar", "fr"):
            with override(language):
                names.add(name_of(ask(Question("beneficiaries", by="sex")).rows[0].group))
        assert names == {"نساء", "femmes"}


class TestTerritories:
    def test_a_place_counts_in_the_region_that_holds_it_in_either_scheme(self, map_of_two_schemes):
        of_event(38, event_at(map_of_two_schemes["fes"]))
        of_event(12, event_at(map_of_two_schemes["old"]))
        for scheme, code in (("MA-REG-1997", "MA-05"), ("MA-REG-2015", "MA-03")):
            question = Question("beneficiaries", by="territory", scheme=scheme)
            assert table(question) == {(f"{scheme}:{code}",): 50}

    def test_a_territory_means_what_lies_within_it(self, map_of_two_schemes):
        of_event(38, event_at(map_of_two_schemes["fes"]))
        of_event(12, event_at(map_of_two_schemes["old"]))
        question = Question("beneficiaries", territory="MA-REG-1997:MA-05")
        assert ask(question).row.value == 50
        assert ask(replace(question, exact_territory=True)).row.value == 12
        assert ask(replace(question, territory="MA:MA")).row.value == 50

    def test_values_of_a_split_region_are_in_no_sum_of_the_new_regions(self, map_of_two_schemes):
        of_event(38, event_at(map_of_two_schemes["split"]))
        of_event(12, event_at(map_of_two_schemes["fes"]))
        for question in (
            Question("beneficiaries", by="territory", scheme="MA-REG-2015"),
            Question("beneficiaries", territory="MA-REG-2015:MA-03"),
        ):
            answer = ask(question)
            assert (answer.refusal.code, answer.rows) == ("split-territory", [])
        assert table(ask(Question("beneficiaries", by="territory", scheme="MA-REG-2015")).refusal.nearest) == {
            ("MA-PLACE:FES",): 12,
            ("MA-REG-1997:MA-06",): 38,
        }

    @pytest.mark.parametrize(("code", "value"), [("MA-03", None), ("MA-05", 12)])
    def test_a_place_of_a_split_region_counts_in_the_new_region_that_holds_all_of_it(
        self, map_of_two_schemes, code, value
    ):
        place = TerritoryFactory(code="BENI-MELLAL")
        for region_of_it in (map_of_two_schemes["split"], map_of_two_schemes["other"]):
            TerritoryRelation.objects.create(territory=place, relation="within", related=region_of_it)
        of_event(12, event_at(place))
        question = Question("beneficiaries", territory=f"MA-REG-2015:{code}")
        answer = ask(question)
        assert answer.refusal is None
        assert [row.value for row in answer.rows] == ([value] if value else [])
        regions = table(Question("beneficiaries", by="territory", scheme="MA-REG-2015"))
        assert regions.get((question.territory,)) == value

    def test_values_outside_all_regions_are_counted_as_left_out(self, map_of_two_schemes):
        of_event(38, event_at(map_of_two_schemes["fes"]))
        of_event(12, event_at(TerritoryFactory(code="NOWHERE")))
        answer = ask(Question("beneficiaries", by="territory", scheme="MA-REG-1997"))
        assert ([row.value for row in answer.rows], answer.left_out) == ([38], 1)

    def test_a_small_count_masks_the_region_that_it_is_rolled_up_to(self, map_of_two_schemes):
        of_event(3, event_at(map_of_two_schemes["fes"]))
        of_event(12, event_at(map_of_two_schemes["old"]))
        [row] = ask(Question("beneficiaries", by="territory", scheme="MA-REG-1997")).rows
        assert (row.masked, row.value) == (True, None)


class TestSumsOfIndicators:
    def test_amounts_of_one_measure_may_be_added(self):
        event = event_at(TerritoryFactory())
        of_event(650_000, event, indicator=money())
        of_event(50_000, event, indicator=money("working-capital"))
        assert ask(Question("amount-delivered+working-capital")).row.value == 700_000

    @pytest.mark.parametrize("by", ["", "year", "territory"])
    def test_an_event_of_several_amounts_is_one_event(self, by):
        event = event_at(TerritoryFactory())
        of_event(650_000, event, indicator=money())
        of_event(50_000, event, indicator=money("working-capital"))
        of_event(100_000, event_at(event.target_territory), indicator=money("working-capital"))
        (row,) = ask(Question("amount-delivered+working-capital", by=by)).rows
        assert (row.value, row.parts, row.events) == (800_000, 3, 2)

    @pytest.mark.parametrize("codes", ["amount-delivered+working-capital", "working-capital+amount-delivered"])
    def test_a_sum_stands_under_the_indicator_that_is_named_first(self, codes):
        event = event_at(TerritoryFactory())
        of_event(650_000, event, indicator=money())
        of_event(50_000, event, indicator=money("working-capital"))
        assert ask(Question(codes)).row.indicator.code == codes.partition("+")[0]

    @pytest.mark.parametrize(
        ("other", "code"),
        [({"measure": "announced"}, "across-measures"), ({"currency": "EUR"}, "across-units")],
    )
    def test_measures_and_units_are_never_mixed(self, other, code):
        event = event_at(TerritoryFactory())
        of_event(650_000, event, indicator=money())
        of_event(700_000, event, indicator=money("other", **other))
        refusal = ask(Question("amount-delivered+other")).refusal
        assert (refusal.code, refusal.nearest) == (code, Question("amount-delivered"))

    def test_a_measure_is_asked_for_by_its_name(self):
        of_event(650_000, indicator=money())
        assert ask(Question("measure:delivered")).row.value == 650_000

    def test_of_the_indicators_of_a_measure_those_without_values_here_do_not_count(self):
        of_event(650_000, event_at(TerritoryFactory(), program=ProgramFactory(code="ONE")), indicator=money("money-a"))
        of_event(200_000, event_at(TerritoryFactory()), indicator=money("money-b"))
        assert ask(Question("measure:delivered", program="ONE")).row.value == 650_000

    def test_a_measure_of_several_indicators_is_not_added_up(self):
        of_event(650_000, indicator=money())
        of_event(50_000, indicator=money("working-capital"))
        refusal = ask(Question("measure:delivered")).refusal
        assert (refusal.code, refusal.nearest) == ("several-indicators", Question("amount-delivered"))


class TestCardsOfRows:
    """Each row can be asked for by itself, and says the same."""

    @pytest.mark.parametrize("by", ["year", "edition", "program", "territory", "event", "year,territory", "sex"])
    def test_the_question_of_a_row_is_answered_by_its_value(self, by, map_of_two_schemes):
        edition = EditionFactory()
        for place in ("fes", "old"):
            for year in (2013, 2014):
                event = event_at(map_of_two_schemes[place], year, edition=edition)
                of_event(30 + year - 2010, event)
                of_event(10 + year - 2010, event, sex="F")
        rows = ask(Question("beneficiaries", by=by)).rows
        again = ask_many([row.question for row in rows])
        assert rows
        assert [answer.row.value for answer in again] == [row.value for row in rows]

    def test_a_rolled_up_row_is_asked_for_by_its_territory(self, map_of_two_schemes):
        of_event(38, event_at(map_of_two_schemes["fes"]))
        [row] = ask(Question("beneficiaries", by="territory", scheme="MA-REG-2015")).rows
        assert row.question == Question("beneficiaries", territory="MA-REG-2015:MA-03", basis="computed")
        assert ask(row.question).row.value == 38


class TestQuestionsOfOnePage:
    """Questions that are read from the ledger together are answered as each is alone."""

    def test_each_counts_its_own_indicators_and_members(self):
        fes, edition = TerritoryFactory(code="FES"), EditionFactory()
        for year, given in ((2013, {"edition": edition}), (2014, {})):
            event = event_at(fes, year, **given)
            of_event(30 + year - 2010, event)
            of_event(4, event, sex="F")
            of_event(500_000, event, indicator=money("amount-announced"))
            of_event(250_000, event, indicator=money("amount-delivered"))
        asked = [
            Question("beneficiaries"),
            Question("beneficiaries", by="year"),
            Question("beneficiaries", by="sex"),
            Question("amount-delivered", by="edition"),
            Question("amount-delivered", by=("year", "territory")),
            Question("amount-announced", by="territory"),
            Question("amount-announced+amount-delivered"),
        ]
        together = ask_many(asked)
        assert [answer.question for answer in together] == asked
        assert [table(question) for question in asked] == [
            {tuple(map(code_of, row.groups)): row.value for row in answer.rows} for answer in together
        ]
        assert [len(answer.rows) for answer in together[:-1]] == [1, 2, 1, 1, 2, 1]


class TestRefusals:
    @pytest.mark.parametrize("name", ["program", "edition", "event", "trade", "assistance_kind", "territory"])
    def test_an_unknown_code_is_refused_and_left_away(self, name):
        of_event(38)
        code = "MA:NOWHERE" if name == "territory" else "NOTHING"
        refusal = ask(Question("beneficiaries", **{name: code})).refusal
        assert (refusal.code, refusal.nearest) == ("unknown-code", Question("beneficiaries"))

    def test_values_that_may_not_be_summed_may_be_listed(self):
        indicator = IndicatorFactory(code="people", aggregation="distinct")
        for value in (38, 12):
            of_event(value, indicator=indicator)
        refusal = ask(Question("people")).refusal
        assert refusal.nearest == Question("people", by="event")

    def test_several_values_suggest_a_question_by_programme(self):
        reported(100, program=ProgramFactory(code="MICRO"))
        reported(200, program=ProgramFactory(code="TRAINING"))
        refusal = ask(Question("beneficiaries")).refusal
        assert refusal.code == "several-values"
        assert ask(refusal.nearest).row.value in (100, 200)

    def test_cumulative_values_are_answered_without_a_series(self):
        reported(202, period_type="cumulative", period_start=date(2017, 1, 1), period_end=date(2023, 6, 30))
        refusal = ask(Question("beneficiaries", by="year")).refusal
        assert (refusal.code, refusal.nearest) == ("no-time-series", Question("beneficiaries"))

    @pytest.mark.parametrize(
        ("by", "code"),
        [
            ("edition", "not-by-edition"),
            ("trade", "not-by-trade"),
            ("assistance_kind", "not-by-assistance"),
            ("sex", "not-by-sex"),
            ("age_band", "not-by-age"),
        ],
    )
    def test_a_missing_split_suggests_the_whole(self, by, code):
        of_event(15, undated())
        of_event(38)
        refusal = ask(Question("beneficiaries", by=by)).refusal
        assert (refusal.code, refusal.nearest) == (code, Question("beneficiaries"))

    @pytest.mark.parametrize("by", ["event", "territory"])
    def test_a_value_of_the_whole_has_no_split(self, by):
        reported(230)
        refusal = ask(Question("beneficiaries", by=by)).refusal
        assert (refusal.code, refusal.nearest) == (f"not-by-{by}", Question("beneficiaries"))

    def test_of_two_dimensions_the_one_that_is_recorded_is_offered(self):
        of_event(38)
        refusal = ask(Question("beneficiaries", by="trade,year")).refusal
        assert (refusal.code, refusal.nearest) == ("not-by-trade", Question("beneficiaries", by="year"))

    def test_values_by_each_of_two_dimensions_lack_only_both(self):
        of_event(38, sex="F")
        of_event(12, trade=Trade.objects.create(code="CARPENTRY", name_ar="ن", name_fr="m"))
        refusal = ask(Question("beneficiaries", by="sex,trade")).refusal
        assert (refusal.code, refusal.nearest) == ("not-by-both", Question("beneficiaries", by="sex"))

    def test_a_scheme_without_values_differs_from_values_without_territory(self, map_of_two_schemes):
        of_event(38, event_at(TerritoryFactory(code="NOWHERE")))
        refusal = ask(Question("beneficiaries", by="territory", scheme="MA-REG-2015")).refusal
        assert (refusal.code, refusal.nearest) == ("not-in-scheme", Question("beneficiaries", by="territory"))

    def test_an_indicator_without_values_is_not_refused_for_its_split(self):
        IndicatorFactory(code="beneficiaries")
        assert ask(Question("beneficiaries", by="trade")).refusal is None

    def test_events_without_a_date_are_the_reason_only_for_what_they_could_answer(self):
        fes, meknes = TerritoryFactory(code="FES"), TerritoryFactory(code="MEKNES")
        of_event(15, undated(target_territory=fes), sex="F")
        of_event(15, undated(target_territory=fes))
        asked = [
            Question("beneficiaries", territory=fes.ref),
            Question("beneficiaries", territory=meknes.ref),
            Question("beneficiaries", by="sex"),
            Question("beneficiaries", by="age_band"),
        ]
        codes = [answer.refusal.code if answer.refusal else "" for answer in ask_many(asked)]
        assert codes == ["no-sum-without-dates", "", "no-sum-without-dates", ""]

    def test_an_unknown_indicator_has_no_suggestion(self):
        assert ask(Question("nothing")).refusal.nearest is None

    def test_every_refusal_says_why_in_both_languages(self):
        for refusal in REFUSALS:
            texts = set()
            for language in ("ar", "fr"):
                with override(language):
                    texts.add(str(refusal.message))
            assert len(texts) == 2, refusal.code

    def test_every_refusal_has_its_own_code(self):
        assert len({refusal.code for refusal in REFUSALS}) == len(REFUSALS)


class TestCodes:
    @pytest.mark.parametrize(
        "question",
        [
            Question("beneficiaries"),
            Question("beneficiaries", by="year,territory", scheme="MA-REG-2015", as_of=date(2025, 1, 31)),
            Question("amount-delivered", territory="MA:MA", exact_territory=True, year=2014, role="target"),
        ],
        ids=str,
    )
    def test_a_question_round_trips_through_codes(self, question):
        assert Question.from_codes(question.as_codes()) == question

    @pytest.mark.parametrize(
        "codes",
        [
            {"indicator": "x", "by": "colour"},
            {"indicator": "x", "by": "year,year"},
            {"indicator": "x", "as_of": "31/01/2025"},
            {"indicator": "x", "year": "MMXIV"},
            {"indicator": "x", "role": "wish"},
            {"indicator": "x", "scheme": "MA"},
        ],
        ids=str,
    )
    def test_an_invalid_question_is_an_error(self, codes):
        with pytest.raises(ValueError, match=r"."):
            Question.from_codes(codes)
