-- Why the database refuses a part of a bank file: a row comes with the refusal and goes when the file is whole.

CREATE TABLE taking_fault (
  sha256 TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (sha256),
  FOREIGN KEY(sha256) REFERENCES bank_file (sha256)
);
