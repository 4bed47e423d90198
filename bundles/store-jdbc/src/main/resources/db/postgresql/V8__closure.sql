-- How our orders stand in their CMMS, and up to when changes there were read.
CREATE TABLE foreign_order (
  order_id       TEXT    NOT NULL PRIMARY KEY,
  instance       TEXT    NOT NULL,
  foreign_id     TEXT,
  foreign_status TEXT    NOT NULL,
  status         TEXT,
  changed_at     TEXT,
  seen_nanos     BIGINT  NOT NULL,
  ended_at       TEXT,
  missing        INTEGER NOT NULL,
  settled        INTEGER NOT NULL,
  closure        TEXT    NOT NULL,
  outcome        TEXT
);
CREATE INDEX foreign_order_key ON foreign_order (instance, foreign_id);
CREATE INDEX foreign_order_unseen ON foreign_order (instance, seen_nanos) WHERE settled = 0;
CREATE TABLE reading_mark (
  instance TEXT NOT NULL PRIMARY KEY,
  read_to  TEXT NOT NULL
);
