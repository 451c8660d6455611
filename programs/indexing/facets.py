"""Facets of programmes and facts, with names in both languages, and sums of the events that a search found.

Names are cached per process under a version in the shared cache, which changes with any named record.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from uuid import uuid4

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.cached_lookup import CachedLookup
from portal.l10n import language_codes
from programs.facts import (
    AssistanceKind,
    Level,
    Placement,
    Program,
    ProgramAlias,
    TerritorialScheme,
    Territory,
    Trade,
    indicators_at,
)
from programs.presentation import Figure, fact_url, figure_of
from programs.statistics import Question, ask_many
from search.facets import Choice, Choices, Facet, Number, register_facet, register_kind, register_number
from search.results import register_sums

NAMED_MODELS = (TerritorialScheme, Territory, Program, ProgramAlias, Trade, AssistanceKind)
_version = CachedLookup("programs.search_names", lambda: uuid4().hex, NAMED_MODELS)

#: What a name begins with and a reader leaves out.
PREFIX = re.compile(r"^((Préfecture|Province) d(e |’|')|(Région|Ville) de |(عمالة|إقليم|جهة|مدينة) )")


def choices(kind: str) -> Choices:
    return _read(kind, _version())


@lru_cache(maxsize=8)
def _read(kind: str, _version: str) -> Choices:
    if kind == "territory":
        return Choices(_territory_choices())
    records = {"program": Program, "trade": Trade, "assistance": AssistanceKind}[kind].objects.all()
    aliases: dict[int, list[str]] = {}
    if kind == "program":
        for program, name in ProgramAlias.objects.order_by().values_list("program_id", "name"):
            aliases.setdefault(program, []).append(name)
    return Choices(Choice(record.code, _names(record), also=tuple(aliases.get(record.pk, ()))) for record in records)


def _names(record) -> dict[str, str]:
    return {"ar": record.name_ar or record.name_fr, "fr": record.name_fr or record.name_ar}


def _territory_choices() -> Iterator[Choice]:
    """Yield regions first, newer schemes first; notes name the scheme where several share a level."""
    order = [Level.REGION, Level.PROVINCE, Level.PLACE, Level.COUNTRY]
    found = sorted(
        Territory.objects.select_related("scheme"),
        key=lambda one: (order.index(one.scheme.level), -one.scheme.valid_from.toordinal(), one.code),
    )
    several = {scheme.level for scheme in {one.scheme for one in found} if scheme.valid_to}
    for territory in found:
        scheme, names = territory.scheme, _names(territory)
        yield Choice(
            territory.ref,
            names,
            notes=_names(scheme) if scheme.level in several else {},
            also=tuple(PREFIX.sub("", name) for name in names.values()),
            short=territory.code,
            level=scheme.level,
            group=_names(scheme) if scheme.level == Level.REGION else _level_names(scheme.level),
            is_whole=scheme.level == Level.COUNTRY,
        )


def _level_names(level: str) -> dict[str, str]:
    found = {}
    for language in language_codes():
        with override(language):
            found[language] = str(PLURALS[level])
    return found


PLURALS = {
    Level.COUNTRY: _("Countries"),
    Level.PROVINCE: _("Provinces and prefectures"),
    Level.PLACE: _("Cities and places"),
}

PROGRAM_FIELDS = dict.fromkeys(("program", "programme", "برنامج", "البرنامج"), "")
PLACE_FIELDS = {
    "place": "", "lieu": "",
    "territory": "", "مكان": "", "territoire": "",
    "region": Level.REGION.value, "région": Level.REGION.value, "جهة": Level.REGION.value, "الجهة": Level.REGION.value,
    "province": Level.PROVINCE.value, "préfecture": Level.PROVINCE.value, "إقليم": Level.PROVINCE.value,
    "عمالة": Level.PROVINCE.value,
    "city": Level.PLACE.value, "ville": Level.PLACE.value, "مدينة": Level.PLACE.value, "المدينة": Level.PLACE.value,
}  # fmt: skip
TRADE_FIELDS = dict.fromkeys(("trade", "métier", "حرفة", "مهنة", "الحرفة", "المهنة"), "")
ASSISTANCE_FIELDS = dict.fromkeys(("assistance", "aide", "مساعدة", "المساعدة", "دعم"), "")
AMOUNT_FIELDS = ("amount", "montant", "مبلغ", "المبلغ")
BENEFICIARIES_FIELDS = ("beneficiaries", "bénéficiaires", "bénéficiaire", "المستفيدون", "المستفيدين", "مستفيدون")


@dataclass(frozen=True)
class SearchSums:
    """`refusals` are (indicator name, reason)."""

    figures: list[Figure]
    refusals: list[tuple[str, str]]
    events_url: str


def sum_events(codes: list[str]) -> SearchSums | None:
    """Return one sum an indicator, since amounts of one measure may overlap; None where nothing can be added."""
    questions = [Question(code, basis="computed", events=tuple(codes)) for code in indicators_at(Placement.SEARCH_SUM)]
    answers = ask_many(questions, explain=False)
    figures = [figure_of(answer.row) for answer in answers if answer.row]
    refusals = [(answer.indicator.name, str(answer.refusal.message)) for answer in answers if answer.refusal]
    return SearchSums(figures, refusals, fact_url("events")) if figures or refusals else None


def register_search_facets() -> None:
    def named(kind: str, label, fields) -> None:
        register_facet(Facet(kind, label, fields, partial(choices, kind)))

    register_kind("program", ar="البرامج", fr="Programmes", also=("برنامج", "programme"))
    register_kind("event", ar="عمليات التوزيع", fr="Distributions", also=("توزيع", "distribution", "event"))
    register_kind("indicator", ar="المؤشرات", fr="Indicateurs", also=("مؤشر", "indicateur"))
    register_kind("edition", ar="الدورات", fr="Éditions", also=("دورة", "édition", "edition"))
    register_kind("territory", ar="الأماكن", fr="Territoires", also=("مكان", "lieu", "territoire", "territory"))
    register_kind("centre", ar="المراكز", fr="Centres", also=("مركز", "centre"))
    register_kind("figure", ar="الأرقام", fr="Chiffres", also=("رقم", "chiffre", "figure"), weight=0.75)
    named("program", _("Programme"), PROGRAM_FIELDS)
    named("territory", _("Place"), PLACE_FIELDS)
    named("trade", _("Trade"), TRADE_FIELDS)
    named("assistance", _("Kind of assistance"), ASSISTANCE_FIELDS)
    register_number(Number("amount", _("Amount"), AMOUNT_FIELDS))
    register_number(Number("beneficiaries", _("Beneficiaries"), BENEFICIARIES_FIELDS))
    register_sums("event", "programs/search_sums.html", sum_events)
