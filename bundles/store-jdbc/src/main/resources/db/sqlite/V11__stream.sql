-- What streams of samples keep: roll-ups by interval (numbers as text, so that each digit stays), and what is to be known of a point after a restart.
CREATE TABLE roll_up (
  point    TEXT NOT NULL,
  seconds  INTEGER NOT NULL,
  begins   INTEGER NOT NULL,
  samples  INTEGER NOT NULL,
  least    TEXT NOT NULL,
  greatest TEXT NOT NULL,
  mean     TEXT NOT NULL,
  PRIMARY KEY (point, begins, seconds)
);
CREATE INDEX roll_up_age ON roll_up (begins);
CREATE TABLE stream_state (
  point TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL
);
