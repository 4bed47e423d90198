-- What points found, by when it was seen: found without reading all findings.
ALTER TABLE finding ADD COLUMN point TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN seen_nanos BIGINT NOT NULL DEFAULT 0;
UPDATE finding SET point = facts::json ->> 'point', seen_nanos =
  extract(epoch FROM (substr(facts::json ->> 'capturedAt', 1, 19) || 'Z')::timestamptz)::bigint * 1000000000
  + substr(btrim(substr(facts::json ->> 'capturedAt', 20), '.Z') || '000000000', 1, 9)::bigint;
CREATE INDEX finding_seen ON finding (point, seen_nanos);
