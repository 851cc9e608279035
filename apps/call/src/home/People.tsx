import type { PresentUser } from '@frontdesk/protocol';
import type { Find } from '@frontdesk/stage';
import { PersonRow } from '@frontdesk/ui';
import { TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyHouse } from './EmptyHouse.js';
import css from './People.module.css';
import { arrange, matching, repeatedNames } from './peopleList.js';
import { useFound } from './useFound.js';

/** From how many people on a search is worth its place. */
const SEARCH_FROM = 8;

interface PeopleProps {
  readonly people: readonly PresentUser[];
  readonly find: Find;
  readonly onCall: (to: string, kinds: { readonly video: boolean; readonly name: string }) => void;
}

/** The people who are there, live. */
export function People({ people, find, onCall }: PeopleProps) {
  const { t, i18n } = useTranslation();
  const [query, setQuery] = useState('');
  const found = useFound(query, find);
  const shown = arrange(matching(people, query, found), i18n.language);
  const repeated = repeatedNames(shown);

  return (
    <section className={css.people} aria-labelledby="people-title">
      <div className={css.head}>
        <h2 id="people-title" className={css.title}>
          {t('home.people')}
        </h2>
        <p className={css.count} aria-live="polite">
          {people.length > 0 && t('home.peopleCount', { count: people.length })}
        </p>
      </div>
      {people.length >= SEARCH_FROM && (
        <div className={css.search}>
          <TextInput
            type="search"
            aria-label={t('home.search')}
            placeholder={t('home.search')}
            leftSection={<Search size={18} aria-hidden="true" />}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        </div>
      )}
      <ul className={css.list} aria-label={t('home.people')}>
        {shown.map((person) => (
          <PersonRow
            key={person.userId}
            person={person}
            showId={repeated.has(person.name)}
            onCall={({ video }) => onCall(person.userId, { video, name: person.name })}
          />
        ))}
      </ul>
      {people.length === 0 && <EmptyHouse />}
      {people.length > 0 && shown.length === 0 && <p className={css.none}>{t('home.noMatch', { query })}</p>}
    </section>
  );
}
