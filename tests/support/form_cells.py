"""The cells of the national form of 2021, by their names."""

from __future__ import annotations

COLUMNS_3 = ["natural_person", "company", "research", "welfare", "legal_service", "other", "total"]
WITHHELD = (
    "state_secret other_law security third_party internal_affairs process enforcement_file inquiry"
)
UNPROCESSED = "petition repeat publication unreasonable confirmation"
ROWS_3 = [
    *("received", "carried_in", "granted", "partly_granted"),
    *(f"withheld.{row}" for row in WITHHELD.split()),
    *(f"unable.{row}" for row in ("not_held", "to_be_made", "unclear")),
    *(f"unprocessed.{row}" for row in UNPROCESSED.split()),
    *(f"other.{row}" for row in ("not_supplemented", "fee_unpaid", "other")),
    *("handled", "carried_out"),
]
NAMES = {
    "二": [
        *(
            f"二.{row}.{column}"
            for row in ("rules", "normative_documents")
            for column in ("issued", "repealed", "in_force")
        ),
        *(f"二.{row}.decisions" for row in ("licences", "penalties", "compulsion")),
        "二.fees.amount",
    ],
    "三": [f"三.{row}.{column}" for row in ROWS_3 for column in COLUMNS_3],
    "四": [
        f"四.{row}.{column}"
        for row in ("reconsideration", "litigation_direct", "litigation_after")
        for column in ("upheld", "corrected", "other", "pending", "total")
    ],
}
