/** Who has read a document of the listing, over the list. */
import type { Paper } from '../../../api/papers';
import { DocumentReadings } from '../../../app/document-readings';
import { Dialog } from '../../../ui/dialog';
import { words } from '../../../words';
import { documentWords } from '../../../words/documents';

export const Readings = ({ paper, onClose }: { paper: Paper; onClose(): void }) => (
  <Dialog title={documentWords.readings.title} closeLabel={words.common.close} opened onClose={onClose}>
    <div className="stack-form">
      <p>{paper.title}</p>
      <DocumentReadings id={paper.id} />
    </div>
  </Dialog>
);
