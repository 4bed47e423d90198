-- Which machines parts went through, in milliseconds since 1970, and how they were judged there: 1 good, 0 bad, null not at all.
CREATE TABLE passage (
  part  TEXT COLLATE "C" NOT NULL,
  asset TEXT COLLATE "C" NOT NULL,
  at    BIGINT NOT NULL,
  good  BIGINT,
  PRIMARY KEY (part, at, asset)
);
CREATE INDEX passage_age ON passage (at);
