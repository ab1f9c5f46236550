"""What imports hold of people: their rows until they are imported, the refused ones, and what was there before."""

from forum.core.i18n import N_
from forum.core.personal import NAME, DataKind, Datum, PersonalData

LISTED = Datum(DataKind.PARTICIPATION, N_("listas de personas importadas"))

PERSONAL_DATA: PersonalData = {
    "import_batch": {
        "kind": None,
        "file_name": None,
        "sheet": LISTED,
        "columns": None,
        "target_id": None,
        "created_at": None,
        "judged_at": None,
        "imported_at": None,
        "mailed_at": None,
        "undone_at": None,
        "forgotten_at": None,
        "new": None,
        "updated": None,
        "same": None,
        "refused": None,
        "stayed": None,
    },
    "import_row": {
        "title": NAME,
        "verdict": None,
        "remarks": LISTED,
        "cells": LISTED,
        "writes": LISTED,
        "mailed_at": None,
        "kept": None,
    },
}
