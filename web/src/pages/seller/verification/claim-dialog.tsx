/** What is sent to have a fact verified, with its papers. */
import { Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { configQuery } from '../../../api/queries';
import { type Claim, claim, continueCheck, type Fact, type FundsSource } from '../../../api/standing';
import { type DocumentType, filesOf, uploadAll } from '../../../api/upload';
import { type Move, useMove } from '../../../app/use-move';
import { formText } from '../../../ui/form-text';
import { MoneyInput } from '../../../ui/money-input';
import { MoveDialog } from '../../../ui/move-dialog';
import { standingWords } from '../../../words/seller';
import { OneOf } from '../choices';
import { PapersField } from '../papers-field';

const { verification: says } = standingWords;

const FIELDS: Record<
  Fact,
  readonly ('legalName' | 'datedOn' | 'companyName' | 'role' | 'usdot' | 'authority')[]
> = {
  IDENTITY: ['legalName'],
  FUNDS: ['datedOn'],
  COMPANY: ['companyName', 'role', 'usdot', 'authority'],
};

const PAPERS: Record<Fact, DocumentType> = {
  IDENTITY: 'IDENTITY',
  FUNDS: 'PROOF_OF_FUNDS',
  COMPANY: 'ARTICLES',
};

type Given = Omit<Claim, 'documentIds'> & { files: File[] };

/** Answers where the check goes on; null where there is nothing to go to. */
async function send({ files, ...given }: Given, key: string): Promise<string | null> {
  const documentIds = await uploadAll(files, PAPERS[given.fact]);
  const { data } = await claim({ ...given, documentIds }, key);
  return data.checkUrl === null ? null : (await continueCheck(data.id)).data.url;
}

export function ClaimDialog({ fact, onClose }: { fact: Fact; onClose(): void }) {
  const { data: config } = useQuery(configQuery);
  // Papers of an identity go to whoever checks them there, and to nobody else.
  const onPage = fact === 'IDENTITY' && config?.identityCheck !== 'PAPERS';
  const [amountCents, setAmount] = useState<number | null>(null);
  const [source, setSource] = useState<FundsSource>('BANK_STATEMENT');
  const sending = useMove(send, {
    changes: [['verification']],
    onDone: (url) => (url === null ? onClose() : location.assign(url)),
  });
  const read = (form: HTMLFormElement): Given => ({
    ...{ fact, amountCents, source },
    fields: Object.fromEntries(FIELDS[fact].map((name) => [name, formText(form, name)])),
    files: filesOf(form, 'papers'),
  });
  return (
    <MoveDialog
      title={says.facts[fact]}
      opened
      onClose={onClose}
      submit={onPage ? says.goOn : says.send}
      move={sending}
      onSubmit={(form) => sending.act(read(form))}
    >
      {fact === 'FUNDS' && (
        <>
          <MoneyInput
            name="amount"
            label={says.amount}
            required
            error={sending.errorOf('amountCents')}
            onCents={setAmount}
          />
          <OneOf
            label={says.source}
            name="source"
            names={says.sources}
            value={source}
            onChange={(chosen) => chosen && setSource(chosen)}
          />
        </>
      )}
      {FIELDS[fact].map((name) => (
        <Field key={name} name={name} sending={sending} />
      ))}
      {onPage ? (
        <p className="second">{says.onPage}</p>
      ) : (
        <PapersField error={sending.errorOf('documentIds')} />
      )}
    </MoveDialog>
  );
}

function Field({ name, sending }: { name: (typeof FIELDS)[Fact][number]; sending: Move<Given> }) {
  const shared = { name, label: says[name], withAsterisk: false, error: sending.errorOf(name) };
  if (name === 'authority') return <Textarea {...shared} required rows={3} maxLength={1_000} />;
  return (
    <TextInput
      {...shared}
      required={name !== 'usdot'}
      type={name === 'datedOn' ? 'date' : 'text'}
      inputMode={name === 'usdot' ? 'numeric' : undefined}
      maxLength={name === 'role' ? 100 : 200}
    />
  );
}
