-- What was attached to a payment is found by the payment.

CREATE INDEX tie_settled_by ON tie (settled_by);
