/** Companies as a list of links, each a row. */
import { Link } from '@tanstack/react-router';
import type { ListingCard } from '../api/queries';
import { ListingRow } from '../ui/listing-row';
import { rowOf } from './card-facts';
import classes from './listing-list.module.css';

export const ListingList = ({ cards }: { cards: readonly ListingCard[] }) => (
  <ul className={classes.list}>
    {cards.map((card) => (
      <li key={card.id}>
        <Link to="/listings/$id" params={{ id: card.id }}>
          <ListingRow {...rowOf(card)} />
        </Link>
      </li>
    ))}
  </ul>
);
