"""ERPs that are none: real servers on this machine that speak an ERP's language and behave badly on purpose."""
