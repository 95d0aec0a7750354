"""From the register to the rows that measures count over: fetching only, no adding up."""

from lodestar.analytics.extract.register import rows_of_register

__all__ = ["rows_of_register"]
