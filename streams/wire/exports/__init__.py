"""Alerts in the words of others: CAP 1.2, STIX 2.1 and ninjs 3.1, made of the alert as it stands on its topic."""
