"""Everything that is done with a staff survey until it closes (its answers: `services.ballots`)."""
