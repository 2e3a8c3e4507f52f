/** Uploads a new version of a document: the file alone, as it stays what it is and where it belongs. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { QueryKey } from '@tanstack/react-query';
import { uploadVersion } from '../api/upload';
import { FileField } from '../ui/file-field';
import { MoveDialog } from '../ui/move-dialog';
import { documentWords } from '../words/documents';
import { useDocumentKinds } from './use-document-kinds';
import { useMove } from './use-move';

const { attach, versions: says } = documentWords;

interface Props {
  paper: { id: string; title: string };
  /** What is read anew: beginnings of keys. */
  changes: readonly QueryKey[];
  /** The new one has an id of its own; `message`: what the server said of it. */
  onDone?(id: string): void;
}

export function NewVersion({ paper, changes, onDone }: Props) {
  const [opened, setOpened] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const [said, setSaid] = useState<string | null>(null);
  const kinds = useDocumentKinds();
  const close = () => {
    setOpened(false);
    setFile(null);
  };
  const move = useMove((chosen: File) => uploadVersion(paper.id, chosen, setShare), {
    changes,
    onDone: ({ data, message }) => {
      setSaid(message ?? null);
      close();
      onDone?.(data.id);
    },
  });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={says.addOf(paper.title)}
        onClick={() => {
          setShare(0);
          setOpened(true);
        }}
      >
        {says.add}
      </Button>
      {said && (
        <span className="note" role="status">
          {said}
        </span>
      )}
      <MoveDialog
        title={says.add}
        opened={opened}
        onClose={close}
        submit={says.upload}
        move={move}
        disabled={file === null}
        onSubmit={() => file && move.act(file)}
      >
        <p>{paper.title}</p>
        <p className="second">{says.note}</p>
        <FileField
          label={says.file}
          description={says.fileHint(kinds)}
          file={file}
          error={move.errorOf('file')}
          onFile={setFile}
        />
        {move.busy && (
          <p className="note" role="status">
            {attach.progress(`${Math.round(share * 100)}%`)}
          </p>
        )}
      </MoveDialog>
    </>
  );
}
