"""Files of contacts from other systems: what their columns mean. Pure; services store."""
