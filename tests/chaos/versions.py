"""Versions of Tocsin: the one that runs, and earlier ones out of the repository's history."""

from __future__ import annotations

import subprocess
import tarfile
from io import BytesIO
from typing import TYPE_CHECKING

from tests.chaos.workers import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def current(documents: str) -> str:
    """Return the commit that runs, marked where anything differs from it but the documents at a path."""
    name = _git("describe", "--always").stdout.strip()
    is_clean = not _git("diff", "--quiet", "HEAD", "--", ".", f":!{documents}").returncode
    return (name if is_clean else f"{name}-dirty") or "unknown"


def is_known(commit: str) -> bool:
    """Return whether the history has a commit; a checkout may have none, or a short one."""
    asked = ["git", "cat-file", "-e", f"{commit}^{{commit}}"]
    try:
        return subprocess.run(asked, cwd=ROOT, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def checked_out(commit: str, folder: Path) -> Path:
    """Put a commit's files into a folder that is made."""
    asked = ["git", "archive", commit]
    archive = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
