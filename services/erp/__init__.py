"""ERP write-back: what each ERP is told of a receipt, document by document, and the proof that it holds it once."""
