-- The other events of receivables: their accounts, and an entity's own numbers for them.

CREATE TABLE account_change (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  role TEXT NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  name TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, role, no),
  FOREIGN KEY(entity, role) REFERENCES account (entity, role),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON account_change REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON account_change FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON account_change FOR EACH STATEMENT EXECUTE FUNCTION no_change();

-- Accounts that came later, for entities that are there already.
INSERT INTO account (entity, role, code, name, control)
  WITH fresh (role, code, name, control) AS (VALUES
    ('card_clearing', '1020', 'Card clearing', 0),
    ('lockbox_clearing', '1030', 'Lockbox clearing', 0),
    ('ar_revaluation', '1180', 'AR revaluation', 0),
    ('credits_presented', '1193', 'Unapplied and on-account cash, presented', 0),
    ('allowance', '1195', 'Allowance for credit losses', 0),
    ('notes', '1400', 'Notes receivable', 0),
    ('payables', '2000', 'Accounts payable', 0),
    ('deposits', '2110', 'Customer deposits', 1),
    ('customer_credits', '2120', 'Customer credit balances', 0),
    ('refunds', '2130', 'Refunds payable', 0),
    ('unclaimed', '2140', 'Unclaimed property payable', 0),
    ('nsf_fees', '4210', 'NSF fee income', 0),
    ('credit_loss', '6800', 'Credit loss expense', 0),
    ('merchant_fees', '6920', 'Merchant fees', 0),
    ('agency_fees', '6930', 'Collection agency fees', 0),
    ('fx_gain', '7000', 'Realised FX gain', 0),
    ('fx_loss', '7010', 'Realised FX loss', 0),
    ('fx_unrealised', '7020', 'Unrealised FX gain and loss', 0))
  SELECT e.code, f.role, f.code, f.name, f.control FROM entity e CROSS JOIN fresh f;
