"""Credit at the desk: orders are checked, held ones let go or turned down, limits asked for and granted."""
