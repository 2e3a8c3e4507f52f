/**
 * Documents that go with what is being written. Each is uploaded as it is chosen, so that what is sent names what is
 * there already, and sending it a second time sends the same.
 */
import { Button } from '@mantine/core';
import { Paperclip, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { deletePaper } from '../api/papers';
import { uploadDocument } from '../api/upload';
import { FormProblem } from '../ui/form-problem';
import { documentWords } from '../words/documents';
import classes from './attach.module.css';
import { PaperLink } from './paper-link';
import { useDocumentKinds } from './use-document-kinds';
import { useMove } from './use-move';

const { attach: says } = documentWords;

/** As many as the interface takes with one message or statement. */
const MOST = 20;
const KINDS = '.pdf,.jpg,.jpeg,.png,.webp,.heic,.docx,.xlsx,.csv,.txt';

interface Attached {
  id: string;
  title: string;
}

export interface Attachments {
  attached: readonly Attached[];
  ids: string[];
  busy: boolean;
  /** Of the one that is being uploaded, from 0 to 1. */
  share: number;
  problem: string | null;
  add(file: File): void;
  remove(id: string): void;
  /** They went out: the next text begins with none. */
  clear(): void;
}

export function useAttachments(): Attachments {
  const [attached, setAttached] = useState<readonly Attached[]>([]);
  const [share, setShare] = useState(0);
  const [held, setHeld] = useState<string | null>(null);
  const move = useMove((file: File) => uploadDocument({ file, type: 'OTHER' }, setShare), {
    onDone: ({ data: { id, title, status }, message }) => {
      // Nobody can open what is in quarantine, so it cannot go with anything.
      if (status === 'AVAILABLE') setAttached((before) => [...before, { id, title }]);
      else setHeld(message ?? null);
    },
  });
  return {
    attached,
    ids: attached.map(({ id }) => id),
    busy: move.busy,
    share,
    problem: held ?? move.problem ?? move.errorOf('file') ?? null,
    add(file) {
      setShare(0);
      setHeld(null);
      move.act(file);
    },
    remove(id) {
      setAttached((before) => before.filter((each) => each.id !== id));
      // It was uploaded for this alone; where deleting fails it stays among one's own documents.
      void deletePaper(id).catch(() => undefined);
    },
    clear: () => setAttached([]),
  };
}

export function Attach({ list }: { list: Attachments }) {
  const input = useRef<HTMLInputElement>(null);
  const { attached, busy, share } = list;
  const kinds = useDocumentKinds();
  const isFull = attached.length >= MOST;
  return (
    <div className="stack-tight">
      {attached.length > 0 && (
        <ul className={classes.list} aria-label={says.list}>
          {attached.map(({ id, title }) => (
            <li key={id} className={classes.one}>
              <span>{title}</span>
              <button
                type="button"
                className={classes.remove}
                aria-label={says.remove(title)}
                onClick={() => list.remove(id)}
              >
                <X size={16} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <FormProblem>{list.problem}</FormProblem>
      {busy && (
        <p className="note" role="status">
          {says.progress(`${Math.round(share * 100)}%`)}
        </p>
      )}
      <div className="row">
        <input
          ref={input}
          type="file"
          className={classes.input}
          accept={KINDS}
          aria-label={says.add}
          tabIndex={-1}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.item(0);
            if (file) list.add(file);
            // The same file can be chosen again after it was removed.
            currentTarget.value = '';
          }}
        />
        <Button
          variant="default"
          disabled={isFull}
          loading={busy}
          leftSection={<Paperclip size={16} aria-hidden="true" />}
          onClick={() => input.current?.click()}
        >
          {says.add}
        </Button>
        <span className="note">{isFull ? says.most(MOST) : says.hint(kinds)}</span>
      </div>
    </div>
  );
}

interface HandedProps {
  documents: readonly { id: string; title: string }[];
}

/** What came with it, each opened by a press. */
export const Handed = ({ documents }: HandedProps) =>
  documents.length === 0 ? null : (
    <ul className={classes.handed} aria-label={says.withIt}>
      {documents.map(({ id, title }) => (
        <li key={id}>
          <Paperclip size={14} aria-hidden="true" /> <PaperLink id={id} title={title} />
        </li>
      ))}
    </ul>
  );
