"""Facts and other offers: read from the database, where an administrator keeps them, and never from memory.

A fact that nobody has confirmed for a year is flagged (DOMAIN.md, "Facts the texts must get right").
"""

import json
from datetime import date, timedelta
from typing import Any

from bot.desk.house import House
from bot.desk.sealing import Screening
from bot.desk.views import AdviceView, Fact
from flows.offers import Offer, fitting
from storage import facts

OLD = timedelta(days=365)


async def facts_for(house: House) -> tuple[Fact, ...]:
    """Every fact, by code."""
    today = house.today()
    rows = await house.database.read(facts.all_facts)
    return tuple(_fact(row.code, row.fields, today) for row in rows)


async def helplines_for(house: House) -> tuple[Fact, ...]:
    """The helplines a visitor can use, in the order they are given: one that cannot be reached by now is left out."""
    usable = (
        fact
        for fact in await facts_for(house)
        if fact.fields.get("kind") == "helpline" and (fact.fields.get("number") or fact.fields.get("link"))
    )
    return tuple(sorted(usable, key=lambda fact: (fact.fields.get("order", "99"), fact.code)))


def _fact(code: str, text: str, today: date) -> Fact:
    fields: dict[str, str] = json.loads(text)
    return Fact(code=code, fields=fields, old=is_old(fields.get("verified_on", ""), today))


def is_old(verified_on: str, today: date) -> bool:
    """Whether a fact has gone a year without anybody confirming it; one without a date counts as old."""
    try:
        verified = date.fromisoformat(verified_on)
    except ValueError:
        return True
    return today - verified > OLD


async def all_offers(house: House) -> tuple[Offer, ...]:
    """Every other offer on the list."""
    rows = await house.database.read(facts.all_offers)
    return tuple(_offer(row.name, json.loads(row.fields)) for row in rows)


def _offer(name: str, fields: dict[str, Any]) -> Offer:
    return Offer(name=name, bands=frozenset(fields["bands"]), kinds=tuple(fields["kinds"]), year=fields["year"])


def offer_rows(offers: tuple[Offer, ...]) -> tuple[facts.OfferRow, ...]:
    """Offers as they are stored."""
    return tuple(
        facts.OfferRow(
            name=offer.name,
            fields=json.dumps({"bands": sorted(offer.bands), "kinds": offer.kinds, "year": offer.year}),
        )
        for offer in offers
    )


async def advice_of(house: House, screening: Screening) -> AdviceView:
    """The advice page: helplines, then the offers that fit the age."""
    offers = await all_offers(house)
    return AdviceView(
        offers=offers if screening.band is None else fitting(offers, screening.band),
        helplines=await helplines_for(house),
        band=screening.band,
        elsewhere=screening.elsewhere,
    )
