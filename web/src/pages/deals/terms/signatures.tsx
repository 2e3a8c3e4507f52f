/** Who has signed, and when. */
import { Facts } from '../../../ui/facts';
import { dealWords } from '../../../words/deals';

const { terms: says } = dealWords;

/** Null: not signed. */
export const Signatures = ({ buyer, seller }: { buyer: string | null; seller: string | null }) => (
  <Facts
    facts={[
      { name: says.signedBuyer, value: buyer ?? says.notSigned },
      { name: says.signedSeller, value: seller ?? says.notSigned },
    ]}
  />
);
