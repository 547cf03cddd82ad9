import pytest
from tests.factories.improvements import ProgrammeFactory


@pytest.fixture
def programme(db):
    return ProgrammeFactory(
        shown=True, name="100 förbättringar", slug="hundra", tagline="En i taget."
    )
