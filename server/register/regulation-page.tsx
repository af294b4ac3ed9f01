/** One regulation: the text that holds on a day, marked as what it is; its history; articles with days of their own; what it stands beside. */
import type { RegulationText, RegulationView, TextAsOf } from '../../schema/regulations.ts'
import { RANK_TITLES } from '../../schema/regulations.ts'
import { TextOf } from '../drafts/text-of.tsx'
import type { TextLink } from '../formats/law-html.tsx'
import { Head } from '../web/components/lists.tsx'
import { WhoLine } from '../web/components/who-line.tsx'
import { dateInWords } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'
import { StatusLamp } from './register-page.tsx'

interface RegulationProps {
  readonly frame: Frame
  readonly regulation: RegulationView
  readonly text: TextAsOf
  /** Where the references of the text lead. */
  readonly links: readonly TextLink[]
  readonly mayWrite: boolean
}

const KINDS = { enact: '制定', revision: '修订', partialAmendment: '修正' } as const
const STATES = { current: '现行', amended: '已被修改', notYet: '尚未施行' } as const
const optionalDate = (date: string | null): string | null => (date === null ? null : dateInWords(date))

export const RegulationPage = ({ frame, regulation, text, links, mayWrite }: RegulationProps) => (
  <Page frame={frame} title={regulation.title} current="ledger" reading>
    <Head
      crumb={[regulation.own ? ['在册法规', '/regulations'] : ['法律法规库', '/regulations?own=false'], [regulation.title, null]]}
      title={regulation.title}
      meta={[RANK_TITLES[regulation.rank], regulation.maker, regulation.number].filter(Boolean).join('　')}
    >
      <StatusLamp status={regulation.status} />
      <form method="get" action={`/regulations/${regulation.id}`} class="fc-period">
        <input class="form-control" type="date" name="on" value={text.on} aria-label="看哪一天的文本" required />
        <button class="btn" type="submit">
          看这一天的文本
        </button>
      </form>
      {regulation.bill === null ? (
        ''
      ) : (
        <a class="btn fc-link" href={`/bills/${regulation.bill}`}>
          法规案
        </a>
      )}
      {regulation.texts.length > 1 ? (
        <a class="btn fc-link" href={`/regulations/${regulation.id}/impact`}>
          触及的法规
        </a>
      ) : (
        ''
      )}
      {mayWrite ? (
        <a class="btn" href={`/regulations/${regulation.id}/change`}>
          修改
        </a>
      ) : (
        ''
      )}
    </Head>
    <WhoLine
      facts={[
        ['通过', optionalDate(regulation.passedOn)],
        ['批准', optionalDate(regulation.approvedOn)],
        ['公布', optionalDate(regulation.promulgatedOn)],
        ['施行', optionalDate(regulation.effectiveOn)],
        ['失效', optionalDate(regulation.lapsesOn)],
        ['废止', regulation.repealedOn === null ? null : `${dateInWords(regulation.repealedOn)}　${regulation.repealedBy ?? ''}`]
      ]}
    />
    <div class="fc-two">
      <section class="fc-sec" aria-labelledby="text">
        <h2 id="text">
          <span safe>{`${dateInWords(text.on)}的文本`}</span>{' '}
          <span class="fc-meta">{text.authentic ? '标准文本' : '整理文本，仅供查阅，以公报刊登的标准文本和修改决定为准'}</span>
        </h2>
        {text.status === 'inForce' ? '' : <p class="fc-notice" safe>{`这一天${NOT_IN_FORCE[text.status]}。`}</p>}
        {text.notInForce.length > 0 ? (
          <p
            class="fc-notice"
            safe
          >{`这一天不施行的条文：${text.notInForce.map(({ article, reason }) => `${article}（${reason}）`).join('、')}`}</p>
        ) : (
          ''
        )}
        <TextOf document={{ kind: 'draft' }} text={text.text} links={links} />
      </section>
      <aside aria-label="沿革和关联">
        <History frame={frame} regulation={regulation} shown={text.seq} />
        <Terms frame={frame} regulation={regulation} mayWrite={mayWrite} />
        <Related id="superiors" title="文本提到的法律、法规" rows={regulation.superiors} />
        <Related id="citedBy" title="提到它的法规" rows={regulation.citedBy} />
      </aside>
    </div>
  </Page>
)

const NOT_IN_FORCE = { notYetInForce: '尚未施行', repealed: '已经废止', lapsed: '已经失效' } as const

const History = ({ frame, regulation: { id, texts }, shown }: { frame: Frame; regulation: RegulationView; shown: number }) => (
  <section class="fc-sec" aria-labelledby="history">
    <h2 id="history">沿革</h2>
    <ul class="fc-list">
      {texts.toReversed().map(text => (
        <li>
          <a href={`/regulations/${id}?on=${dayOf(text, frame.today)}`} aria-current={text.seq === shown ? 'true' : undefined} safe>
            {`${KINDS[text.kind]}　${text.effectiveOn ?? text.promulgatedOn ?? '日期不详'}`}
          </a>
          <small class="fc-meta" safe>
            {`${STATES[text.state]}　${text.authentic ? '标准文本' : '整理文本'}　${text.basis}`}
          </small>
        </li>
      ))}
    </ul>
  </section>
)

const dayOf = ({ effectiveOn, promulgatedOn }: RegulationText, today: string): string => effectiveOn ?? promulgatedOn ?? today

const Terms = ({ frame, regulation: { id, terms }, mayWrite }: { frame: Frame; regulation: RegulationView; mayWrite: boolean }) =>
  terms.length === 0 ? (
    ''
  ) : (
    <section class="fc-sec" aria-labelledby="terms">
      <h2 id="terms">另有日期的条文</h2>
      <ul class="fc-list">
        {terms.map(({ id: term, article, effectiveOn, lapsesOn, note }) => (
          <li>
            <span
              safe
            >{`${article}${effectiveOn === null ? '' : `　自 ${effectiveOn} 起施行`}${lapsesOn === null ? '' : `　自 ${lapsesOn} 起失效`}`}</span>
            <small class="fc-meta" safe>
              {note ?? ''}
            </small>
            {mayWrite ? (
              <form method="post" action={`/regulations/${id}/change`}>
                <Csrf frame={frame} />
                <input type="hidden" name="form" value="removeTerm" />
                <input type="hidden" name="term" value={term} />
                <button class="btn btn-sm fc-link" type="submit" aria-label={`取消：${article}的日期`}>
                  取消
                </button>
              </form>
            ) : (
              ''
            )}
          </li>
        ))}
      </ul>
    </section>
  )

const Related = ({ id, title, rows }: { id: string; title: string; rows: RegulationView['superiors'] }) => (
  <section class="fc-sec" aria-labelledby={id}>
    <h2 id={id} safe>
      {title}
    </h2>
    {rows.length === 0 ? <p class="fc-meta">没有。</p> : ''}
    <ul class="fc-list">
      {rows.map(row => (
        <li>
          {row.id === null ? (
            <span safe>{`《${row.title}》`}</span>
          ) : (
            <a href={`/regulations/${row.id}`} safe>
              {`《${row.title}》`}
            </a>
          )}
          {row.status === null ? '' : <StatusLamp status={row.status} />}
          <small class="fc-meta" safe>
            {row.articles.join('、')}
          </small>
        </li>
      ))}
    </ul>
  </section>
)
