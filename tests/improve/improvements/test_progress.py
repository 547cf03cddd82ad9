"""What "53 of 100" counts."""

from tests.factories.improvements import ImprovementFactory, ProgrammeFactory

from hundra.improve.improvements import queries


def test_counts_numbers_that_stand(programme, django_assert_num_queries):
    for audience in ("citizens", "employees"):
        ImprovementFactory(programme=programme, audience=audience, stamped=True)
        ImprovementFactory(programme=programme, audience=audience, delivered=True)
    ImprovementFactory(programme=programme, audience="employees", followed_up=True)
    ImprovementFactory(programme=programme, withdrawn=True, number=9)
    ImprovementFactory(programme=programme, coming=True)
    ImprovementFactory(programme=programme)
    ImprovementFactory(stamped=True)

    with django_assert_num_queries(1):
        progress = queries.progress(programme)

    total = progress.total
    assert (total.stamped, total.goal, total.left) == (5, 100, 95)
    assert (total.delivered, total.followed_up) == (3, 1)
    assert (total.before_stamp, total.coming, total.withdrawn) == (2, 1, 1)
    assert (progress.citizens.stamped, progress.employees.stamped) == (2, 3)
    assert progress.of("employees").goal == 50
    assert total.percent == 5.0
    assert progress.public == 7


def test_more_than_the_goal_is_the_whole_goal(db):
    programme = ProgrammeFactory(goal_citizens=1, goal_employees=1)
    ImprovementFactory.create_batch(3, programme=programme, stamped=True)

    total = queries.progress(programme).total

    assert (total.left, total.percent) == (0, 100.0)
