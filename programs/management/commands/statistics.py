"""Query the statistics from the command line."""

import shlex
from dataclasses import fields
from datetime import date
from difflib import get_close_matches

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.operations import TranslatedCommand
from programs import facts
from programs.exports import all_formats
from programs.statistics import BY, MEASURE_PREFIX, Question, Refusal, ask, summarize

#: {field of a question: model of its codes}
CODED = {code: model for code, model in facts.DIMENSION_MODELS.items() if code != "territory"}
CODED["scheme"] = facts.TerritorialScheme
#: {field of a question: its values}
CLOSED = {
    "role": facts.Role.values,
    "period_type": facts.PeriodType.values,
    "status": facts.Status.values,
    **{one.code: one.choices.values for one in facts.BREAKDOWNS if one.choices},
    "basis": ["reported", "computed"],
}
#: {field of a question: its option}
OPTIONS = {field.name: f"--{field.name.replace('_', '-')}" for field in fields(Question)} | {
    "period_start": "--from",
    "period_end": "--until",
}


class Command(TranslatedCommand):
    help = gettext_lazy(
        "Answer a question about the published figures, as pages do: by codes, with qualifiers, sources and refusals."
    )

    def add_arguments(self, parser):
        def option(name: str, help_text, **kwargs) -> None:
            parser.add_argument(OPTIONS[name], dest=name, help=help_text, **kwargs)

        parser.add_argument(
            "indicator", help=_("code of the indicator; several with + between them for their sum; measure:delivered")
        )
        for name, model in CODED.items():
            option(name, str(model._meta.verbose_name), default="", metavar="CODE")
        option("territory", _("the territory, and what lies within it"), default="", metavar="SCHEME:CODE")
        option("exact_territory", _("only what was recorded for the territory itself"), action="store_true")
        option("events", _("only these distributions count: their codes, with commas"), default="")
        for name, choices in CLOSED.items():
            option(name, None, choices=choices)
        option("year", _("the year in which the period ends"), type=int)
        for name, help_text in (
            ("period_start", _("periods that begin on this day or later")),
            ("period_end", _("periods that end on this day or earlier")),
            ("as_of", _("what the portal said at the end of this day")),
        ):
            option(name, help_text, type=date.fromisoformat, metavar="YYYY-MM-DD")
        option("by", _("one or two of %(names)s, with a comma") % {"names": ", ".join(BY)}, default="")
        parser.add_argument(
            "--summary", action="store_true", help=_("in place of the values their mean, median and count; with --by")
        )
        parser.add_argument("--format", choices=tuple(all_formats()), default="table", help=_("how to print it"))

    def handle(self, *args, summary, **options):
        question = question_of(options)
        refuse_unknown_codes(question)
        answer = ask(question)
        if answer.refusal:
            raise CommandError(refusal_text(answer.refusal))
        if not answer.rows:
            raise CommandError(_("The ledger has no published value for this."))
        form = all_formats()[options["format"]]
        found = summarize(question) if summary else answer
        if isinstance(found, Refusal):
            raise CommandError(refusal_text(found, "--summary"))
        # The file that the site serves, with paths instead of absolute URLs.
        for part in form.summary(found) if summary else form.answer(found):
            if isinstance(part, bytes):
                self.stdout.buffer.write(part)
            else:
                self.stdout.write(part, ending="")


def question_of(options: dict) -> Question:
    given = {field.name: options[field.name] for field in fields(Question) if options.get(field.name)}
    try:
        return Question(**given)
    except ValueError as error:
        raise CommandError(str(error)) from error


def refuse_unknown_codes(question: Question) -> None:
    """Raise CommandError for the first unknown code, with similar ones."""
    if not question.indicator.startswith(MEASURE_PREFIX):
        for code in question.indicators:
            refuse_unknown(code, _("indicator"), facts.Indicator.objects.values_list("code", flat=True))
    for name, model in CODED.items():
        if code := getattr(question, name):
            refuse_unknown(code, model._meta.verbose_name, model.objects.values_list("code", flat=True))
    if question.territory:
        refuse_unknown(question.territory, facts.Territory._meta.verbose_name, facts.Territory.objects.by_ref())


def refuse_unknown(code: str, kind: str, known) -> None:
    known = list(known)
    if code in known:
        return
    text = _("Unknown code of %(kind)s: “%(code)s”.") % {"kind": kind, "code": code}
    by_lower = {one.lower(): one for one in known}
    if near := get_close_matches(code.lower(), by_lower, n=5, cutoff=0.5):
        text += " " + _("Near it: %(codes)s.") % {"codes": ", ".join(by_lower[one] for one in near)}
    raise CommandError(text)


def refusal_text(refusal: Refusal, *more: str) -> str:
    """Return why there is no answer, and a command that has one, with `more` options."""
    lines = [str(refusal.message)]
    if refusal.nearest:
        lines += [_("This has an answer:"), f"  {' '.join([command_of(refusal.nearest), *more])}"]
    return "\n".join(lines)


def command_of(question: Question) -> str:
    codes = question.as_codes()
    words = ["manage.py", "statistics", codes.pop("indicator")]
    for name, text in codes.items():
        words += [OPTIONS[name]] if text == "True" else [OPTIONS[name], text]
    return shlex.join(words)
