"""Which pages show a figure: those that refer to its indicator or its event, and whose answers rest on it."""

import json
from collections.abc import Collection
from dataclasses import replace

from django.contrib.contenttypes.models import ContentType
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex

from portal.visibility import open_to_all
from programs.blocks import questions_in
from programs.models.indicators import Indicator
from programs.models.observations import Observation
from programs.models.pages import ProgramPage
from programs.statistics import Answer, Question, ask_many

#: So many pages that may show a figure are read; an indicator that stands on more of them is named on the newest.
MOST_READ = 200


def pages_showing(observation: Observation, language: str = "") -> list[Page]:
    """Return the public pages that show a value or a sum that it is in; of one language, or of both where '' is given.

    So many statements whatever the number of pages: references, pages of each type, and the door.
    """
    certain = set()
    if observation.event_id:
        certain |= _referring_to(observation.event)
    if observation.program_id:
        programs = ProgramPage.objects.filter(program=observation.program_id)
        certain |= set(programs.values_list("pk", flat=True))
    possible = _referring_to(observation.indicator) - certain
    read = _read(possible, [observation.indicator.code], language)
    shown = _shown_by([question for _page, questions in read for question in questions], observation)
    return _public(certain | {page.pk for page, questions in read if shown & set(questions)}, language)


def pages_asking(question: Question, language: str = "") -> list[Page]:
    """Return the public pages with a block among whose rows is the answer to a question."""
    question = replace(question, as_of=None)
    possible = set()
    for indicator in Indicator.objects.filter(code__in=question.indicators):
        possible |= _referring_to(indicator)
    read = _read(possible, question.indicators, language)
    asked = list(dict.fromkeys(asked for _page, questions in read for asked in questions))
    answered = {
        answer.question
        for answer in ask_many(asked, explain=False)
        if any(row.question == question for row in answer.rows)
    }
    found = {page.pk for page, questions in read if answered & set(questions)}
    return _public(found, language)


def _referring_to(record) -> set[int]:
    """Return the pages that Wagtail's reference index knows to refer to a fact. One statement."""
    pages = ContentType.objects.get_for_model(Page)
    found = ReferenceIndex.get_references_to(record).filter(base_content_type=pages)
    return {int(key) for key in found.values_list("object_id", flat=True)}


def _public(keys: set[int], language: str) -> list[Page]:
    pages = open_to_all(Page.objects.filter(pk__in=keys, alias_of=None)).select_related("locale", "content_type")
    if language:
        pages = pages.filter(locale__language_code=language)
    return list(pages.order_by("path"))


def _read(keys: set[int], codes: Collection[str], language: str) -> list[tuple[Page, list[Question]]]:
    """Return pages with the questions of their bodies."""
    pages = open_to_all(Page.objects.filter(pk__in=keys, alias_of=None))
    if language:
        pages = pages.filter(locale__language_code=language)
    found = []
    for page in pages.order_by("-last_published_at", "-pk")[:MOST_READ].specific():
        streams = [getattr(page, field.name) for field in page._meta.fields if isinstance(field, StreamField)]
        found.append((page, questions_in(*(naming(codes, stream) for stream in streams))))
    return found


def naming(codes: Collection[str], stream: StreamValue) -> StreamValue:
    """Return the blocks of a stream that name one of some indicators: the others, and all that they link to, need not
    be fetched to know that they ask for nothing of it."""
    blocks = [raw for raw in stream.raw_data if any(code in json.dumps(raw) for code in codes)]
    return stream.stream_block.to_python(blocks)


def _shown_by(questions: list[Question], observation: Observation) -> set[Question]:
    """Return the questions whose answers rest on a value: it is one of the rows, stands beside one, or is in a sum.

    What a sum is of, the door tells when it is asked for the event alone.
    """
    own = [question for question in dict.fromkeys(questions) if observation.indicator.code in question.indicators]
    alone = [replace(question, event=observation.event.code) for question in own] if observation.event_id else []
    answers = ask_many([*own, *alone], explain=False)
    whole, narrowed = answers[: len(own)], answers[len(own) :] or [None] * len(own)
    return {
        question
        for question, answer, part in zip(own, whole, narrowed, strict=True)
        if _has(answer, observation) or (part and _sums(answer) and _has(part, observation))
    }


def _has(answer: Answer, observation: Observation) -> bool:
    return observation.pk in {row.observation.pk for one in answer.rows for row in (one, *one.others)}


def _sums(answer: Answer) -> bool:
    return any(row.parts > 1 for row in answer.rows)
