-- Times are ISO-8601 text in UTC; what is compared in a query is kept as nanoseconds since 1970.

-- The numbers that grow with the rows: last places and how many of each kind, changed in memory
-- by the one writer and written with each group of units.
CREATE TABLE counter (
  name  TEXT    NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
);

-- facts is the canonical JSON that was hashed.
CREATE TABLE journal (
  sequence INTEGER NOT NULL PRIMARY KEY,
  at       TEXT    NOT NULL,
  kind     TEXT    NOT NULL,
  subject  TEXT    NOT NULL,
  facts    TEXT    NOT NULL,
  hash     TEXT    NOT NULL
);
CREATE INDEX journal_subject ON journal (subject);
CREATE INDEX journal_kind ON journal (kind);

CREATE TABLE position (
  reader TEXT    NOT NULL PRIMARY KEY,
  place  INTEGER NOT NULL
);

CREATE TABLE evidence (
  sha256     TEXT    NOT NULL PRIMARY KEY,
  media_type TEXT    NOT NULL,
  bytes      INTEGER NOT NULL,
  kept_at    TEXT    NOT NULL
);

CREATE TABLE observation (
  place       INTEGER NOT NULL PRIMARY KEY,
  id          TEXT    NOT NULL UNIQUE,
  accepted_at TEXT    NOT NULL,
  findings    INTEGER NOT NULL,
  facts       TEXT    NOT NULL
);

CREATE TABLE finding (
  sequence    INTEGER NOT NULL PRIMARY KEY,
  id          TEXT    NOT NULL UNIQUE,
  facts       TEXT    NOT NULL,
  decided_at  TEXT    NOT NULL,
  disposition TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  order_id    TEXT,
  until_nanos INTEGER,
  why         TEXT    NOT NULL
);
CREATE INDEX finding_order ON finding (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX finding_due ON finding (until_nanos) WHERE disposition = 'HELD';

CREATE TABLE tally (
  point       TEXT    NOT NULL,
  hour        TEXT    NOT NULL,
  looked      INTEGER NOT NULL,
  below_floor INTEGER NOT NULL,
  PRIMARY KEY (point, hour)
);
