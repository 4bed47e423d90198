-- What waits for a person, found without reading all findings.
CREATE INDEX finding_review ON finding (sequence) WHERE disposition = 'IN_REVIEW';
