/** Who has accepted the confidentiality terms, when and from where, each with the file that proves it. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { NdaAcceptance } from '../api/nda';
import { saveEvidence } from '../api/nda';
import { DataTable } from '../ui/data-table';
import { FormProblem } from '../ui/form-problem';
import { Moment } from '../ui/moment';
import { words } from '../words';
import { ndaWords as says } from '../words/nda';
import { useMove } from './use-move';

const { common } = words;

interface Props {
  caption: string;
  rows: readonly NdaAcceptance[];
  /** Whose they are: a signer reads of which listing, a seller reads by whom. */
  of: 'signer' | 'listing';
}

export const NdaAcceptances = ({ caption, rows, of }: Props) => (
  <DataTable
    caption={caption}
    rows={rows}
    keyOf={({ id }) => id}
    columns={[
      of === 'signer'
        ? {
            name: says.listing,
            cell: ({ listingId, listingTitle }) => (
              <Link to="/listings/$id" params={{ id: listingId }}>
                {listingTitle}
              </Link>
            ),
          }
        : { name: says.signer, cell: ({ buyer }) => signerOf(buyer) },
      { name: says.terms, cell: ({ ndaVersion }) => says.version(ndaVersion) },
      { name: says.when, cell: ({ acceptedAt }) => <Moment at={acceptedAt} /> },
      { name: says.address, cell: ({ address }) => address },
      { name: says.proof, cell: (acceptance) => <Proof acceptance={acceptance} of={of} /> },
    ]}
  />
);

function signerOf({ typedName, accountName, companyName }: NdaAcceptance['buyer']): string {
  const name = typedName ?? says.unsigned(accountName ?? common.notKnown);
  return companyName ? `${name}, ${says.company(companyName)}` : name;
}

function Proof({ acceptance, of }: { acceptance: NdaAcceptance; of: Props['of'] }) {
  const { id, ndaVersion, listingTitle, buyer } = acceptance;
  const take = useMove(() => saveEvidence(id, says.file(ndaVersion, id)));
  const about = of === 'signer' ? listingTitle : signerOf(buyer);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={says.downloadOf(about)}
        loading={take.busy}
        onClick={() => take.act(undefined)}
      >
        {says.download}
      </Button>
      <FormProblem>{take.problem}</FormProblem>
    </>
  );
}
