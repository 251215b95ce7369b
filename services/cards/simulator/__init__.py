"""A simulated card processor: it authorises, captures, gives back, pays out, and behaves badly on purpose."""
