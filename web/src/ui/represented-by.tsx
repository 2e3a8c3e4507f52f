/** Who acts for a person: for whoever deals with them. */
interface Props {
  brokers: readonly { displayName: string; side: 'BUYER' | 'SELLER'; since: string }[];
  says(name: string, side: 'BUYER' | 'SELLER'): string;
}

export const RepresentedBy = ({ brokers, says }: Props) =>
  brokers.map(({ displayName, side }) => (
    <p key={side} className="note">
      {says(displayName, side)}
    </p>
  ));
