"""Benchmarks: ledgers hold what the portal would have written, the query API answers as SQL by hand, kept indexes are whole."""

import pytest

from benchmarks.kept import kept_in
from benchmarks.kinds import differences, kinds
from benchmarks.ledger import write_ledger
from benchmarks.measuring import measure
from benchmarks.statistics import table, together
from programs.facts.events import DistributionEvent
from programs.facts.observations import Observation

OBSERVATIONS = 6_000


@pytest.fixture
def ledger(db):
    assert write_ledger(OBSERVATIONS) >= OBSERVATIONS


@pytest.mark.usefixtures("ledger")
class TestLedger:
    def test_its_rows_say_what_the_model_would_have_filled_in(self):
        taken = ("program_id", "edition_id", "territory_id", "period_type", "period_start", "period_end")
        for observation in Observation.objects.select_related("event"):
            before = [getattr(observation, name) for name in taken]
            observation.copy_event_dimensions()
            assert [getattr(observation, name) for name in taken] == before
            assert observation.series_key == observation.compute_series_key()

    def test_it_holds_corrections_rivals_and_what_is_missing(self):
        assert Observation.objects.filter(supersedes__isnull=False).count() >= OBSERVATIONS * 0.01
        assert Observation.objects.filter(preferences__isnull=False).exists()
        assert Observation.objects.filter(value__isnull=True).exists()
        assert Observation.objects.filter(event__isnull=True).count() >= OBSERVATIONS * 0.1
        assert DistributionEvent.objects.count() >= OBSERVATIONS / 12

    def test_the_query_api_answers_as_sql_by_hand(self):
        unlike = [text for kind in kinds() for text in differences(kind.by_api(), kind.by_hand())]
        assert unlike == []

    def test_a_kind_is_measured_and_told(self):
        line = measure(kinds()[0], runs=1)
        assert line["differences"] == 0
        assert line["kind"] in table("sqlite", OBSERVATIONS, together([line], [line]))


class TestKeptIndexes:
    def test_one_that_was_half_filled_is_begun_anew(self, tmp_path):
        half = kept_in(tmp_path, "sqlite", 1000, is_quick=False)
        (half.folder / "db.sqlite3").touch()
        again = kept_in(tmp_path, "sqlite", 1000, is_quick=False)
        assert not again.filled
        assert list(again.folder.iterdir()) == []

    def test_one_that_is_whole_is_used_again(self, tmp_path):
        whole = kept_in(tmp_path, "sqlite", 1000, is_quick=False)
        (whole.folder / "db.sqlite3").touch()
        whole.mark("1000 entries")
        again = kept_in(tmp_path, "sqlite", 1000, is_quick=False)
        assert again.filled == "1000 entries"
        assert (again.folder / "db.sqlite3").exists()

    def test_one_with_another_analysis_is_another(self, tmp_path):
        kept_in(tmp_path, "sqlite", 1000, is_quick=False).mark("1000 entries")
        assert not kept_in(tmp_path, "sqlite", 1000, is_quick=True).filled
