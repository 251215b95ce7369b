-- By what other names a customer is known says whose money comes: two people change it.

CREATE OR REPLACE FUNCTION customer_fact_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n
      JOIN customer_fact f ON f.entity = n.entity AND f.number = n.number AND f.no = (SELECT max(x.no)
        FROM customer_fact x WHERE x.entity = n.entity AND x.number = n.number AND x.no < n.no)
      WHERE (f.name, f.aliases, f.parent_number, f.terms, f.credit_limit, f.tax_id, f.duns)
          IS DISTINCT FROM (n.name, n.aliases, n.parent_number, n.terms, n.credit_limit, n.tax_id, n.duns)
        AND NOT master_approved(n.batch, n.entity)
        AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
          WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = n.entity AND r.kind = 'credit_decision'
            AND r.customer_number = n.number)) THEN
    RAISE EXCEPTION 'unapproved: a customer''s names, parent, terms, limit or numbers are changed by a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
