/** What a document is attached to, each leading to its page where it has one. */
import { Link } from '@tanstack/react-router';
import type { Paper } from '../api/papers';
import { documentWords } from '../words/documents';

const { attached: names, list } = documentWords;

type Subject = Paper['attachedTo'][number];

function One({ kind, id }: Subject) {
  if (kind === 'listing')
    return (
      <Link to="/listings/$id" params={{ id }}>
        {names.listing}
      </Link>
    );
  if (kind === 'transaction')
    return (
      <Link to="/deals/$id" params={{ id }}>
        {names.transaction}
      </Link>
    );
  if (kind === 'message') return <Link to="/messages">{names.message}</Link>;
  return names[kind];
}

export const AttachedTo = ({ subjects }: { subjects: readonly Subject[] }) =>
  subjects.length === 0 ? (
    <span className="second">{list.nothing}</span>
  ) : (
    <span className="row">
      {subjects.map((subject) => (
        <span key={`${subject.kind}:${subject.id}`}>
          <One {...subject} />
        </span>
      ))}
    </span>
  );
