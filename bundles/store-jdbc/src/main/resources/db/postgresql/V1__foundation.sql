-- The same tables as in SQLite; whole numbers of 64 bits, text in the order of its code points.
-- Times are ISO-8601 text in UTC; what is compared in a query is kept as nanoseconds since 1970.

-- The numbers that grow with the rows: last places and how many of each kind, changed in memory
-- by the one writer and written with each group of units.
CREATE TABLE counter (
  name  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  value BIGINT NOT NULL
);

-- facts is the canonical JSON that was hashed.
CREATE TABLE journal (
  sequence BIGINT NOT NULL PRIMARY KEY,
  at       TEXT COLLATE "C" NOT NULL,
  kind     TEXT COLLATE "C" NOT NULL,
  subject  TEXT COLLATE "C" NOT NULL,
  facts    TEXT COLLATE "C" NOT NULL,
  hash     TEXT COLLATE "C" NOT NULL
);
CREATE INDEX journal_subject ON journal (subject);
CREATE INDEX journal_kind ON journal (kind);

CREATE TABLE position (
  reader TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  place  BIGINT NOT NULL
);

CREATE TABLE evidence (
  sha256     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  media_type TEXT COLLATE "C" NOT NULL,
  bytes      BIGINT NOT NULL,
  kept_at    TEXT COLLATE "C" NOT NULL
);

CREATE TABLE observation (
  place       BIGINT NOT NULL PRIMARY KEY,
  id          TEXT COLLATE "C" NOT NULL UNIQUE,
  accepted_at TEXT COLLATE "C" NOT NULL,
  findings    BIGINT NOT NULL,
  facts       TEXT COLLATE "C" NOT NULL
);

CREATE TABLE finding (
  sequence    BIGINT NOT NULL PRIMARY KEY,
  id          TEXT COLLATE "C" NOT NULL UNIQUE,
  facts       TEXT COLLATE "C" NOT NULL,
  decided_at  TEXT COLLATE "C" NOT NULL,
  disposition TEXT COLLATE "C" NOT NULL,
  reason      TEXT COLLATE "C" NOT NULL,
  order_id    TEXT COLLATE "C",
  until_nanos BIGINT,
  why         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX finding_order ON finding (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX finding_due ON finding (until_nanos) WHERE disposition = 'HELD';

CREATE TABLE tally (
  point       TEXT COLLATE "C" NOT NULL,
  hour        TEXT COLLATE "C" NOT NULL,
  looked      BIGINT NOT NULL,
  below_floor BIGINT NOT NULL,
  PRIMARY KEY (point, hour)
);
