"""A place for what a process reckoned or read and may want again, up to so many bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


Item = TypeVar("Item", bound=Sized)


class Shelf(Generic[Item]):
    """Keeps what was used last. What alone takes more than there is room for is kept until something else comes."""

    def __init__(self, most: int):
        self.most = most
        self.nbytes = 0
        self._kept: OrderedDict[Hashable, Item] = OrderedDict()
        self._changing = Lock()

    def get(self, key: Hashable) -> Item | None:
        with self._changing:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, item: Item) -> None:
        with self._changing:
            if (before := self._kept.pop(key, None)) is not None:
                self.nbytes -= before.nbytes
            self._kept[key] = item
            self.nbytes += item.nbytes
            while self.nbytes > self.most and len(self._kept) > 1:
                _key, dropped = self._kept.popitem(last=False)
                self.nbytes -= dropped.nbytes
