-- What streams of samples keep: roll-ups by interval (numbers as text, so that each digit stays), and what is to be known of a point after a restart.
CREATE TABLE roll_up (
  point    TEXT COLLATE "C" NOT NULL,
  seconds  BIGINT NOT NULL,
  begins   BIGINT NOT NULL,
  samples  BIGINT NOT NULL,
  least    TEXT COLLATE "C" NOT NULL,
  greatest TEXT COLLATE "C" NOT NULL,
  mean     TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (point, begins, seconds)
);
CREATE INDEX roll_up_age ON roll_up (begins);
CREATE TABLE stream_state (
  point TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  state TEXT COLLATE "C" NOT NULL
);
