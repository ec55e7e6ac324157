"""Changing rules while they are in use: what would be wrong with a change, and what of the rules sent can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.knowledge.errors import KnowledgeError
from streams.knowledge.files import MOST_BYTES_OF_ALL, MOST_FILES
from streams.knowledge.opening import compile_rules
from streams.knowledge.rulesets import read_rules, read_sheet
from streams.knowledge.sent import as_files
from streams.themes.fields import Problem, path_text, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streams.knowledge.files import RuleFile
    from streams.knowledge.rulesets import Finding, RuleSet
    from streams.knowledge.sent import RulesInForce, SentRule


def faults_of(
    change: SentRule, now: RulesInForce, files: Sequence[Sequence[RuleFile]]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a change of the rules in force: the field, "" where it is none, and a sentence.

    `files` are ours and those of the user's folder, over which sent rules are laid. A rule that others need may not
    go; nor may one come that makes another one wrong.
    """
    after = as_files(now.after(change).standing)
    if len(after) > MOST_FILES or sum(len(file.raw) for file in after) > MOST_BYTES_OF_ALL:
        yield "", f"At most {MOST_FILES} rules of {MOST_BYTES_OF_ALL} bytes together can be sent."
        return
    if change.raw is not None:
        yield from _faults_alone(change)
    before = {str(finding) for finding in read_rules(*files, as_files(now.standing)).errors}
    rules = read_rules(*files, after)
    found = [finding for finding in rules.errors if str(finding) not in before]
    yield from (_said(finding, change) for finding in found)
    if not found:
        try:
            compile_rules(rules)
        except KnowledgeError as error:
            yield "", str(error)


def usable(now: RulesInForce, files: Sequence[Sequence[RuleFile]]) -> tuple[RuleSet, tuple[Finding, ...]]:
    """Return all rules, the sent ones over the others, and what is wrong with those that cannot be used.

    What was accepted once may not fit the files of another version of Tocsin, or another folder: such rules are left
    out, and those that need them.
    """
    left = as_files(now.standing)
    wrong: list[Finding] = []
    while True:
        rules = read_rules(*files, left)
        bad = {finding.file for finding in rules.errors} & {file.name for file in left}
        if not bad:
            return rules, tuple(wrong)
        wrong += [finding for finding in rules.errors if finding.file in bad]
        left = [file for file in left if file.name not in bad]


def _faults_alone(change: SentRule) -> Iterator[tuple[str, str]]:
    (file,) = as_files([change])
    sheet = read_sheet(file)
    if sheet.content and sheet.family != change.family:
        yield "", f"The key says {change.family}, and the fields are those of {sheet.family}."


def _said(finding: Finding, change: SentRule) -> tuple[str, str]:
    """Return a finding as its sender needs it: a field of the rule sent, or another rule that would be wrong then."""
    if finding.file == change.key:
        return path_text(finding.problem.path), str(finding.problem)
    said = Problem(finding.problem.path, finding.problem.wanted, finding.problem.found)
    return "", f"{show(finding.file)} would be wrong then: {said}"
