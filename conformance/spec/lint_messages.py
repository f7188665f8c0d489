"""The sentences of a rule's clauses: what they name must be there, in both languages, and be counted as it should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from conformance.documents.strict_yaml import Document
from conformance.expressions.expression import ExpressionError
from conformance.expressions.types import NumberType, Type
from conformance.findings.counted import has_forms
from conformance.findings.model import Finding, Severity
from conformance.findings.named import NamedTuple
from conformance.spec.messages import placeholders
from conformance.spec.places import Path, at_key, at_value, softened
from conformance.spec.rule_parts import Clause

_PLURAL = re.compile(r"\{([^{}:]+)\} ((?:[a-z]+ )?[a-z]+(?<!s)s)\b")
"""A placeholder before a word that may be a plural, with one more between them, as in ``{n} spare lanes``."""
_NO_PLURAL = frozenset(
    (
        "is has was does as times carries comes drips fails gives holds lasts leaves lies makes marks means needs passes "
        "reaches stands takes"
    ).split()
)
"""Verbs that a number may do, and what else ends in s."""
_NO_ADJECTIVE = frozenset({"of", "and", "or", "in", "on", "at", "with", "for", "from", "to", "than", "by", "are"})


class Sentences(NamedTuple):
    """Looks through the sentences of one rule.

    Attributes:
        document: the rule's file.
        place: from a path of the rule as it loads to the place in the file.
        read: what a path of the rule is. Raises ExpressionError where the rule does not know it.
    """

    document: Document
    place: Callable[[Path], Path]
    read: Callable[[str], Type | None]

    def of(self, clause: Clause) -> Iterator[Finding]:
        """The findings of the sentences of a clause."""
        texts: list[tuple[Path, Mapping[str, str]]] = [(("require", clause.id, "message"), clause.message)]
        texts += [(("require", clause.id, "hints", index, "say"), hint.say) for index, hint in enumerate(clause.hints)]
        for path, text in texts:
            yield from self._names(path, text)
            for lang in text:
                yield from self._forms((*path, lang), text[lang])
            yield from self._plurals((*path, "en"), text.get("en", ""))

    def _names(self, path: Path, text: Mapping[str, str]) -> Iterator[Finding]:
        named: dict[str, set[str]] = {lang: {path for path, _ in placeholders(text[lang])} for lang in text}
        unknown = list(self._unknown(path, named))
        yield from unknown
        every = set[str]().union(*named.values())
        different = {name for name in every if not all(name in names for names in named.values())}
        if different and not unknown:
            names = ", ".join(f"{{{name}}}" for name in sorted(different))
            yield at_key(self.document, "SPEC-placeholders-differ", self.place(path), names=names)

    def _unknown(self, path: Path, named: Mapping[str, set[str]]) -> Iterator[Finding]:
        for lang, names in named.items():
            for name in sorted(names):
                try:
                    self.read(name)
                except ExpressionError:
                    place = self.place((*path, lang))
                    yield at_value(self.document, "SPEC-placeholder-unknown", place, name=f"{{{name}}}")

    def _forms(self, path: Path, text: str) -> Iterator[Finding]:
        for name, forms in placeholders(text):
            if forms is not None and not has_forms(forms):
                found = f"{{{name}:{forms}}}"
                yield at_value(self.document, "SPEC-placeholder-forms", self.place(path), found=found, name=name)

    def _plurals(self, path: Path, text: str) -> Iterator[Finding]:
        """A plain number before what looks like a plural: with 1 it would read ``1 lanes``."""
        for name, word in _PLURAL.findall(text):
            between, _, last = f" {word}".rpartition(" ")
            if between.strip() not in _NO_ADJECTIVE and last not in _NO_PLURAL and self._is_count(name):
                finding = at_value(self.document, "SPEC-one-of-many", self.place(path), name=name, many=word)
                yield softened(finding, Severity.NOTE)

    def _is_count(self, name: str) -> bool:
        try:
            found = self.read(name)
        except ExpressionError:
            return False
        return isinstance(found, NumberType) and found.dimension.is_plain_number
