/** The purchase agreement: to read, to sign by one's name, to keep as a PDF, and to bring one of one's own. */
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bringAgreement, drawUpAgreement, signAgreement } from '../../../api/deal-acts';
import { type Agreement, agreementQuery, type Deal, type MoveName } from '../../../api/deals';
import { asProblem } from '../../../api/problem';
import { useDocumentKinds } from '../../../app/use-document-kinds';
import { useMove } from '../../../app/use-move';
import { shortMoment } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { FileField } from '../../../ui/file-field';
import { MoveDialog } from '../../../ui/move-dialog';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { dealWords } from '../../../words/deals';
import { FileButton } from '../../../app/file-button';
import { Signatures } from './signatures';
import classes from './terms.module.css';
import { isSameName } from './terms.rules';

const { terms: says } = dealWords;

type Moves = ReadonlySet<MoveName>;

export function AgreementPart({ deal, mayMake }: { deal: Deal; mayMake: Moves }) {
  // Before money nothing is drawn up: to ask would only be refused.
  const isThere = deal.money.inCents > 0;
  const agreement = useQuery({ ...agreementQuery(deal.id), enabled: isThere });
  return (
    <section className="card stack-tight">
      <h2>{says.agreement}</h2>
      {!isThere && <p className="second">{says.agreementNotYet}</p>}
      {isThere && agreement.isPending && <Skeleton heights={[22, 320]} />}
      {agreement.isError && (
        <ProblemNote problem={asProblem(agreement.error)} onRetry={() => void agreement.refetch()} />
      )}
      {agreement.data && <Read deal={deal} agreement={agreement.data} mayMake={mayMake} />}
    </section>
  );
}

const signedBy = (signature: Agreement['signatures']['buyer']): string | null =>
  signature && `${shortMoment(signature.signedAt)}, ${says.signedAs(signature.typedName)}`;

function Read({ deal, agreement, mayMake }: { deal: Deal; agreement: Agreement; mayMake: Moves }) {
  const { title, notice, blocks, own, signatures, signedByBoth, version } = agreement;
  return (
    <>
      <div className="row">
        <p className={classes.strong}>{title}</p>
        <Chip>{says.version(version)}</Chip>
        {own && <Chip tone="info">{says.agreementBrought[own.broughtBy]}</Chip>}
        {signedByBoth && <Chip tone="ok">{says.agreementBinding}</Chip>}
      </div>
      <p className="second">{notice}</p>
      {own ? (
        <div>
          <FileButton
            path={`/transactions/${deal.id}/agreement?format=original`}
            name={own.fileName}
            label={says.agreementOriginal}
          />
        </div>
      ) : (
        <div className={classes.paper} tabIndex={0} role="region" aria-label={title}>
          {blocks.map(({ kind, number, text }) =>
            kind === 'heading' ? (
              <h3 key={number}>
                {number} {text}
              </h3>
            ) : (
              <p key={number}>
                <span className="figure">{number}</span> {text}
              </p>
            ),
          )}
        </div>
      )}
      <p className="note">
        {says.agreementHash}: <code>{agreement.hash}</code>
      </p>
      <Signatures buyer={signedBy(signatures.buyer)} seller={signedBy(signatures.seller)} />
      <div className="row">
        {mayMake.has('SIGN_AGREEMENT') && <Sign deal={deal} hash={agreement.hash} />}
        <FileButton
          path={`/transactions/${deal.id}/agreement?format=pdf`}
          name={own ? says.agreementSignaturesFile : says.agreementFile}
          label={own ? says.agreementSignatures : says.agreementPdf}
        />
        {mayMake.has('USE_OWN_AGREEMENT') && <BringOwn deal={deal} version={version} />}
        {mayMake.has('DRAW_UP_AGREEMENT') && <DrawUp deal={deal} version={version} />}
      </div>
    </>
  );
}

const changesOf = (deal: Deal) => [['deal', deal.id]];

function BringOwn({ deal, version }: { deal: Deal; version: number }) {
  const [opened, setOpened] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const kinds = useDocumentKinds();
  const close = () => setOpened(false);
  const move = useMove((chosen: File, key) => bringAgreement(deal.id, chosen, version, key), {
    changes: changesOf(deal),
    onDone: close,
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {says.agreementOwn}
      </Button>
      <MoveDialog
        title={says.agreementOwn}
        opened={opened}
        onClose={close}
        submit={says.agreementOwn}
        move={move}
        disabled={file === null}
        onSubmit={() => file && move.act(file)}
      >
        <p>{says.agreementOwnText}</p>
        <FileField
          label={says.agreementOwnFile}
          description={dealWords.checklist.fileHint(kinds)}
          file={file}
          error={move.errorOf('file')}
          onFile={setFile}
        />
      </MoveDialog>
    </>
  );
}

function DrawUp({ deal, version }: { deal: Deal; version: number }) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const move = useMove((_: undefined, key) => drawUpAgreement(deal.id, version, key), {
    changes: changesOf(deal),
    onDone: close,
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {says.agreementDrawUp}
      </Button>
      <MoveDialog
        title={says.agreementDrawUp}
        opened={opened}
        onClose={close}
        submit={says.agreementDrawUp}
        move={move}
        onSubmit={() => move.act(undefined)}
      >
        <p>{says.agreementDrawUpText}</p>
      </MoveDialog>
    </>
  );
}

function Sign({ deal, hash }: { deal: Deal; hash: string }) {
  const [opened, setOpened] = useState(false);
  const [typedName, setTypedName] = useState('');
  const close = () => setOpened(false);
  const name = (deal.yourSide === 'BUYER' ? deal.buyer.contact : deal.seller.contact)?.name ?? '';
  const move = useMove(
    (input: { hash: string; typedName: string }, key) => signAgreement(deal.id, input, key),
    {
      changes: [['deal', deal.id]],
      onDone: close,
    },
  );
  return (
    <>
      <Button onClick={() => setOpened(true)}>{says.agreementSign}</Button>
      <MoveDialog
        title={says.agreementSign}
        opened={opened}
        onClose={close}
        submit={says.agreementSign}
        move={move}
        disabled={!isSameName(typedName, name)}
        onSubmit={() => move.act({ hash, typedName })}
      >
        <p>{deal.moves.open.find((each) => each.move === 'SIGN_AGREEMENT')?.effect}</p>
        <TextInput
          label={says.typedName}
          description={says.typedNameHint(name)}
          autoComplete="off"
          value={typedName}
          error={move.errorOf('typedName')}
          onChange={({ currentTarget: { value } }) => setTypedName(value)}
        />
      </MoveDialog>
    </>
  );
}
