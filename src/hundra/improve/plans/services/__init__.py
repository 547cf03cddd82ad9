"""Every write to plans and cafés."""
