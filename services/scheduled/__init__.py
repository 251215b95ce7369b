"""Reports by the clock: what is wanted and when, files made once of each, and the e-mail they leave by."""
