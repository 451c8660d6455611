"""One index on a cluster."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.engines.documents import without_article
from search.engines.elasticsearch import documents, requests
from search.engines.elasticsearch.connection import ATTEMPTS, PASSING, answered, failure_of, patient, reason_of
from search.engines.interface import Document, EngineError, IndexLostError, Match, Rejection, Request, SearchResponse

#: Largest window of from/size; beyond it results are walked by search_after.
LARGEST_WINDOW = 10_000
KEPT_OPEN = "2m"
#: A later version is there already.
SUPERSEDED = 409
#: Statuses of a document that can never be taken: refused by the mapping, or too large. All others are temporary.
LASTING = {400, 413}
#: Bytes of one bulk request.
MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class ElasticsearchIndex:
    client: Elasticsearch
    name: str
    shards: int = 1
    replicas: int = 0

    @property
    def _writer(self) -> Elasticsearch:
        return patient(self.client)

    def create(self) -> None:
        with answered():
            if self._writer.indices.exists(index=self.name):
                return
            settings = {
                "number_of_shards": self.shards,
                "number_of_replicas": self.replicas,
                "max_result_window": LARGEST_WINDOW,
            }
            self._writer.indices.create(index=self.name, settings=settings, mappings=documents.mapping())

    def drop(self) -> None:
        with answered():
            self._writer.indices.delete(index=self.name, ignore_unavailable=True)

    def write(self, written: Iterable[Document]) -> list[Rejection]:
        actions = (self._action(document.key, document.version, documents.source_of(document)) for document in written)
        return self._bulk(actions)

    def remove(self, versions: Iterable[tuple[str, int]]) -> list[Rejection]:
        return self._bulk(self._action(key, version, documents.removal_of(key, version)) for key, version in versions)

    def _action(self, key: str, version: int, source: dict) -> dict:
        return {
            "_op_type": "index",
            "_index": self.name,
            "_id": key,
            "version": version,
            "version_type": "external",
            "_source": source,
        }

    def _bulk(self, actions: Iterable[dict]) -> list[Rejection]:
        refused = []
        with answered():
            if not self._writer.indices.exists(index=self.name):
                # A write would create it with a guessed mapping.
                raise IndexLostError(f"The index {self.name} is gone.")
            outcomes = streaming_bulk(
                self._writer, actions, max_chunk_bytes=MOST_BYTES, raise_on_error=False, raise_on_exception=False
            )
            for taken, outcome in outcomes:
                item = outcome["index"]
                status = item.get("status", 0)
                if taken or status == SUPERSEDED:
                    continue
                if "exception" in item and status not in LASTING:
                    # Not of this document: nothing of the bulk was taken.
                    raise item["exception"]
                refused.append(Rejection(item["_id"], reason_of(item), status not in LASTING))
            # Once a batch.
            self._writer.indices.refresh(index=self.name)
        return refused

    def contents(self) -> Iterator[tuple[str, int, str]]:
        body = {
            "query": requests.NOT_REMOVED.to_dict(),
            "sort": [{"key": "asc"}],
            "_source": ["key", "entry_version", "checksum"],
            "size": LARGEST_WINDOW,
            "track_total_hits": False,
        }
        for hit in self._walk(self._writer, body):
            source = hit["_source"]
            yield source["key"], source["entry_version"], source["checksum"]

    def search(self, request: Request) -> SearchResponse:
        page, counts = requests.page_of(request), requests.counts_of(request)
        deep = request.offset + request.limit > LARGEST_WINDOW
        with answered():
            if deep or not request.limit:
                [counted] = self._msearch(counts)
                hits = self._deep(page, request) if deep else []
            else:
                window = {"from": request.offset, "size": request.limit}
                counted, found = self._msearch(counts, {**page, **window})
                hits = found["hits"]["hits"]
        is_scored = request.is_scored
        return SearchResponse(
            total=counted["hits"]["total"]["value"],
            hits=tuple(Match(hit["_id"], hit["sort"][0] if is_scored else 0.0) for hit in hits),
            facets=requests.counted(counted),
        )

    def _deep(self, page: dict, request: Request) -> list[dict]:
        walked = self._walk(self.client, {**page, "size": LARGEST_WINDOW})
        return list(itertools.islice(walked, request.offset, request.offset + request.limit))

    def known_terms(self, terms: Iterable[str]) -> set[str]:
        distinct = list(dict.fromkeys(terms))
        if not distinct:
            return set()
        with answered():
            answer = self._search(**requests.known_of(distinct))
        buckets = answer["aggregations"]["terms"]["buckets"]
        return {term for place, term in enumerate(distinct) if buckets[str(place)]["doc_count"]}

    def suggest(self, words: Sequence[str], language: str, limit: int) -> list[str]:
        words = [without_article(word) for word in words if word]
        if not words:
            return []
        sort = [{"_score": "desc"}, {"length": "asc"}, {"key": "asc"}]
        query = requests.suggestion_of(words, language).to_dict()
        with answered():
            answer = self._search(query=query, sort=sort, size=limit, source=False)
        return [hit["_id"] for hit in answer["hits"]["hits"]]

    def _search(self, **body):
        """Search all shards or fail: a partial response would look like fewer results."""
        return self.client.search(index=self.name, allow_partial_search_results=False, **body)

    def _msearch(self, *bodies: dict) -> list[dict]:
        """Do several searches in one call, retrying at other nodes what one of them could not answer."""
        header = {"index": self.name, "allow_partial_search_results": False}
        searches = [part for body in bodies for part in (header, body)]
        for _attempt in range(ATTEMPTS + 1):
            answer = self.client.msearch(searches=searches)
            failed = next((one for one in answer["responses"] if "error" in one), None)
            if failed is None:
                return answer["responses"]
            if failed["status"] not in PASSING:
                break
        raise failure_of(failed)

    def _walk(self, client: Elasticsearch, body: dict) -> Iterator[dict]:
        """Yield all hits of a search from a point-in-time view of the index."""
        with answered():
            view = client.open_point_in_time(index=self.name, keep_alive=KEPT_OPEN)["id"]
        try:
            after = {}
            while True:
                with answered():
                    answer = client.search(
                        **body, **after, pit={"id": view, "keep_alive": KEPT_OPEN}, allow_partial_search_results=False
                    )
                hits = answer["hits"]["hits"]
                yield from hits
                if len(hits) < body["size"]:
                    return
                after = {"search_after": hits[-1]["sort"]}
        finally:
            try:
                with answered():
                    client.close_point_in_time(id=view)
            except EngineError:
                pass  # It closes by itself.
