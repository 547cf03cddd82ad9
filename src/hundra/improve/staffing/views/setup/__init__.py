"""What a roster is made from: shifts, people, rules and need."""
