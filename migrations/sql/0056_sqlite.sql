-- By what other names a customer is known says whose money comes: two people change it.

DROP TRIGGER customer_fact_approved;
CREATE TRIGGER customer_fact_approved BEFORE INSERT ON customer_fact BEGIN
  SELECT RAISE(ABORT, 'unapproved: a customer''s names, parent, terms, limit or numbers are changed by a second person''s approval')
    WHERE EXISTS (SELECT 1 FROM customer_fact f WHERE f.entity = NEW.entity AND f.number = NEW.number
        AND f.no = (SELECT max(no) FROM customer_fact WHERE entity = NEW.entity AND number = NEW.number)
        AND (f.name <> NEW.name OR f.aliases <> NEW.aliases OR f.parent_number <> NEW.parent_number
          OR f.terms <> NEW.terms OR f.credit_limit IS NOT NEW.credit_limit OR f.tax_id <> NEW.tax_id OR f.duns <> NEW.duns))
      AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
        WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity
          AND (r.kind = 'master' OR (r.kind = 'credit_decision' AND r.customer_number = NEW.number)));
END;
