-- What is open now, under the name it has on PostgreSQL: there a table that the postings keep, here the index `item_open`
-- holds the same.

CREATE VIEW open_item AS
  SELECT no, entity, item_id, held_for, currency, type, held_in, due_on, issued_on, balance FROM item WHERE balance <> 0;
