"""How many pre-talks there is room for: of the times that could be offered, those that can all be held.

Two patterns of one therapist, or two therapists with one room, may offer times that lie over each other; only one of
those can become a talk. Rule: the time that is over first goes first, which for one therapist is the most there can be.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from flows.availability import Opening


def side_by_side(found: Iterable[Opening], *, single_venues: Collection[bytes]) -> tuple[Opening, ...]:
    """Times of which none lies over another for a therapist (buffers counted in) or for a room of one talk."""
    until: dict[bytes, datetime] = {}
    kept = []
    for opening in sorted(found, key=lambda each: (each.reserved.ends_at, each.starts_at, each.id)):
        needs = [(person, opening.reserved.starts_at, opening.reserved.ends_at) for person in opening.staff]
        if opening.venue_id is not None and opening.venue_id in single_venues:
            needs.append((opening.venue_id, opening.starts_at, opening.ends_at))
        if all(starts_at >= until.get(resource, starts_at) for resource, starts_at, _ in needs):
            until.update((resource, ends_at) for resource, _, ends_at in needs)
            kept.append(opening)
    return tuple(kept)
