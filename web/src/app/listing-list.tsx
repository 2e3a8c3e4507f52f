/** Companies as a list of links, each a row. */
import { Link } from '@tanstack/react-router';
import type { ListingCard } from '../api/queries';
import { ListingRow } from '../ui/listing-row';
import { rowOf } from './card-facts';
import classes from './listing-list.module.css';

interface Props {
  cards: readonly ListingCard[];
  /** Each has its place by our choice, and is marked so. */
  featured?: boolean;
}

export const ListingList = ({ cards, featured = false }: Props) => (
  <ul className={classes.list}>
    {cards.map((card) => (
      <li key={card.id}>
        <Link to="/listings/$id" params={{ id: card.id }}>
          <ListingRow {...rowOf(card)} isFeatured={featured} />
        </Link>
      </li>
    ))}
  </ul>
);
