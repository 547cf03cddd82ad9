"""Triggers that note which days something has changed in (see models.Change).

Contacts of the day that goes on are not noted: that day is never counted before it is closed.
Closed cases are, whatever the day.
"""

from django.db import migrations

ZONE = "Europe/Stockholm"  # As settings.TIME_ZONE.
TODAY = f"(now() AT TIME ZONE '{ZONE}')::date"


def day(moment: str) -> str:
    return f"({moment} AT TIME ZONE '{ZONE}')::date"


# What the figures are made of. A change of anything else need not be noted.
COUNTED = (
    "desk_id",
    "channel",
    "state",
    "party_id",
    "language",
    "asked_reason_id",
    "reason_id",
    "outcome",
    "case_id",
    "callback_to",
    "received_at",
    "queued_at",
    "answered_at",
    "ended_at",
    "registered_at",
    "handovers",
    "guide_id",
)
CHANGED = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in COUNTED)

CREATE = f"""
CREATE FUNCTION channels_contacts_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO channels_change (desk_id, day, is_thinned)
    SELECT DISTINCT desk_id, {day("received_at")}, false FROM came
    WHERE {day("received_at")} < {TODAY};
    RETURN NULL;
END $$;
CREATE TRIGGER channels_came AFTER INSERT ON contacts_contact
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION channels_contacts_came();

CREATE FUNCTION channels_contacts_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO channels_change (desk_id, day, is_thinned)
    SELECT DISTINCT desk_id, {day("received_at")}, true FROM went
    WHERE {day("received_at")} < {TODAY};
    RETURN NULL;
END $$;
CREATE TRIGGER channels_went AFTER DELETE ON contacts_contact
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION channels_contacts_went();

CREATE FUNCTION channels_contact_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO channels_change (desk_id, day, is_thinned)
    SELECT DISTINCT desk, on_day, OLD.party_id IS NOT NULL AND NEW.party_id IS NULL
    FROM (VALUES (OLD.desk_id, {day("OLD.received_at")}),
                 (NEW.desk_id, {day("NEW.received_at")})) AS touched (desk, on_day)
    WHERE on_day < {TODAY};
    IF OLD.case_id IS DISTINCT FROM NEW.case_id OR OLD.guide_id IS DISTINCT FROM NEW.guide_id THEN
        INSERT INTO channels_change (desk_id, day, is_thinned)
        SELECT DISTINCT NULL::bigint, {day("closed_at")}, false FROM cases_case
        WHERE id IN (OLD.case_id, NEW.case_id) AND closed_at IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER channels_changed AFTER UPDATE OF {", ".join(COUNTED)} ON contacts_contact
    FOR EACH ROW
    WHEN (({CHANGED}) AND {day("least(OLD.received_at, NEW.received_at)")} < {TODAY})
    EXECUTE FUNCTION channels_contact_changed();

CREATE FUNCTION channels_contact_replied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO channels_change (desk_id, day, is_thinned)
    SELECT desk_id, {day("received_at")}, false FROM contacts_contact
    WHERE id = NEW.contact_id AND {day("received_at")} < {TODAY};
    RETURN NULL;
END $$;
CREATE TRIGGER channels_replied AFTER INSERT ON contacts_contactevent
    FOR EACH ROW WHEN (NEW.kind = 'replied') EXECUTE FUNCTION channels_contact_replied();

CREATE FUNCTION channels_case_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.closed_at IS NOT NULL THEN
        INSERT INTO channels_change (desk_id, day, is_thinned)
        VALUES (NULL, {day("OLD.closed_at")}, TG_OP = 'DELETE');
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.closed_at IS NOT NULL THEN
        INSERT INTO channels_change (desk_id, day, is_thinned)
        VALUES (NULL, {day("NEW.closed_at")}, false);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER channels_case_came AFTER INSERT ON cases_case
    FOR EACH ROW WHEN (NEW.closed_at IS NOT NULL) EXECUTE FUNCTION channels_case_changed();
CREATE TRIGGER channels_case_changed AFTER UPDATE OF state, closed_at, due_at, reason_id ON cases_case
    FOR EACH ROW WHEN (
        (OLD.closed_at IS NOT NULL OR NEW.closed_at IS NOT NULL)
        AND (OLD.state, OLD.closed_at, OLD.due_at, OLD.reason_id)
            IS DISTINCT FROM (NEW.state, NEW.closed_at, NEW.due_at, NEW.reason_id))
    EXECUTE FUNCTION channels_case_changed();
CREATE TRIGGER channels_case_went AFTER DELETE ON cases_case
    FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION channels_case_changed();

INSERT INTO channels_change (desk_id, day, is_thinned)
SELECT DISTINCT desk_id, {day("received_at")}, false FROM contacts_contact
WHERE {day("received_at")} < {TODAY};
INSERT INTO channels_change (desk_id, day, is_thinned)
SELECT DISTINCT NULL::bigint, {day("closed_at")}, false FROM cases_case
WHERE closed_at IS NOT NULL;
"""

DROP = """
DROP TRIGGER channels_came ON contacts_contact;
DROP TRIGGER channels_went ON contacts_contact;
DROP TRIGGER channels_changed ON contacts_contact;
DROP TRIGGER channels_replied ON contacts_contactevent;
DROP TRIGGER channels_case_came ON cases_case;
DROP TRIGGER channels_case_changed ON cases_case;
DROP TRIGGER channels_case_went ON cases_case;
DROP FUNCTION channels_contacts_came();
DROP FUNCTION channels_contacts_went();
DROP FUNCTION channels_contact_changed();
DROP FUNCTION channels_contact_replied();
DROP FUNCTION channels_case_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0001_counted_contacts"),
        ("cases", "0001_initial"),
        ("contacts", "0001_initial"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
