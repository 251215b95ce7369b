"""Rules of the business as versions in the books: proposed, decided by a second person, in force from a day on."""
