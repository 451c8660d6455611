"""What sources said on a past day, before they were corrected."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from programs.facts import Source, SourceCorrection


def tell_as_of(sources: Iterable[Source], moment: datetime) -> None:
    """Let sources say what they said at a moment. No statement where none was corrected since."""
    corrected = defaultdict(list)
    for source in sources:
        if source.corrected_at and source.corrected_at > moment:
            corrected[source.pk].append(source)
    if not corrected:
        return
    undone = SourceCorrection.objects.filter(source__in=corrected).order_by("-released_at", "-pk")
    for correction in undone:
        for source in corrected[correction.source_id]:
            if correction.released_at > moment:
                source.restore(correction.previous_values)
                source.corrected_at = None
            elif source.corrected_at is None:
                source.corrected_at = correction.released_at
