-- What decisions are made with: condition states, recurrence, orders, versions of the documents.

CREATE TABLE condition_state (
  id    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  state TEXT COLLATE "C" NOT NULL
);

CREATE TABLE recurrence (
  asset    TEXT COLLATE "C" NOT NULL,
  class    TEXT COLLATE "C" NOT NULL,
  hour     BIGINT NOT NULL,
  findings BIGINT NOT NULL,
  PRIMARY KEY (asset, class, hour)
);

CREATE TABLE work_order (
  sequence   BIGINT NOT NULL PRIMARY KEY,
  id         TEXT COLLATE "C" NOT NULL UNIQUE,
  reference  TEXT COLLATE "C" NOT NULL UNIQUE,
  open_cause TEXT COLLATE "C" UNIQUE,
  facts      TEXT COLLATE "C" NOT NULL
);

CREATE TABLE site_version (
  sequence     BIGINT NOT NULL PRIMARY KEY,
  id           TEXT COLLATE "C" NOT NULL,
  activated_at TEXT COLLATE "C" NOT NULL,
  files        TEXT COLLATE "C" NOT NULL
);
