/** The parts of a deal, each with an address of its own. */
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { checklistQuery, type Deal } from '../../../api/deals';
import { dealWords } from '../../../words/deals';
import { isSettled } from '../deal.rules';
import classes from './room.module.css';

const { room, sections: says } = dealWords;

type Named = Exclude<keyof typeof says, 'checklist'>;

export function Sections({ deal }: { deal: Deal }) {
  const { data: items } = useQuery(checklistQuery(deal.id));
  const done = items?.filter(isSettled).length;
  const { buyerAt, sellerAt } = deal.signatures;
  const parts: { to: '/deals/$id' | `/deals/$id/${Named}`; label: string; shown?: boolean }[] = [
    { to: '/deals/$id', label: items ? `${says.checklist} ${done}/${items.length}` : says.checklist },
    { to: '/deals/$id/terms', label: `${says.terms} ${buyerAt ? '✓' : ''}${sellerAt ? '✓' : ''}`.trim() },
    { to: '/deals/$id/money', label: says.money },
    { to: '/deals/$id/dispute', label: says.dispute, shown: deal.status === 'DISPUTED' },
    { to: '/deals/$id/timeline', label: says.timeline },
    { to: '/deals/$id/messages', label: says.messages, shown: deal.yourSide !== null },
    { to: '/deals/$id/papers', label: says.papers },
    {
      to: '/deals/$id/review',
      label: says.review,
      shown: deal.status === 'COMPLETED' && deal.yourSide !== null,
    },
  ];
  return (
    <nav className={classes.sections} aria-label={room.sections}>
      {parts
        .filter(({ shown }) => shown ?? true)
        .map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            params={{ id: deal.id }}
            activeOptions={{ exact: true }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {label}
          </Link>
        ))}
    </nav>
  );
}
