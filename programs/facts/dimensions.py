"""The dimensions of a question, each declared once; everything else derives from here (docs/reference/data-model.md, "Dimensions").

A breakdown is a column of `Observation` of the same name. To add one: the column with its migration, and a declaration
in `DIMENSIONS`.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.facts.events import DistributionEvent
from programs.facts.programs import AssistanceKind, Edition, Program, Trade
from programs.facts.reference import BilingualName
from programs.facts.territories import Territory


class Sex(models.TextChoices):
    FEMALE = "F", _("women")
    MALE = "M", _("men")


class AgeBand(models.TextChoices):
    MINORS = "minors", _("minors")
    ADULTS = "adults", _("adults")


@dataclass(frozen=True)
class Dimension:
    """Splits the rows of an answer, and narrows a question.

    `code` is the field of `Question` and `Observation`, and the name in files and URLs. Members are records of `model`
    or words of `choices`; years are neither. `label` is for columns and fields, `by_label` for captions, `refusal` (with
    `refusal_code`) for a missing split, `filter_help` and `value_help` for forms that narrow a question or record a
    value. Values without a member of a `required` dimension are in no row.
    """

    code: str
    label: str | Promise
    by_label: str | Promise
    refusal: str | Promise
    refusal_code: str = ""
    model: type[BilingualName] | None = None
    choices: type[models.TextChoices] | None = None
    breakdown: bool = False
    required: bool = False
    filter_help: str | Promise = ""
    value_help: str | Promise = ""

    @property
    def column(self) -> str:
        """The column of observations, or the annotation in its place."""
        if self.code == "year":
            return "in_year"
        return f"{self.code}_id" if self.model else self.code

    @property
    def absent(self) -> models.Q:
        """The condition that a value has no member."""
        return models.Q(**{self.code: ""}) if self.choices else models.Q(**{f"{self.code}__isnull": True})


DIMENSIONS = (
    Dimension("year", _("Year"), _("by year"), _("The ledger has this, but no value by year.")),
    Dimension(
        "edition", _("Edition"), _("by edition"), _("The ledger has this, but no value by edition."),
        model=Edition, required=True,
    ),
    Dimension(
        "territory", _("Territory"), _("by territory"), _("The ledger has this, but no value by territory."),
        model=Territory,
    ),
    Dimension(
        "event", _("Event"), _("by event"), _("The ledger has this, but no value by event."), model=DistributionEvent
    ),
    Dimension(
        "sex", _("Sex"), _("by sex"), _("The ledger has this, but no value by sex."),
        choices=Sex, breakdown=True, filter_help=_("Only women, or only men."),
        value_help=_("Only for a value of women or of men alone; empty for everybody."),
    ),
    Dimension(
        "age_band", _("Age"), _("by age"), _("The ledger has this, but no value by age."), refusal_code="not-by-age",
        choices=AgeBand, breakdown=True, filter_help=_("Only people of this age."),
        value_help=_("Only for a value of this age alone; empty for everybody."),
    ),
    Dimension(
        "trade", _("Trade"), _("by trade"), _("The ledger has this, but no value by trade."),
        model=Trade, breakdown=True, filter_help=_("Only this trade."),
        value_help=_("Only for a value of this trade alone."),
    ),
    Dimension(
        "assistance_kind", _("Kind of assistance"), _("by kind of assistance"),
        _("The ledger has this, but no value by kind of assistance."), refusal_code="not-by-assistance",
        model=AssistanceKind, breakdown=True, filter_help=_("Only this kind of assistance."),
        value_help=_("Only for a value of this kind alone."),
    ),
    Dimension(
        "program", _("Programme"), _("by programme"), _("The ledger has this, but no value by programme."),
        model=Program, required=True,
    ),
)  # fmt: skip

DIMENSIONS_BY_CODE = {dimension.code: dimension for dimension in DIMENSIONS}
BREAKDOWNS = tuple(dimension for dimension in DIMENSIONS if dimension.breakdown)
BREAKDOWN_CODES = tuple(dimension.code for dimension in BREAKDOWNS)
#: {code: model} of the dimensions whose members are reference records; the programme first.
DIMENSION_MODELS = {
    one.code: one.model for one in sorted(DIMENSIONS, key=lambda one: one.code != "program") if one.model is not None
}
