"""What the illustrations show, each motif by its name."""

from home.demonstration.motifs import country, learning, support, trades, workshop
from home.demonstration.motifs.figure import Figure

MOTIFS: dict[str, Figure] = {
    "tools": Figure(workshop.tools),
    "welding": Figure(workshop.welding),
    "loom": Figure(workshop.loom, floor=745),
    "bakery": Figure(trades.bakery, floor=690, mirrors=False),
    "salon": Figure(trades.salon, floor=690),
    "harvest": Figure(trades.harvest, floor=700),
    "book": Figure(learning.book),
    "school": Figure(learning.school, floor=690),
    "cheque": Figure(support.cheque),
    "handshake": Figure(support.handshake),
    "map": Figure(country.map_of_tiles, mirrors=False),
    "caravan": Figure(country.caravan, floor=690),
}
