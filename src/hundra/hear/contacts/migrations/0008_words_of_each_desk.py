"""A contact's words are kept with the number of their desk (see models.words)."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import hundra.hear.contacts.models.words

CREATE = r"""
CREATE FUNCTION contacts_words(desk bigint, subject text, note text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(string_to_array(
        desk || '/' || nullif(array_to_string(
            -- As in what is asked for, signs part words: "dag/natt" is no path, "-5" no number.
            tsvector_to_array(to_tsvector('pg_catalog.swedish',
                translate(subject || ' ' || note, './@_:-+<>&', repeat(' ', 10)))),
            E'\x1f' || desk || '/'), ''),
        E'\x1f'))
$$;
CREATE FUNCTION contacts_words_asked(desks bigint[], asked text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg(regexp_replace(stems, '''([^'']+)''', '''' || desk || '/\1''', 'g'), ' | ')
        ::tsquery
    FROM unnest(desks) AS desk, LATERAL (
        -- Places are not kept: words that stand beside each other are words that are both there.
        SELECT '(' || nullif(regexp_replace(
            to_tsquery('pg_catalog.swedish', asked)::text, '<(-|\d+)>', '&', 'g'), '') || ')'
    ) AS found (stems)
$$;
"""
DROP = """
DROP FUNCTION contacts_words_asked(bigint[], text);
DROP FUNCTION contacts_words(bigint, text, text);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0007_words_by_desk'),
    ]

    operations = [
        migrations.RunSQL(CREATE, DROP),
        migrations.RemoveIndex(
            model_name='contact',
            name='contact_search',
        ),
        migrations.RemoveField(
            model_name='contact',
            name='search',
        ),
        migrations.AddField(
            model_name='contact',
            name='search',
            field=models.GeneratedField(db_persist=True, expression=hundra.hear.contacts.models.words.Words('desk', 'subject', 'note'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='contact_search'),
        ),
    ]
