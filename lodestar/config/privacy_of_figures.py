"""What the stored fields of published figures are: see `lodestar.config.privacy`."""

from lodestar.config.privacy_classes import IDENTIFYING, SAFE, SENSITIVE

_LOADED = {"came_in": SAFE, "replaced_in": SAFE, "area_code": SAFE, "area_name": SAFE}

OF_FIGURES: dict[str, dict[str, str]] = {
    "analytics.Figures": {
        "ends_on": SAFE,
        "name": SAFE,
        "counted_from": SAFE,
        "caveats": SAFE,
        "rows": SENSITIVE,
        "rows_hash": SAFE,
        "population": SAFE,
        "answers": SAFE,
        "tables": SAFE,
        "made_at": SAFE,
        "made_by": IDENTIFYING,
        "kept_at": SAFE,
        "kept_by": IDENTIFYING,
    },
    "comparators.PublishedFile": {
        "file_name": SAFE,
        "format": SAFE,
        "covers_to": SAFE,
        "digest": SAFE,
        "counts": SAFE,
        "loaded_at": SAFE,
        "loaded_by": IDENTIFYING,
    },
    "comparators.PublishedValue": {
        **_LOADED,
        "series": SAFE,
        "level": SAFE,
        "year_ending": SAFE,
        "value": SAFE,
        "status": SAFE,
    },
    "comparators.Population": {
        **_LOADED,
        "level": SAFE,
        "year": SAFE,
        "age_group": SAFE,
        "number": SAFE,
        "status": SAFE,
    },
    "comparators.StatisticalNeighbour": {
        **_LOADED,
        "rank": SAFE,
        "neighbour_code": SAFE,
        "neighbour_name": SAFE,
        "closeness": SAFE,
    },
}
