-- What each CMMS has in its register of assets, and what that means for ours.
CREATE TABLE foreign_asset (
  instance         TEXT   NOT NULL,
  foreign_id       TEXT   NOT NULL,
  fields           TEXT   NOT NULL,
  state            TEXT,
  status_word      TEXT   NOT NULL,
  criticality_word TEXT   NOT NULL,
  first_seen_nanos BIGINT NOT NULL,
  last_seen_nanos  BIGINT NOT NULL,
  retired_at       TEXT,
  gone_at          TEXT,
  PRIMARY KEY (instance, foreign_id)
);
CREATE INDEX foreign_asset_unseen ON foreign_asset (instance, last_seen_nanos) WHERE gone_at IS NULL;
CREATE TABLE register_reading (
  instance  TEXT   NOT NULL PRIMARY KEY,
  begun_at  TEXT   NOT NULL,
  before_at TEXT,
  ended_at  TEXT   NOT NULL,
  shown     BIGINT NOT NULL,
  unmapped  BIGINT NOT NULL,
  documents TEXT   NOT NULL
);
CREATE TABLE discrepancy (
  instance  TEXT    NOT NULL,
  place     INTEGER NOT NULL,
  kind      TEXT    NOT NULL,
  asset     TEXT    NOT NULL,
  record_id TEXT    NOT NULL,
  field     TEXT    NOT NULL,
  ours      TEXT    NOT NULL,
  theirs    TEXT    NOT NULL,
  PRIMARY KEY (instance, place)
);
CREATE TABLE asset_standing (
  instance    TEXT NOT NULL,
  asset       TEXT NOT NULL,
  record_id   TEXT NOT NULL,
  retired_at  TEXT,
  criticality TEXT,
  PRIMARY KEY (instance, asset)
);
