/** How the text of a broadcast is set. */
import { paragraphsOf } from './paragraphs.rules';

test('an empty line begins a paragraph, and none is empty', () => {
  expect(paragraphsOf('The bank is closed\non Friday.\n\n  \nWires rest.\n')).toEqual([
    'The bank is closed on Friday.',
    'Wires rest.',
  ]);
  expect(paragraphsOf('  ')).toEqual([]);
});
