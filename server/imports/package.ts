/**
 * An offline review package: one HTML file with the redline, the means to give opinions, and a manifest that says which version it shows. The
 * manifest is signed with a key of this house, so that an answer to another package, or to a changed one, is refused.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { documentKinds } from '../../schema/documents.ts'
import { Problem } from '../../schema/problems.ts'
import type { ReviewManifest } from '../../schema/review-packages.ts'
import { readBill } from '../bills/read.ts'
import { compareVersions } from '../drafts/compare.ts'
import { readDocument, readDocumentVersion } from '../drafts/documents.ts'
import { redlineFile } from '../formats/redline-html.tsx'
import { reveal } from '../law/hidden.ts'
import { compare, oneStep, type Passage, parse, passages } from '../law/index.ts'
import { demandRole } from '../people/permissions.ts'
import { canonicalJson } from '../store/events.ts'
import type { Actor, Services } from '../store/services.ts'

/** What a USB stick and a mailbox of an office take without a word. */
const MAX_PACKAGE = 2 * 1024 * 1024

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The key of the house's packages, made from the secret that also signs sessions. */
export const packageKey = (secret: string): string => createHmac('sha256', secret).update('facheng review package').digest('hex')

export const signatureOf = (key: string, manifest: ReviewManifest): string =>
  createHmac('sha256', key).update(canonicalJson(manifest)).digest('hex')

export const isSigned = (key: string, manifest: ReviewManifest, signature: string): boolean =>
  timingSafeEqual(Buffer.from(signatureOf(key, manifest), 'hex'), Buffer.from(signature, 'hex'))

/** The words of all articles as a reader sees them, without blanks: what a package measures of itself. */
export const contentHash = (all: readonly Passage[]): string =>
  sha256(
    all
      .filter(({ unit }) => unit === 'article')
      .map(({ label, text }) =>
        `${label}${reveal(text)
          .map(part => (part.hidden === null ? part.text : ''))
          .join('')}`.replaceAll(/\s/g, '')
      )
      .join('\n')
  )

interface Wish {
  readonly document: string
  readonly from: number | null
  readonly to: number | null
}

/** @param script the program inside the package @throws {Problem} `forbidden`, `not-found`, `too-large` */
export async function reviewPackage(services: Services, actor: Actor, key: string, { document: id, from, to }: Wish, script: string) {
  demandRole(actor, 'staff')
  const document = await readDocument(services, id)
  const seq = to ?? document.newest
  if (seq === null) throw new Problem('not-found', { detail: '这份材料还没有文本，请先保存一个版本。' })
  const version = await readDocumentVersion(services, id, seq)
  const law = parse(version.text)
  const first = from ?? version.parent
  const compared = first === null ? compare(law, law) : (await compareVersions(services, id, first, seq)).compared
  const { title } = await readBill(services, document.bill)
  const manifest: ReviewManifest = {
    id: services.newId(),
    bill: document.bill,
    title,
    document: id,
    version: seq,
    sha256: version.sha256,
    content: contentHash(passages(law)),
    issuedAt: services.now().toISOString()
  }
  const name = (one: number) => (one === seq && version.name ? documentKinds[version.name] : `第${one}版`)
  const page = redlineFile(
    { entries: oneStep(compared), names: first === null ? [name(seq)] : [name(first), name(seq)] },
    law.title || title
  )
  const html = withScript(page, { manifest, signature: signatureOf(key, manifest) }, script)
  if (Buffer.byteLength(html) > MAX_PACKAGE) throw new Problem('too-large', { detail: '评审包超过 2 MB，请改用 Word 文件征求意见。' })
  return { html, fileName: `${law.title || title}评审包.html` }
}

const STYLE = `
.fc-package{position:sticky;bottom:0;display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;background:var(--paper);border-top:2px solid var(--ink);padding:.5rem 0;margin-top:1rem}
.fc-package p{flex:1 1 14rem}.fc-package input,#say textarea{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--ink3);border-radius:3px;padding:.3rem .5rem}
#say{display:grid;gap:.5rem;max-width:44rem;margin:.5rem 0;padding:.5rem 0 .5rem .75rem;border-left:3px solid var(--accent);justify-items:start}#say textarea{width:100%}
button{font:inherit;min-height:1.75rem;color:var(--accent);background:none;border:1px solid var(--ink3);border-radius:3px;padding:.1rem .6rem;cursor:pointer}
button.fc-main{background:var(--accent);border-color:var(--accent);color:var(--paper)}
.fc-said p{max-width:44rem;margin:.25rem 0;padding-left:.75rem;border-left:3px solid var(--amber)}.fc-changed{color:var(--paper);background:#a8231c;padding:.5rem 1rem;margin-bottom:1rem}
@media print{.fc-package,button,#say{display:none}}
`.trim()

/** Nothing but this one script runs in a package, and nothing is fetched. */
function withScript(page: string, data: object, script: string): string {
  const program = script.replaceAll('</script', '<\\/script').replace(/\n\/\/# sourceMappingURL=[^\n]{0,300}\n?$/, '')
  const hash = createHash('sha256').update(program).digest('base64')
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; form-action 'none'; base-uri 'none'`
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  const head = `<meta http-equiv="content-security-policy" content="${policy}"><style>${STYLE}</style></head>`
  const body = `<script type="application/json" id="package">${json}</script><script type="module">${program}</script></body>`
  return page.replace('</head>', () => head).replace('</body>', () => body)
}
