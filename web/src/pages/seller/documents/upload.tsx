/** Hands a document in for the listing, and shows how far it has come. */
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { configQuery } from '../../../api/queries';
import { type DocumentType, uploadDocument } from '../../../api/upload';
import { useMove } from '../../../app/use-move';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { words } from '../../../words';
import { paperWords as says } from '../../../words/seller';
import { OneOf } from '../choices';
import classes from '../seller.module.css';

interface Given {
  file: File;
  title: string;
}

const KINDS = 'application/pdf,image/jpeg,image/png,image/webp,image/heic';

export function Upload({ listingId }: { listingId: string }) {
  const config = useQuery(configQuery);
  const [type, setType] = useState<DocumentType>('INSURANCE');
  const [share, setShare] = useState(0);
  const [done, setDone] = useState<{ said: string | null; count: number }>({ said: null, count: 0 });
  const [missing, setMissing] = useState(false);
  const uploading = useMove(
    ({ file, title }: Given) => uploadDocument({ file, type, listingId, title }, setShare),
    {
      changes: [['listing', listingId, 'documents']],
      onDone: ({ message }) => setDone(({ count }) => ({ said: message ?? null, count: count + 1 })),
    },
  );
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get('file');
    const chosen = file instanceof File && file.size > 0 ? file : null;
    setMissing(chosen === null);
    setShare(0);
    if (chosen) uploading.act({ file: chosen, title: formText(event.currentTarget, 'title') });
  };
  const percent = Math.round(share * 100);
  return (
    // What was handed in leaves an empty form.
    <form key={done.count} className="card stack-form" onSubmit={send}>
      <h2>{says.add}</h2>
      <div className={classes.pair}>
        <OneOf
          label={says.type}
          name="type"
          names={words.codes.documentType}
          value={type}
          error={uploading.errorOf('type')}
          onChange={(chosen) => chosen && setType(chosen)}
        />
        <TextInput name="title" label={says.title} maxLength={120} error={uploading.errorOf('title')} />
      </div>
      <label className={classes.file}>
        <strong>{says.file}</strong>
        <span className="note">{says.fileHint(config.data?.documentMaxMb)}</span>
        <input type="file" name="file" accept={KINDS} />
      </label>
      {missing && <FormProblem>{says.chooseFirst}</FormProblem>}
      <FormProblem>{uploading.problem ?? uploading.errorOf('file') ?? null}</FormProblem>
      {uploading.busy && (
        <div>
          <progress className={classes.progress} max={100} value={percent} aria-label={says.upload} />
          <p className="note">{says.progress(`${percent}%`)}</p>
        </div>
      )}
      {done.said && !uploading.busy && <p role="status">{done.said}</p>}
      <div>
        <Button type="submit" loading={uploading.busy}>
          {says.upload}
        </Button>
      </div>
    </form>
  );
}
