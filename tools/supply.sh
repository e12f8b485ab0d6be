#!/bin/sh
# Write build/sbom.json: what the locked packages of a running site-gen are, as CycloneDX 1.6. Two environments of their
# own are made for it: one with the locked packages and nothing else, one with the tool that looks at it.
set -eu
python=$1
place=build/supply
export PIP_DISABLE_PIP_VERSION_CHECK=1

[ -x "$place/tools/bin/python" ] || "$python" -m venv "$place/tools"
"$place/tools/bin/pip" install --quiet --no-deps --require-hashes -r tools/supply-requirements.txt
rm -rf "$place/running"
"$python" -m venv --without-pip "$place/running"
"$place/tools/bin/pip" --python "$place/running/bin/python" install --quiet --no-deps --require-hashes -r requirements.txt
"$place/tools/bin/cyclonedx-py" environment --pyproject pyproject.toml --mc-type application --output-reproducible \
    --spec-version 1.6 --output-format JSON --output-file build/sbom.json --validate "$place/running/bin/python"
echo "wrote build/sbom.json"
