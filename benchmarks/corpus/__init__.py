"""A folder of bank files read as a whole: what each format gave, and whether what its manifests expect came true."""
