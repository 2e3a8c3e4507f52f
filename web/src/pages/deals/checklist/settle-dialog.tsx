/** Settles an item of the checklist: with a paper uploaded now or before, or as one that does not apply. */
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type DocumentType, settleItem, uploadPaper } from '../../../api/deal-acts';
import { type ChecklistItem, type Deal, dealDocumentsQuery } from '../../../api/deals';
import { useDocumentKinds } from '../../../app/use-document-kinds';
import { useMove } from '../../../app/use-move';
import { FileField } from '../../../ui/file-field';
import { MoveDialog } from '../../../ui/move-dialog';
import { words } from '../../../words';
import { dealWords } from '../../../words/deals';
import { typeOfItem } from './checklist.rules';

const { checklist: says } = dealWords;
const TYPES = Object.entries(words.codes.documentType).map(([value, label]) => ({ value, label }));

interface Props {
  deal: Deal;
  item: ChecklistItem;
  onClose(): void;
}

interface Typed {
  applies: boolean;
  file: File | null;
  type: DocumentType;
  earlier: string;
  evidence: string;
  note: string;
}

export function SettleDialog({ deal, item, onClose }: Props) {
  const [typed, setTyped] = useState<Typed>(() => ({
    applies: true,
    file: null,
    type: typeOfItem(item.code),
    earlier: '',
    evidence: '',
    note: '',
  }));
  const type = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }));
  const move = useMove((input: Typed) => settle(deal.id, item.id, input), {
    changes: [['deal', deal.id]],
    onDone: onClose,
  });
  const { applies, file, earlier } = typed;
  return (
    <MoveDialog
      title={item.title}
      opened
      onClose={onClose}
      submit={applies ? says.markDone : says.notApplicable}
      move={move}
      disabled={applies && item.evidenceRequired && file === null && earlier === ''}
      onSubmit={() => move.act(typed)}
    >
      <p className="second">{item.source}</p>
      {item.conditional && (
        <Checkbox
          label={says.notApplicable}
          checked={!applies}
          onChange={({ currentTarget: { checked } }) => type({ applies: !checked })}
        />
      )}
      {applies && <Evidence dealId={deal.id} typed={typed} type={type} errorOf={move.errorOf} />}
      <Textarea
        label={applies ? says.remark : says.whyNot}
        rows={2}
        required={!applies}
        withAsterisk={false}
        value={typed.note}
        error={move.errorOf('note')}
        onChange={({ currentTarget: { value } }) => type({ note: value })}
      />
    </MoveDialog>
  );
}

interface EvidenceProps {
  dealId: string;
  typed: Typed;
  type(part: Partial<Typed>): void;
  errorOf(field: string): string | undefined;
}

function Evidence({ dealId, typed, type, errorOf }: EvidenceProps) {
  const papers = useInfiniteQuery(dealDocumentsQuery(dealId));
  const kinds = useDocumentKinds();
  const own = papers.data?.pages.flatMap(({ data }) => data).filter(({ mine }) => mine) ?? [];
  return (
    <>
      <FileField
        label={says.file}
        description={says.fileHint(kinds)}
        file={typed.file}
        error={errorOf('file') ?? errorOf('documentIds')}
        onFile={(file) => type({ file })}
      />
      {typed.file && (
        <NativeSelect
          label={says.type}
          data={TYPES}
          value={typed.type}
          onChange={({ currentTarget: { value } }) => type({ type: value as DocumentType })}
        />
      )}
      {own.length > 0 && (
        <NativeSelect
          label={says.earlier}
          description={says.earlierHint}
          data={[
            { value: '', label: says.none },
            ...own.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          value={typed.earlier}
          onChange={({ currentTarget: { value } }) => type({ earlier: value })}
        />
      )}
      <TextInput
        label={says.words}
        value={typed.evidence}
        error={errorOf('evidence')}
        onChange={({ currentTarget: { value } }) => type({ evidence: value })}
      />
    </>
  );
}

/** Uploaded first: an item names documents that are there. */
async function settle(dealId: string, itemId: string, typed: Typed): Promise<void> {
  const { applies, file, earlier } = typed;
  const uploaded = applies && file ? [(await uploadPaper(dealId, file, typed.type)).data.id] : [];
  await settleItem(dealId, {
    itemId,
    status: applies ? 'DONE' : 'NOT_APPLICABLE',
    documentIds: applies ? [...uploaded, ...(earlier === '' ? [] : [earlier])] : [],
    evidence: applies && typed.evidence !== '' ? typed.evidence : null,
    note: typed.note === '' ? null : typed.note,
  });
}
