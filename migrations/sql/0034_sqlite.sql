-- The queue, from the most money down, without reading what is settled; receipts by who they are held for.
CREATE INDEX item_waiting ON item (entity, balance, substr(item_id, 5))
  WHERE type = 'receipt' AND balance < 0 AND held_in NOT IN ('on_account', 'deposits');
CREATE INDEX item_receipt_held ON item (entity, held_for) WHERE type = 'receipt';
CREATE INDEX decision_late ON decision (receipt_id) WHERE reason = 'late_remittance';

-- The marks of who paid, as knowledge compares them (services/knowledge/reach.py).
CREATE INDEX bank_entry_payer ON bank_entry (upper(trim(payer_name)));
CREATE INDEX bank_entry_company ON bank_entry (upper(replace(replace(replace(replace(replace(company_id, ' ', ''), '-', ''), '.', ''), '/', ''), ':', '')));
CREATE INDEX bank_entry_own ON bank_entry (upper(replace(replace(replace(replace(replace(account, ' ', ''), '-', ''), '.', ''), '/', ''), ':', '')));
CREATE INDEX bank_entry_payer_account ON bank_entry (CASE WHEN substr(payer_account, 1, 7) = 'number:' THEN substr(payer_account, 8, 22)
  ELSE upper(replace(replace(replace(replace(replace(payer_routing || payer_account, ' ', ''), '-', ''), '.', ''), '/', ''), ':', '')) END);
