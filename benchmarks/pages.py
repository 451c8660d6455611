"""What caches are worth to whole pages: `.venv/bin/python -m benchmarks.pages --help`.

Pages of the demonstration, through the test client, as the database of DATA_DIR has them. One run asks each page in
turn with everything kept, with statements compiled anew, and with small maps read anew; medians of the processor's
time, which other programs disturb little.
"""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from statistics import median
from time import process_time
from unittest.mock import patch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
    client = Client()
    print("| page | all kept (ms) | statements anew | maps anew |\n| --- | ---: | ---: | ---: |")
    for name, url in pages():
        assert client.get(url).status_code == 200, url
        seconds: dict[str, list[float]] = {variant: [] for variant in VARIANTS}
        for _run in range(options.runs):
            for variant, change in VARIANTS.items():
                with change():
                    began = process_time()
                    client.get(url)
                    seconds[variant].append(process_time() - began)
        kept, *others = (median(found) * 1000 for found in seconds.values())
        print(
            f"| {name} | {kept:.0f} | " + " | ".join(f"{other / kept - 1:+.0%}" for other in others) + " |", flush=True
        )


def pages() -> Iterator[tuple[str, str]]:
    from news.models import ArticlePage
    from programs.facts.events import DistributionEvent
    from programs.facts.observations import Observation
    from programs.facts.programs import Edition
    from programs.pages.models import ProgramPage

    yield "home", "/ar/"
    yield "article", ArticlePage.objects.live().order_by("pk").first().get_url()
    for page in ProgramPage.objects.live().order_by("pk")[:2]:
        yield f"programme {page.program.code}", page.get_url()
    yield "figure", f"/fr/figures/{Observation.objects.current().filter(event__isnull=False).first().code}/"
    yield "indicator", "/fr/data/beneficiaries/"
    yield "event", f"/fr/events/{DistributionEvent.objects.released().first().code}/"
    yield "edition", f"/fr/editions/{Edition.objects.order_by('-code').first().code}/"
    yield "table of events", "/fr/figures/?indicator=beneficiaries&by=event"


def statements_anew():
    from programs.statistics.compile import fetch

    return patch.object(fetch, "_cached_statement", fetch._statement)


def maps_anew():
    from portal.cached_lookup import CachedLookup

    return patch.object(CachedLookup, "__call__", lambda self: self.read())


VARIANTS: dict[str, Callable] = {"all kept": nullcontext, "statements anew": statements_anew, "maps anew": maps_anew}

if __name__ == "__main__":
    main()
