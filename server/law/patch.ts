/** The difference of two texts as a unified diff that GNU `patch` and `git apply` turn into the new text, byte for byte. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY, formatPatch, type StructuredPatchHunk } from 'diff'

/** Beyond so many changed lines the whole text is replaced in one hunk: the search for the least diff grows with their square (1 s). */
const MAX_EDITED_LINES = 1_500

/**
 * @param oldName, newName names for the header; patch programs take them for paths
 * @returns '' for equal texts
 */
export function patch(oldText: string, newText: string, oldName: string, newName: string): string {
  if (oldText === newText) return ''
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY, maxEditLength: MAX_EDITED_LINES }
  const found = createTwoFilesPatch(oldName, newName, oldText, newText, undefined, undefined, options)
  return (
    found ??
    formatPatch({ oldFileName: oldName, newFileName: newName, ...NO_HEADERS, hunks: [wholeHunk(oldText, newText)] }, FILE_HEADERS_ONLY)
  )
}

const NO_HEADERS = { oldHeader: undefined, newHeader: undefined }

function wholeHunk(oldText: string, newText: string): StructuredPatchHunk {
  const [old, next] = [lines(oldText), lines(newText)]
  const side = (sign: string, texts: readonly string[]) =>
    texts.flatMap(text => (text.endsWith('\n') ? [`${sign}${text.slice(0, -1)}`] : [`${sign}${text}`, '\\ No newline at end of file']))
  return { oldStart: 1, oldLines: old.length, newStart: 1, newLines: next.length, lines: [...side('-', old), ...side('+', next)] }
}

/** Lines with their line feeds; what stands after the last one is a line too. */
const lines = (text: string): string[] => text.split(/(?<=\n)/).filter(line => line !== '')
