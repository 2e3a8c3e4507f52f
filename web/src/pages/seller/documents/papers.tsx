/** The documents as a table, each with what can be done with it. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { deletePaper, linkPaper, type Paper } from '../../../api/papers';
import { NewVersion } from '../../../app/new-version';
import { PaperState } from '../../../app/paper-state';
import { useMove } from '../../../app/use-move';
import { fileSize } from '../../../format/file-size';
import { DataTable } from '../../../ui/data-table';
import { FormProblem } from '../../../ui/form-problem';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { words } from '../../../words';
import { documentWords } from '../../../words/documents';
import { paperWords as says } from '../../../words/seller';
import { Readings } from './readings';

const { codes } = words;

interface Asked {
  paper: Paper;
  about: 'readings' | 'delete';
}

export function Papers({ listingId, papers }: { listingId: string; papers: readonly Paper[] }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  // The link is good for a minute and once: it opens at once, in this window, as a download.
  const opening = useMove((id: string) => linkPaper(id), { onDone: ({ data }) => location.assign(data.url) });
  const deleting = useMove((id: string) => deletePaper(id), {
    changes: [['listing', listingId, 'documents']],
    onDone: close,
  });
  const act = (label: string, title: string, onClick: () => void) => (
    <Button size="compact-sm" variant="default" aria-label={says.of(label, title)} onClick={onClick}>
      {label}
    </Button>
  );
  return (
    <>
      <FormProblem>{opening.problem}</FormProblem>
      <DataTable
        caption={says.caption}
        columns={[
          {
            name: says.document,
            cell: ({ id, title, type, fileVersion }) => (
              <span>
                <Link to="/documents/$id" params={{ id }}>
                  {title}
                </Link>
                <br />
                <span className="note">
                  {codes.documentType[type]}
                  {fileVersion > 1 && ` · ${documentWords.versions.number(fileVersion)}`}
                </span>
              </span>
            ),
          },
          { name: says.size, figure: true, cell: ({ sizeBytes }) => fileSize(sizeBytes) },
          { name: says.uploaded, cell: ({ uploadedAt }) => <Moment at={uploadedAt} day /> },
          { name: says.state, cell: (paper) => <PaperState paper={paper} /> },
          {
            name: says.acts,
            cell: (paper) => (
              <span className="row">
                {paper.status === 'AVAILABLE' && act(says.open, paper.title, () => opening.act(paper.id))}
                {act(says.readings, paper.title, () => setAsked({ paper, about: 'readings' }))}
                {paper.mine && <NewVersion paper={paper} changes={[['listing', listingId, 'documents']]} />}
                {paper.mine && act(says.delete, paper.title, () => setAsked({ paper, about: 'delete' }))}
              </span>
            ),
          },
        ]}
        rows={papers}
        keyOf={({ id }) => id}
      />
      {asked?.about === 'readings' && <Readings paper={asked.paper} onClose={close} />}
      <MoveDialog
        title={says.delete}
        opened={asked?.about === 'delete'}
        onClose={close}
        submit={says.delete}
        grave
        move={deleting}
        onSubmit={() => asked && deleting.act(asked.paper.id)}
      >
        <p>{asked?.paper.title}</p>
        <p className="second">{says.deleteNote}</p>
      </MoveDialog>
    </>
  );
}
