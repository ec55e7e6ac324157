"""Build every overlay and hold each resource against its schema: Kubernetes' own, Strimzi's and KEDA's.

Overlays are built by kubectl, the operators' schemas come from npm; where one of them is missing, that is said aloud.
Exit code: 1 where a resource is not as its schema wants it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import yaml

HERE = Path(__file__).resolve().parent
MODELS = HERE / "models"
OVERLAYS = ("trial", "production")
VERSION = "1.33"
LONGEST_SECONDS = 120


def main() -> int:
    """Build and validate; the number returned is the exit code."""
    if shutil.which("kubectl") is None:
        print("SKIPPED ALOUD: there is no kubectl here; nobody built the overlays.", file=sys.stderr)
        built = {
            path.name: _read(path.read_text())
            for path in (HERE / "base").glob("*.yaml")
            if path.stem != "kustomization"
        }
    else:
        built = {name: _read(_build(name)) for name in OVERLAYS}
    wrong = [each for name, resources in built.items() for each in _faults(name, resources)]
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


def _build(overlay: str) -> str:
    command = ["kubectl", "kustomize", str(HERE / "overlays" / overlay)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _read(text: str) -> list[dict[str, Any]]:
    return [each for each in yaml.safe_load_all(text) if each]


def _faults(name: str, resources: list[dict[str, Any]]) -> list[str]:
    theirs = [
        each for each in resources if each["apiVersion"].split("/")[0] in ("kafka.strimzi.io", "keda.sh")
    ]
    faults = []
    for resource in resources:
        if resource in theirs:
            continue
        try:
            kubernetes_validate.validate(resource, VERSION, strict=True)
        except kubernetes_validate.ValidationError as error:
            faults.append(f"{name}: {resource['kind']}/{resource['metadata']['name']}: {error.message}")
    return faults + _faults_by_operators(name, theirs)


def _faults_by_operators(name: str, resources: list[dict[str, Any]]) -> list[str]:
    if not resources:
        return []
    if not (MODELS / "node_modules").exists() and not _fetch():
        print(
            f"SKIPPED ALOUD: npm cannot fetch the operators' schemas; nobody validated them in {name}.",
            file=sys.stderr,
        )
        return []
    done = subprocess.run(
        ["node", "validate.mjs"],
        cwd=MODELS,
        input=json.dumps(resources),
        capture_output=True,
        text=True,
        check=False,
    )
    return [f"{name}: {line}" for line in done.stderr.splitlines()] if done.returncode else []


def _fetch() -> bool:
    if shutil.which("npm") is None:
        return False
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(command, cwd=MODELS, capture_output=True, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
