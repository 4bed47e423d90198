-- What points found, by when it was seen: found without reading all findings.
ALTER TABLE finding ADD COLUMN point TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN seen_nanos INTEGER NOT NULL DEFAULT 0;
UPDATE finding SET point = json_extract(facts, '$.point'), seen_nanos =
  CAST(strftime('%s', substr(json_extract(facts, '$.capturedAt'), 1, 19)) AS INTEGER) * 1000000000
  + CAST(substr(trim(substr(json_extract(facts, '$.capturedAt'), 20), '.Z') || '000000000', 1, 9)
    AS INTEGER);
CREATE INDEX finding_seen ON finding (point, seen_nanos);
