"""What can be wrong with what is asked of the queue."""


class JobError(Exception):
    """Base of everything that the queue refuses."""


class JobHasGoneOnError(JobError):
    """The job is no longer in a state that allows this."""
