"""The dimensions of a question, each declared once.

A breakdown is a column of `Observation` of the same name. To add one: the column with its migration, and a declaration
in `DIMENSIONS`. Questions, selection, refusals, tables, cards, files, forms, blocks, loading and the command line
derive from here (docs/data-model.md, "Dimensions").
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.facts.events import DistributionEvent
from programs.facts.programs import AssistanceKind, Edition, Program, Trade
from programs.facts.territories import Territory


class Sex(models.TextChoices):
    FEMALE = "F", _("women")
    MALE = "M", _("men")


class AgeBand(models.TextChoices):
    MINORS = "minors", _("minors")
    ADULTS = "adults", _("adults")


@dataclass(frozen=True)
class Dimension:
    """What rows can be made of, and what narrows a question.

    `code` is the field of `Question` and of `Observation`, an attribute of files and addresses. Members are records of
    `model`, or `choices`; years are neither. `label` stands above a column and beside a field, `by_label` in captions,
    `refusal` says that there is no such split, under `refusal_code`. `only` helps with narrowing a question by a
    breakdown, `only_of` with recording a value of it. Values without a member of a `required` one stand in no row.
    """

    code: str
    label: str | Promise
    by_label: str | Promise
    refusal: str | Promise
    refusal_code: str = ""
    model: type[models.Model] | None = None
    choices: type[models.TextChoices] | None = None
    breakdown: bool = False
    required: bool = False
    only: str | Promise = ""
    only_of: str | Promise = ""

    @property
    def column(self) -> str:
        """The column of observations, or what is annotated in its place."""
        if self.code == "year":
            return "in_year"
        return f"{self.code}_id" if self.model else self.code

    @property
    def absent(self) -> models.Q:
        """The condition that a value is of no member."""
        return models.Q(**{self.code: ""}) if self.choices else models.Q(**{f"{self.code}__isnull": True})

    @property
    def option(self) -> str:
        """The option of the command line."""
        return f"--{self.code.replace('_', '-')}"


DIMENSIONS = (
    Dimension("year", _("Year"), _("by year"), _("The ledger has this, but no value by year.")),
    Dimension(
        "edition",
        _("Edition"),
        _("by edition"),
        _("The ledger has this, but no value by edition."),
        model=Edition,
        required=True,
    ),
    Dimension(
        "territory",
        _("Territory"),
        _("by territory"),
        _("The ledger has this, but no value by territory."),
        model=Territory,
    ),
    Dimension(
        "event",
        _("Event"),
        _("by event"),
        _("The ledger has this, but no value by event."),
        model=DistributionEvent,
    ),
    Dimension(
        "sex",
        _("Sex"),
        _("by sex"),
        _("The ledger has this, but no value by sex."),
        choices=Sex,
        breakdown=True,
        only=_("Only women, or only men."),
        only_of=_("Only for a value of women or of men alone; empty for everybody."),
    ),
    Dimension(
        "age_band",
        _("Age"),
        _("by age"),
        _("The ledger has this, but no value by age."),
        refusal_code="not-by-age",
        choices=AgeBand,
        breakdown=True,
        only=_("Only people of this age."),
        only_of=_("Only for a value of this age alone; empty for everybody."),
    ),
    Dimension(
        "trade",
        _("Trade"),
        _("by trade"),
        _("The ledger has this, but no value by trade."),
        model=Trade,
        breakdown=True,
        only=_("Only this trade."),
        only_of=_("Only for a value of this trade alone."),
    ),
    Dimension(
        "assistance_kind",
        _("Kind of assistance"),
        _("by kind of assistance"),
        _("The ledger has this, but no value by kind of assistance."),
        refusal_code="not-by-assistance",
        model=AssistanceKind,
        breakdown=True,
        only=_("Only this kind of assistance."),
        only_of=_("Only for a value of this kind alone."),
    ),
    Dimension(
        "program",
        _("Programme"),
        _("by programme"),
        _("The ledger has this, but no value by programme."),
        model=Program,
        required=True,
    ),
)

BY_CODE = {dimension.code: dimension for dimension in DIMENSIONS}
BREAKDOWNS = tuple(dimension for dimension in DIMENSIONS if dimension.breakdown)
BREAKDOWN_CODES = tuple(dimension.code for dimension in BREAKDOWNS)
#: Those with records of reference as members; the programme, which most belongs to, first.
RECORDED = tuple(sorted((one for one in DIMENSIONS if one.model), key=lambda one: one.code != "program"))
