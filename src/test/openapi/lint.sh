#!/usr/bin/env bash
# Checks the OpenAPI document that the tests wrote with a linter that has nothing to do with springdoc.
set -euo pipefail

readonly redocly=@redocly/cli@2.77.0
readonly document=target/openapi.json

cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

if ! command -v node >/dev/null || ! command -v npx >/dev/null; then
  echo 'OpenAPI lint: skipped, since there is no node with npx'
  exit 0
fi
if [[ ! -f $document ]]; then
  echo "OpenAPI lint: skipped, since $document is not there; the tests write it"
  exit 0
fi

export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
npx --yes "$redocly" lint --config src/test/openapi/redocly.yaml --format=stylish "$document"
