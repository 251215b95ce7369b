-- What is open, in the order in which aging sums it, and entries by day: a past day is what is open now less what came
-- later, at the cost of what came later alone.

CREATE INDEX item_open ON item (entity, held_for, currency, type, held_in, due_on, issued_on, balance) WHERE balance <> 0;
CREATE INDEX entry_gl_on ON entry (entity, gl_on);
