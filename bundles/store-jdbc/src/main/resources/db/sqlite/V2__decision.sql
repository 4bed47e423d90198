-- What decisions are made with: condition states, recurrence, orders, versions of the documents.

CREATE TABLE condition_state (
  id    TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL
);

CREATE TABLE recurrence (
  asset    TEXT    NOT NULL,
  class    TEXT    NOT NULL,
  hour     INTEGER NOT NULL,
  findings INTEGER NOT NULL,
  PRIMARY KEY (asset, class, hour)
);

CREATE TABLE work_order (
  sequence   INTEGER NOT NULL PRIMARY KEY,
  id         TEXT    NOT NULL UNIQUE,
  reference  TEXT    NOT NULL UNIQUE,
  open_cause TEXT    UNIQUE,
  facts      TEXT    NOT NULL
);

CREATE TABLE site_version (
  sequence     INTEGER NOT NULL PRIMARY KEY,
  id           TEXT    NOT NULL,
  activated_at TEXT    NOT NULL,
  files        TEXT    NOT NULL
);
