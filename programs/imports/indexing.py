"""Update Wagtail's search and reference indexes in batches after a load.

Per-record updates would make a load of 100,000 rows take a day.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db import models
from modelcluster.fields import ParentalKey
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed
from wagtail.models import ReferenceIndex

CHUNK = 2000


def index_records(touched: dict[type[models.Model], set]) -> None:
    """Update both indexes for {model: keys}, in the transaction of the load."""
    for model, keys in touched.items():
        if class_is_indexed(model) and getattr(model, "search_auto_update", True):
            for chunk in _chunks(keys):
                objects = list(model.get_indexed_objects().filter(pk__in=chunk))
                for backend in get_search_backends(with_auto_update=True):
                    backend.add_bulk(model, objects)
    for model, keys in _with_references(touched).items():
        for chunk in _chunks(keys):
            for record in model.objects.filter(pk__in=chunk):
                ReferenceIndex.create_or_update_for_object(record)


def _with_references(touched: dict[type[models.Model], set]) -> dict[type[models.Model], set]:
    """Return {model: keys} of the records in the reference index: the parents of children."""
    found = defaultdict(set)
    for model, keys in touched.items():
        parents = [field for field in model._meta.get_fields() if isinstance(field, ParentalKey)]
        for chunk in _chunks(keys):
            if parents:
                rows = model.objects.filter(pk__in=chunk, **{f"{parents[0].name}__isnull": False})
                found[parents[0].related_model].update(rows.values_list(parents[0].attname, flat=True))
            elif ReferenceIndex.is_indexed(model):
                found[model].update(chunk)
    return found


def _chunks(keys: set) -> Iterator[list]:
    ordered = sorted(keys)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))
