"""What comes in as a sheet: CSV, XLSX or Parquet, every row or none and the reasons why."""
