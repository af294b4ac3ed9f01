/** Packs a Word document so that the same content gives the same bytes: no clock, no chance. */
import { Document, type ICommentOptions, type ISectionOptions, Packer } from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { FONT } from './docx-style.ts'

/** Word wants a date; this one says that none is meant. */
const FIXED = '2000-01-01T00:00:00Z'
/** The earliest date that a ZIP archive can tell. */
const ZIP_EPOCH = new Date('1980-01-01T00:00:00')

export async function docxFile(
  title: string,
  sections: readonly ISectionOptions[],
  comments: readonly ICommentOptions[] = []
): Promise<Uint8Array> {
  const document = new Document({
    title,
    // What says no size of its own (an empty line) is as high as the text.
    styles: { default: { document: { run: FONT.body } } },
    creator: '法程',
    lastModifiedBy: '法程',
    sections,
    features: { updateFields: false },
    ...(comments.length > 0 && { comments: { children: comments } })
  })
  const entries = unzipSync(new Uint8Array(await Packer.toArrayBuffer(document)))
  const core = entries['docProps/core.xml']
  if (core)
    entries['docProps/core.xml'] = strToU8(
      strFromU8(core).replaceAll(/(<dcterms:(?:created|modified)[^>]{0,200}>)[^<]{0,60}/g, `$1${FIXED}`)
    )
  return zipSync(entries, { mtime: ZIP_EPOCH, level: 6 })
}
