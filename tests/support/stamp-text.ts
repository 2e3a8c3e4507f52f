/** Reads the words of stamps: what was laid over the pages of somebody else's paper. */
import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { lettersIn, shownIn } from './pdf-text';

/** Of each page; the letters by the fonts of the stamp itself. */
export async function stampedTexts(pdf: Buffer): Promise<string[]> {
  const document = await PDFDocument.load(pdf);
  const textOf = (stream: PDFRawStream): string =>
    Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
  const entriesOf = (of: PDFDict | undefined, name: string) =>
    (of?.lookupMaybe(PDFName.of(name), PDFDict)?.entries() ?? []).map(
      ([key, value]) => [key.decodeText(), document.context.lookup(value)] as const,
    );
  return document.getPages().map((page) => {
    return entriesOf(page.node.Resources(), 'XObject')
      .map(([, form]) => {
        if (!(form instanceof PDFRawStream)) return '';
        const fonts = new Map<string, string[]>();
        for (const [name, font] of entriesOf(
          form.dict.lookupMaybe(PDFName.of('Resources'), PDFDict),
          'Font',
        )) {
          const letters = font instanceof PDFDict ? font.lookup(PDFName.of('ToUnicode')) : undefined;
          if (letters instanceof PDFRawStream) fonts.set(name, lettersIn(textOf(letters)));
        }
        return shownIn(textOf(form), fonts);
      })
      .join('\n');
  });
}
