"""Tables and workbooks: what a table is, and bank statements read by confirmed mappings."""
