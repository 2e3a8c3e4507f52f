/** What stands in the cells of the administrators' tables. */
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { firstWordsQuery, type Person } from '../../api/admin';
import { money } from '../../format/money';
import { Chip } from '../../ui/chip';
import { words } from '../../words';
import { adminWords } from '../../words/admin';
import { saySubject } from './action.rules';
import classes from './admin.module.css';
import { pageOfSubject, readSubject } from './subject.rules';

const { common } = words;
const { cells: says } = adminWords;

const SHOWN = 6;

/** The end of an id, to tell one from another; the whole of it for who hovers or copies. */
export const Ref = ({ id }: { id: string }) => (
  <span className={classes.ref} title={id}>
    {id.slice(-SHOWN)}
  </span>
);

/** A person by name, with the end of their id, leading to all that is known of them. */
export const Who = ({ person }: { person: Pick<Person, 'id' | 'name'> | null }) =>
  person ? (
    <span className={classes.cell}>
      <Link to="/admin/users/$id" params={{ id: person.id }}>
        {person.name ?? common.notKnown}
      </Link>
      <Ref id={person.id} />
    </span>
  ) : (
    common.none
  );

export const Sum = ({ cents }: { cents: number | null }) => (cents === null ? common.none : money(cents));

/** How long something has waited, by the clock of the server. */
export const aged = (hours: number): string =>
  hours < 48 ? says.hours(hours) : says.days(Math.floor(hours / 24));

/** Marks what one administrator has asked for already. */
export function SecondWord({ id }: { id: string }) {
  const { data } = useQuery(firstWordsQuery);
  return data?.some(({ subject }) => subject.id === id) ? <Chip tone="turn">{says.secondAdmin}</Chip> : null;
}

/** A thing by its type and the end of its id, leading to where it is shown. */
export function Thing({ type, id, name }: { type: string; id: string; name?: string | null }) {
  const page = pageOfSubject({ type, id });
  const shown = name ?? saySubject(type);
  return (
    <span className={classes.cell}>
      {page ? (
        <Link to={page.to} search={page.search as never}>
          {shown}
        </Link>
      ) : (
        shown
      )}
      <Ref id={id} />
    </span>
  );
}

export const Subject = ({ text }: { text: string }) => <Thing {...readSubject(text)} />;
