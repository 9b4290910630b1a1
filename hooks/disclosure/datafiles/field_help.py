"""The source of models.py → each field's docstring, which is its help for editors."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from . import models


@cache
def field_help() -> Mapping[tuple[str, str], str]:
    """(Class, field) → its help. Not pydantic's `use_attribute_docstrings`, which costs every start 0.1 seconds."""
    return {
        (model.name, field.target.id): str(help.value.value)
        for model in ast.parse(inspect.getsource(models)).body
        if isinstance(model, ast.ClassDef)
        for field, help in pairwise(model.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(help, ast.Expr) and isinstance(help.value, ast.Constant)
    }
