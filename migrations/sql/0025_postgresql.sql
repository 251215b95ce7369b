-- Who is related to which customer, and so decides nothing about it.

CREATE TABLE interest (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
  customer_number TEXT NOT NULL,
  held BIGINT NOT NULL CHECK (held IN (0, 1)),
  reason TEXT NOT NULL CHECK (reason <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, login, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (held = 1 OR lower(actor) <> login),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON interest REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON interest FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON interest FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX interest_batch ON interest (batch);

CREATE FUNCTION related(its_entity TEXT, its_customer TEXT, who TEXT) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT i.held = 1 FROM interest i WHERE i.entity = its_entity AND i.customer_number = its_customer
    AND i.login = lower(who) ORDER BY i.no DESC LIMIT 1), false)
$$;
CREATE FUNCTION verdict_interest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh v JOIN request r ON r.request_id = v.request_id
      WHERE v.verdict = 'approved' AND related(r.entity, r.customer_number, v.checker)) THEN
    RAISE EXCEPTION 'interest: who is related to a customer decides nothing about it';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER interest AFTER INSERT ON verdict REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION verdict_interest();
CREATE FUNCTION hold_release_interest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n WHERE n.verdict = 'released' AND related(n.entity, n.customer_number, n.by)) THEN
    RAISE EXCEPTION 'interest: who is related to a customer decides nothing about it';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER interest AFTER INSERT ON hold_release REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION hold_release_interest();
