/** Companies like another one. */
import { useQuery } from '@tanstack/react-query';
import { similarQuery } from '../../../api/comparables';
import { ListingList } from '../../../app/listing-list';
import { PartProblem } from '../../../app/part-problem';
import { publicWords } from '../../../words/public';

const { comparables: says } = publicWords;

export function Similar({ id }: { id: string }) {
  const list = useQuery(similarQuery(id));
  const cards = list.data ?? [];
  if (cards.length === 0) return <PartProblem query={list} />;
  return (
    <section className="stack-tight">
      <h2>{says.similar}</h2>
      <ListingList cards={cards} />
    </section>
  );
}
