"""The kinds of questions that are measured: what is asked of the query API, and the same by hand."""

from dataclasses import dataclass, replace
from datetime import date

from benchmarks.by_hand import PlainRow
from benchmarks.statements import answer_by_hand
from programs.facts.events import DistributionEvent
from programs.statistics.answers import Answer, Row, code_of
from programs.statistics.query import ask_many
from programs.statistics.questions import Question

PEOPLE, MONEY = "beneficiaries", "amount-delivered"
PROGRAM, YEAR = "MICRO", 2016
AS_OF = date(2018, 6, 30)

#: Since these regions were drawn nothing was recorded for those before, of which some were split.
SCHEME, SINCE = "MA-REG-2015", date(2015, 9, 4)


@dataclass(frozen=True)
class Kind:
    name: str
    questions: tuple[Question, ...]

    def by_api(self) -> list[Answer]:
        return ask_many(self.questions)

    def by_hand(self) -> list[list[PlainRow]]:
        return [answer_by_hand(question) for question in self.questions]


def kinds() -> list[Kind]:
    money = Question(MONEY, basis="computed")
    people = Question(PEOPLE, basis="computed")
    of_program = Question(PEOPLE, program=PROGRAM, basis="reported")
    single = {
        "total": money,
        "by year": replace(money, by=("year",)),
        "by edition": replace(money, by=("edition",)),
        "by territory, as recorded": replace(money, by=("territory",)),
        "by territory, rolled up": replace(money, by=("territory",), scheme=SCHEME, period_start=SINCE),
        "by trade": replace(people, by=("trade",)),
        "by sex": replace(people, by=("sex",)),
        "by year and territory": replace(money, by=("year", "territory")),
        "by year, as of a day": replace(money, by=("year",), as_of=AS_OF),
        "by event, a programme's year": replace(people, by=("event",), program=PROGRAM, year=YEAR),
        "reported, by year": replace(of_program, by=("year",)),
        "reported, by territory": replace(of_program, by=("territory",)),
    }
    by_edition = replace(of_program, by=("edition",))
    compared = (replace(by_edition, basis="computed"), by_edition, replace(by_edition, role="target"))
    return [
        *(Kind(name, (question,)) for name, question in single.items()),
        Kind("compare, by edition", compared),
        Kind("a page of 34 questions", tuple(page())),
    ]


def page() -> list[Question]:
    """Return what a long programme page asks at once: figures, tables, charts, and the facts of some events."""
    money, people = (Question(code, program=PROGRAM, basis="computed") for code in (MONEY, PEOPLE))
    said = Question(PEOPLE, program=PROGRAM, basis="reported")
    asked = [replace(one, by=by) for one in (money, people) for by in ((), ("year",), ("edition",), ("territory",))]
    asked += [replace(people, by=(by,)) for by in ("trade", "sex")]
    asked += [replace(said, by=(by,)) for by in ("year", "territory", "edition")]
    asked += [replace(said, by=("edition",), role="target")]
    asked += [replace(one, year=year) for one in (money, people) for year in (2018, 2019, 2020)]
    events = DistributionEvent.objects.filter(program__code=PROGRAM, date_start__isnull=False).order_by("code")
    asked += [Question(code, event=event.code) for event in events[:10] for code in (MONEY, PEOPLE)]
    return asked


def differences(answers: list[Answer], by_hand: list[list[PlainRow]]) -> list[str]:
    """Say where the query API and the hand do not give the same."""
    found = []
    for answer, lines in zip(answers, by_hand, strict=True):
        if answer.refusal:
            found.append(f"{answer.question.as_codes()}: refused, {answer.refusal.code}")
        api = {said.groups: said for said in map(plain_row, answer.rows)}
        # What stands for nothing in particular has no group, whatever the statement lists of it.
        hand = {said.groups if answer.question.by else (): said for said in lines}
        for groups in sorted(api.keys() | hand.keys(), key=str):
            if unlike := _unlike(api.get(groups), hand.get(groups)):
                found.append(f"{answer.question.as_codes()}, {groups}: {unlike}")
    return found


def plain_row(row: Row) -> PlainRow:
    return PlainRow(
        groups=tuple(member if isinstance(member, int) else code_of(member) for member in row.groups),
        value=row.value,
        value_high=row.value_high,
        qualifier=row.qualifier,
        status=row.status,
        parts=row.parts,
        events=row.events,
        masked=row.masked,
        period_start=row.period_start,
        period_end=row.period_end,
        released_at=row.released_at,
        corrected=row.corrected,
        disputed=row.disputed,
        sources=tuple(sorted(source.code for source in row.sources)),
    )


def _unlike(api: PlainRow | None, hand: PlainRow | None) -> str:
    """Say in what the two differ; '' where both say the same.

    Of a group of one value the query API also names the sources that confirm it.
    """
    if api is None or hand is None:
        return "only by hand" if api is None else "only by the query API"
    if api.parts == 1:
        api = api._replace(sources=tuple(code for code in api.sources if code in hand.sources))
    return "; ".join(
        f"{name} {getattr(api, name)!r} by the query API, {getattr(hand, name)!r} by hand"
        for name in PlainRow._fields
        if name != "groups" and getattr(api, name) != getattr(hand, name)
    )
