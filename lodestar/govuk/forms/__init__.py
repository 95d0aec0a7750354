"""The form layer: Django's plain forms, whose fields render the Design System's components.

A page writes its questions once, as fields. Labels, hints, errors, ids and the links of the error summary
follow.
"""

from .bound import BoundPageField
from .choices import CheckboxesField, CheckboxField, RadiosField, SelectField
from .dates import DateField, DateParts
from .fields import (
    DecimalField,
    FileField,
    HiddenField,
    IntegerField,
    PasswordField,
    PostcodeField,
    TextareaField,
    TextField,
)
from .form import Answer, Form, SummaryError

__all__ = [
    "Answer",
    "BoundPageField",
    "CheckboxField",
    "CheckboxesField",
    "DateField",
    "DateParts",
    "DecimalField",
    "FileField",
    "Form",
    "HiddenField",
    "IntegerField",
    "PasswordField",
    "PostcodeField",
    "RadiosField",
    "SelectField",
    "SummaryError",
    "TextField",
    "TextareaField",
]
