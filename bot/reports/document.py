"""The figures as a JSON document, for other programs; docs/figures.schema.json says what stands in it."""

import json
from collections.abc import Iterable
from datetime import date

from bot.reports.rows import FORMAT, ExportRow
from flows.cells import months_of, quarter_of


def to_json(rows: Iterable[ExportRow], *, made_on: date) -> bytes:
    """The document, the same bytes for the same figures on the same day."""
    document = {"format": FORMAT, "made_on": made_on.isoformat(), "rows": [_row(row) for row in rows]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _row(row: ExportRow) -> dict[str, object]:
    months = months_of(row.period)
    return {
        "year": int(row.period[:4]),
        "quarter": None if len(months) == 12 else int(quarter_of(months[0])[-1]),
        "month": int(row.period[5:]) if len(months) == 1 else None,
        "unit": row.unit,
        "table": row.table,
        "age_band": row.band,
        "answer": row.answer,
        "count": row.count,
        "hidden": row.count is None,
        "share": row.share,
    }
