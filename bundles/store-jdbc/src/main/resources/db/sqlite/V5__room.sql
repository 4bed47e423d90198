-- Which observation names which evidence, how old evidence is, and what was removed of it.

CREATE TABLE evidence_use (
  sha256 TEXT   NOT NULL,
  place  BIGINT NOT NULL,
  PRIMARY KEY (sha256, place)
);
INSERT INTO evidence_use (sha256, place)
  SELECT DISTINCT json_extract(item.value, '$.sha256'), observation.place
  FROM observation, json_each(observation.facts, '$.evidence') AS item
  WHERE json_extract(item.value, '$.sha256') IS NOT NULL;

ALTER TABLE evidence ADD COLUMN age_nanos BIGINT NOT NULL DEFAULT 0;
UPDATE evidence SET age_nanos = CAST(strftime('%s', kept_at) AS INTEGER) * 1000000000;
ALTER TABLE evidence ADD COLUMN removed_at TEXT;
ALTER TABLE evidence ADD COLUMN removed_why TEXT;
CREATE INDEX evidence_age ON evidence (age_nanos, sha256) WHERE removed_at IS NULL;
