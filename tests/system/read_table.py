#!/usr/bin/python3
"""Prints a table of a program as JSON, read as a screen reader does it (AT-SPI):
read_table.py PROGRAM TABLE -> [{"cells": [...], "x": 0, "y": 0, "width": 0, "height": 0}, ...]"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402


def children(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


def find_table(node, name, depth=0):
    if node.get_role() in (Atspi.Role.TABLE, Atspi.Role.TREE_TABLE) and node.get_name() == name:
        return node
    if depth > 12 or node.get_role() in (Atspi.Role.TABLE, Atspi.Role.TREE_TABLE):
        return None
    for child in children(node):
        found = find_table(child, name, depth + 1)
        if found is not None:
            return found
    return None


def rows_of(table):
    grid = table.get_table_iface()
    rows = []
    for row in range(grid.get_n_rows()):
        cells = [grid.get_accessible_at(row, column) for column in range(grid.get_n_columns())]
        box = cells[0].get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        rows.append({"cells": [cell.get_name() for cell in cells],
                     "x": box.x, "y": box.y, "width": box.width, "height": box.height})
    return rows


def main():
    program, name = sys.argv[1:3]
    for application in children(Atspi.get_desktop(0)):
        if application.get_name() != program:
            continue
        table = find_table(application, name)
        if table is not None:
            json.dump(rows_of(table), sys.stdout)
            return 0
    return 1


sys.exit(main())
