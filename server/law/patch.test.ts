import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { applyPatch } from 'diff'
import fc from 'fast-check'
import t from 'tap'
import { patch } from './patch.ts'

const cases: Record<string, readonly [string, string]> = {
  'a changed line': ['第一条 甲。\n第二条 乙。\n', '第一条 甲。\n第二条 丙。\n'],
  'CRLF line ends stay': ['第一条 甲。\r\n第二条 乙。\r\n', '第一条 甲。\r\n第二条 丙。\r\n'],
  'CRLF becomes LF': ['甲\r\n乙\r\n', '甲\n乙\n'],
  'no line end at the end': ['甲\n乙', '甲\n丙'],
  'a line end is added': ['甲', '甲\n'],
  'from nothing': ['', '甲\n'],
  'to nothing': ['甲\n', ''],
  'blanks, separators and lone carriage returns': ['　甲\u2028乙\u200b\n\f\n丙\r丁\n', '　甲\u2028乙\n\f\n丙\r戊\n'],
  'lines that look like a patch': ['--- a\n+++ b\n@@ -1 +1 @@\n', '--- a\n+++ c\n@@ -1 +1 @@\n']
}

t.test('a patch leads from the old text to the new one, byte for byte', t => {
  for (const [name, [old, next]] of Object.entries(cases)) t.equal(applyPatch(old, patch(old, next, 'a/草案.md', 'b/草案.md')), next, name)
  t.equal(patch('甲\n', '甲\n', 'a', 'b'), '', 'equal texts have no patch')
  fc.assert(
    fc.property(lines(), lines(), (old, next) => old === next || applyPatch(old, patch(old, next, 'a', 'b')) === next),
    { numRuns: 200 }
  )
  t.end()
})

t.test('texts with nothing in common are replaced in one hunk', t => {
  const text = (head: string) => Array.from({ length: 3_000 }, (_, at) => `${head}${at}`).join('\n')
  const found = patch(text('甲'), text('乙'), 'a', 'b')
  t.equal(found.match(/^@@/gm)?.length, 1)
  t.equal(applyPatch(text('甲'), found), text('乙'))
  t.end()
})

t.test('git apply accepts it', t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'facheng-patch-'))
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, '草案.md')
  for (const [name, [old, next]] of Object.entries(cases)) {
    // git takes a patch from or to nothing for one that makes or removes the file.
    if (old === '' || next === '') continue
    fs.writeFileSync(file, old)
    const git = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: patch(old, next, 'a/草案.md', 'b/草案.md') })
    if (git.error) t.comment('no git here')
    else t.equal(fs.readFileSync(file, 'utf8'), next, name)
  }
  t.end()
})

function lines(): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom('甲', '乙', '丙', '', '　', '\r', '-', '+', '\\'), { maxLength: 12 })
    .chain(parts => fc.constantFrom(parts.join('\n'), `${parts.join('\n')}\n`))
}
