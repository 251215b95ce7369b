"""What banks told: files and entries, which of them are one payment, what is taken back, and the receipts of them."""
