/** The filters that are set, each with the way to take it away; and what to do when nothing matches all of them. */
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { publicWords } from '../../../words/public';
import classes from './search.module.css';
import type { ActiveFilter, Filters } from '../../../app/listing-search.rules';

const { search: says } = publicWords;

const Taken = ({ filter }: { filter: ActiveFilter }) => (
  <Link
    to="/search"
    search={filter.without}
    resetScroll={false}
    className={classes.active}
    aria-label={says.remove(filter.label)}
  >
    {filter.label} <X size={14} aria-hidden="true" />
  </Link>
);

export function ActiveFilters({ active, sort }: { active: readonly ActiveFilter[]; sort: Filters['sort'] }) {
  if (active.length === 0) return null;
  return (
    <ul className={classes.activeList}>
      {active.map((filter) => (
        <li key={filter.key}>
          <Taken filter={filter} />
        </li>
      ))}
      <li>
        <Link to="/search" search={sort ? { sort } : {}} resetScroll={false} className={classes.clear}>
          {says.clear}
        </Link>
      </li>
    </ul>
  );
}

export function Nothing({ active }: { active: readonly ActiveFilter[] }) {
  if (active.length === 0) return <p className="card">{says.nothingAtAll}</p>;
  return (
    <div className="card stack-tight">
      <h2>{says.nothing}</h2>
      <p className="second">{says.nothingHint}</p>
      <ul className={classes.activeList}>
        {active.map((filter) => (
          <li key={filter.key}>
            <Taken filter={filter} />
          </li>
        ))}
      </ul>
    </div>
  );
}
