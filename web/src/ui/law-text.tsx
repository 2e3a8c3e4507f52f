/** A source, with the rules of law in it as links to where they can be read. */
import { lawParts } from '../format/law';

export const LawText = ({ children }: { children: string }) =>
  lawParts(children).map(({ text, url }, place) =>
    url ? (
      <a key={place} href={url} target="_blank" rel="noreferrer">
        {text}
      </a>
    ) : (
      text
    ),
  );
