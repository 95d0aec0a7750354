"""The desk's pages."""

from lodestar.casework.desk.views.child import child, open_with_reason
from lodestar.casework.desk.views.children import children
from lodestar.casework.desk.views.today import today

__all__ = ["child", "children", "open_with_reason", "today"]
