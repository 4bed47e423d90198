-- Which observation names which evidence, how old evidence is, and what was removed of it. No store
-- of an earlier version is on PostgreSQL, so there is nothing to fill in.

CREATE TABLE evidence_use (
  sha256 TEXT COLLATE "C" NOT NULL,
  place  BIGINT NOT NULL,
  PRIMARY KEY (sha256, place)
);

ALTER TABLE evidence ADD COLUMN age_nanos BIGINT NOT NULL DEFAULT 0;
ALTER TABLE evidence ADD COLUMN removed_at TEXT COLLATE "C";
ALTER TABLE evidence ADD COLUMN removed_why TEXT COLLATE "C";
CREATE INDEX evidence_age ON evidence (age_nanos, sha256) WHERE removed_at IS NULL;
