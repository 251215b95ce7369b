-- What an ERP accepted is found by where it begins: how far it is, and whether a range was accepted before.
CREATE INDEX acknowledgement_accepted ON acknowledgement (first, last) WHERE state = 'accepted';
