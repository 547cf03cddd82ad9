"""Pages of staffing: the planner's here, the employees' own in `mine`."""
