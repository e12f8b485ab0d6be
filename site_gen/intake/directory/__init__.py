"""Directory data as a start: NPPES, FHIR and spreadsheets as bytes in, typed providers and locations out.

Nothing here reads files, knows YAML or looks at a clock. What a source says badly becomes a counted refusal or note.
"""
