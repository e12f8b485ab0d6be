"""A team for tests: five roles, four people, two vendors."""

TEAM = """\
-- content/team.yaml --
roles:
  - {id: compliance, name: Compliance, duties: [moderate, approve-replies, policies, privacy, seal],
     backup: office-manager, code_owner: "@harbor/compliance"}
  - {id: office-manager, name: Office manager, duties: [reply, answer-questions, profiles, intake], backup: compliance}
  - {id: marketing, name: Marketing, duties: [posts], backup: office-manager, code_owner: "@harbor/marketing"}
  - {id: communications, name: Communications, duties: [approve-posts, alerts], backup: compliance}
  - {id: web, name: Web, duties: [deploy], backup: compliance, code_owner: "@harbor/web"}
members:
  - {id: rosa, name: Rosa Lima, roles: [compliance],
     training: [{course: HIPAA, on: 2025-12-10, expires_on: 2026-12-09}]}
  - {id: bo, name: Bo Lee, roles: [office-manager]}
  - {id: mia, name: Mia Kern, roles: [marketing], left_on: 2026-11-01}
  - {id: tom, name: Tom Ash, roles: [communications, web]}
vendors:
  - {id: survey, name: Survey House, service: asks for reviews, patient_data: true,
     agreements: [{kind: business-associate, signed_on: 2025-01-01, expires_on: 2026-12-20}]}
  - {id: post, name: Post Tool, service: schedules posts, patient_data: false}
"""
