#!/usr/bin/env python
"""Django's own commands (migrate, makemigrations, shell); `lodestar` is the command people use."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lodestar.config.settings")
    execute_from_command_line(sys.argv)
