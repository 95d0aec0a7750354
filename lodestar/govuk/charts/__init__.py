"""Charts drawn on the server as SVG: readable without colour, with a table and a sentence, downloadable."""

from .downloads import csv_of, png_of, table_csv, table_xlsx, xlsx_of
from .drawing import NARROW, WIDE, svg_of
from .shapes import Chart, Kind, Series, table_of, value_words

__all__ = [
    "NARROW",
    "WIDE",
    "Chart",
    "Kind",
    "Series",
    "csv_of",
    "png_of",
    "svg_of",
    "table_csv",
    "table_of",
    "table_xlsx",
    "value_words",
    "xlsx_of",
]
