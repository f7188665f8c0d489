"""From text to tree: a closed subset of Python expression syntax, never evaluated as Python.

Bounded on the way: 4,000 characters, 500 nodes, depth 50, numbers of 60 digits, exponents within 60.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Mapping
from fractions import Fraction
from keyword import iskeyword
from typing import Literal

from conformance.expressions import tree
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.tree import Node

MAX_LENGTH = 4_000
MAX_NODES = 500
MAX_DEPTH = 50

_NUMBER = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,2}))?\Z")
_MAX_DIGITS = 60
_MAX_EXPONENT = 60
# One text in plain quotes; of two side by side Python would make one.
_TEXT = re.compile(r"""'(?:[^'\\]|\\.)*'\Z|"(?:[^"\\]|\\.)*"\Z""", re.DOTALL)
_TRUTHS = {"true": True, "false": False}

_BINARY: Mapping[type[ast.operator], tree.BinaryOperator] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.BitAnd: "&",
    ast.BitOr: "|",
}
_RELATIONS: Mapping[type[ast.cmpop], tree.Relation] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
}


def parse(text: str) -> Expression:
    """Parse a formula.

    Raises:
        ExpressionError: with the offset of the first thing that is not part of the language.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError("SPEC-expression-too-long", {"limit": str(MAX_LENGTH)})
    if not text.strip():
        raise ExpressionError("SPEC-expression-empty")
    if "#" in text:
        # Python would silently drop what follows.
        raise ExpressionError("SPEC-expression-comment", {}, text.index("#"))
    python, converter = _python_tree(text), _Converter(text)
    root = converter.convert(python)
    converter.refuse_foreign_letters()
    return Expression(text, root)


def _python_tree(text: str) -> ast.expr:
    # A YAML block scalar may break lines anywhere: to Python it is one line.
    line = _flat(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(line.lstrip(), mode="eval").body
    except SyntaxError as error:
        indent = len(line) - len(line.lstrip())
        # Python says 0 where the text ends too early.
        last = len(text.rstrip()) - 1
        offset = min(indent + error.offset - 1, last) if error.offset else last
        figure = _FIGURE.search(text)
        if figure is not None and not iskeyword(figure[1]):
            raise ExpressionError("SPEC-expression-unit", {"figure": figure[0]}, figure.start()) from None
        for sign, right in _SIGNS.items():
            # Of a sign of two characters Python names the first or the second.
            if (start := text.find(sign, max(0, offset - 1), offset + len(sign))) >= 0:
                raise ExpressionError("SPEC-expression-sign", {"sign": sign, "right": right}, start) from None
        raise ExpressionError("SPEC-expression-syntax", {"problem": error.msg}, offset) from None
    except ValueError as error:
        raise ExpressionError("SPEC-expression-syntax", {"problem": str(error)}) from None
    except (RecursionError, MemoryError):
        raise ExpressionError("SPEC-expression-too-deep", {"limit": str(MAX_DEPTH)}) from None


_FIGURE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:[eE][+-]?\d+)? *(?![eE]\d)([A-Za-z%°µΩ]+)(?:/[A-Za-z]+)*")
"""A number with a unit behind it, which Python cannot read."""

_SIGNS = {
    "&&": "and", "||": "or", "=>": ">=", "=<": "<=", "<>": "!=", "=": "==", "!": "not", "AND": "and", "OR": "or",
    "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "²": "** 2", "³": "** 3",
}  # fmt: skip
"""How other languages and printed formulas write what is written otherwise here; longer signs before parts of them."""


def _flat(text: str) -> str:
    return re.sub(r"\s", " ", text)


class _Converter:
    """Turns Python's tree into ours, counting nodes and depth."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._indent = len(text) - len(_flat(text).lstrip())
        self._bytes = None if text.isascii() else _flat(text).lstrip().encode()
        self._count = 0
        self._depth = 0
        self._texts: list[tuple[int, int]] = []

    def convert(self, node: ast.expr) -> Node:
        self._count += 1
        self._depth += 1
        if self._count > MAX_NODES:
            raise ExpressionError("SPEC-expression-too-large", {"limit": str(MAX_NODES)}, self._offset(node))
        if self._depth > MAX_DEPTH:
            raise ExpressionError("SPEC-expression-too-deep", {"limit": str(MAX_DEPTH)}, self._offset(node))
        result = self._dispatch(node, self._offset(node))
        self._depth -= 1
        return result

    def _dispatch(self, node: ast.expr, at: int) -> Node:
        match node:
            case ast.Constant():
                return tree.Constant(at, self._constant(node, at))
            case ast.Name(id="true" | "false" as name):
                return tree.Constant(at, _TRUTHS[name])
            case ast.Name(id=name):
                return tree.Name(at, self._identifier(name, at))
            case ast.Attribute(value=base, attr=name):
                return tree.Attribute(at, self.convert(base), self._identifier(name, at))
            case ast.Subscript(value=base, slice=key) if not isinstance(key, ast.Slice | ast.Tuple):
                return tree.Index(at, self.convert(base), self.convert(key))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return tree.Unary(at, "-", self.convert(operand))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return tree.Unary(at, "not", self.convert(operand))
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.convert(operand)
            case ast.BinOp(op=operator, left=left, right=right) if type(operator) in _BINARY:
                return tree.Binary(at, _BINARY[type(operator)], self.convert(left), self.convert(right))
            case ast.Compare():
                return self._compare(node, at)
            case ast.BoolOp(op=operator, values=values):
                word: Literal["and", "or"] = "and" if isinstance(operator, ast.And) else "or"
                return tree.Logic(at, word, tuple(self.convert(value) for value in values))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return tree.Choice(at, self.convert(test), self.convert(body), self.convert(orelse))
            case ast.Call():
                return self._call(node, at)
            case _:
                raise self._foreign(node, at)

    def _compare(self, node: ast.Compare, at: int) -> tree.Compare:
        if any(type(operator) not in _RELATIONS for operator in node.ops):
            raise self._foreign(node, at)
        operands = tuple(self.convert(operand) for operand in (node.left, *node.comparators))
        return tree.Compare(at, operands, tuple(_RELATIONS[type(operator)] for operator in node.ops))

    def _call(self, node: ast.Call, at: int) -> tree.Call:
        if not isinstance(node.func, ast.Name):
            start, end = self._offset(node.func), self._position(node.func.end_col_offset or 0)
            # Not ``ast.unparse``: it has no bound on depth.
            raise ExpressionError("SPEC-expression-call", {"what": self._text[start:end][:_MAX_DIGITS]}, at)
        function = self._identifier(node.func.id, at)
        named = self._named(node, function)
        if function == "record" and node.args:
            arguments = {"function": function, "expected": "only named", "found": str(len(node.args))}
            raise ExpressionError("SPEC-argument-count", arguments, self._offset(node.args[0]))
        return tree.Call(at, function, tuple(self._argument(argument) for argument in node.args), named)

    def _named(self, node: ast.Call, function: str) -> tuple[tuple[str, Node], ...]:
        found: dict[str, Node] = {}
        for keyword in node.keywords:
            at = self._position(keyword.col_offset)
            if keyword.arg is None or function != "record":
                raise self._foreign(keyword, at)
            if keyword.arg in found:
                raise ExpressionError("SPEC-repeated-name", {"name": keyword.arg}, at)
            found[self._identifier(keyword.arg, at)] = self.convert(keyword.value)
        return tuple(found.items())

    def _argument(self, node: ast.expr) -> Node:
        if not isinstance(node, ast.GeneratorExp):
            return self.convert(node)
        loops = tuple(self._loop(comprehension) for comprehension in node.generators)
        return tree.Generator(self._offset(node), self.convert(node.elt), loops)

    def _loop(self, node: ast.comprehension) -> tree.Loop:
        if not isinstance(node.target, ast.Name) or node.is_async:
            raise self._foreign(node.target, self._offset(node.target))
        name = self._identifier(node.target.id, self._offset(node.target))
        conditions = tuple(self.convert(condition) for condition in node.ifs)
        return tree.Loop(name, self.convert(node.iter), conditions)

    def _constant(self, node: ast.Constant, at: int) -> int | Fraction | str | bool:
        end = self._position(node.end_col_offset or 0)
        written = self._text[at:end]
        if isinstance(node.value, bool):
            return node.value
        if isinstance(node.value, str):
            self._texts.append((at, end))
            return self._checked_text(node.value, written, at)
        number = _NUMBER.match(written)
        if number is None or len(written) > _MAX_DIGITS or abs(int(number[1] or 0)) > _MAX_EXPONENT:
            raise ExpressionError("SPEC-expression-number", {"number": written[:_MAX_DIGITS]}, at)
        if written.isdigit():
            return int(written)
        value = Fraction(written)
        return int(value) if value.denominator == 1 else value

    @staticmethod
    def _checked_text(value: str, written: str, at: int) -> str:
        if not _TEXT.match(written):
            raise ExpressionError("SPEC-expression-construct", {"construct": "text outside one pair of quotes"}, at)
        if any(letter.isspace() and letter != " " for letter in written):
            # Python was shown a plain space in its place.
            raise ExpressionError("SPEC-expression-construct", {"construct": "blanks but spaces inside a text"}, at)
        return value

    def refuse_foreign_letters(self) -> None:
        """Refuse names of other letters: Python would take some of them for the plain letters that they look like."""
        if self._bytes is None:
            return
        for offset, letter in enumerate(self._text):
            inside = any(start <= offset < end for start, end in self._texts)
            if not (letter.isascii() or letter.isspace() or inside):
                raise ExpressionError("SPEC-expression-identifier", {"name": letter}, offset)

    def _identifier(self, name: str, at: int) -> str:
        if not name.isascii() or name.startswith("_"):
            raise ExpressionError("SPEC-expression-identifier", {"name": name}, at)
        return name

    def _foreign(self, node: ast.AST, at: int) -> ExpressionError:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
            return ExpressionError("SPEC-expression-caret", {}, self._offset(node.right))
        part = getattr(node, "op", None) or getattr(node, "slice", None) or node
        if isinstance(node, ast.Compare):
            part = next(operator for operator in node.ops if type(operator) not in _RELATIONS)
        return ExpressionError("SPEC-expression-construct", {"construct": type(part).__name__}, at)

    def _offset(self, node: ast.expr) -> int:
        return self._position(node.col_offset)

    def _position(self, column: int) -> int:
        # ast counts columns in bytes of UTF-8.
        if self._bytes is None:
            return self._indent + column
        return self._indent + len(self._bytes[:column].decode(errors="ignore"))
