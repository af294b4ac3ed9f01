/** 备案: our own regulations first (30 days), then normative documents under review, then the batches of 清理. */
import { type Cleanup, FILING_DOCUMENT_TITLES, FILING_DOCUMENTS, type Filing } from '../../schema/filing.ts'
import type { BillStanding } from '../bills/standing.ts'
import { RegisterTabs } from '../register/register-tabs.tsx'
import { ErrorSummary, TextArea, TextField } from '../web/components/fields.tsx'
import { DueLamp, Lamp } from '../web/components/lamp.tsx'
import { Empty, Head, Next, Scroll } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

interface FilingProps {
  readonly frame: Frame
  readonly filings: readonly Filing[]
  /** The address of the next page of filings. */
  readonly next: string | null
  readonly reviews: readonly BillStanding[]
  readonly cleanups: readonly Cleanup[]
  readonly mayWrite: boolean
}

export const FilingPage = ({ frame, filings, next, reviews, cleanups, mayWrite }: FilingProps) => (
  <Page frame={frame} title="备案" current="ledger">
    <Head title="备案" meta="本机关法规的报备，规范性文件的备案审查和清理">
      {mayWrite ? (
        <>
          <a class="btn" href="/cleanups/new">
            开始清理
          </a>
          <a class="btn btn-primary" href="/bills/new?workflow=normative-document-review">
            登记规范性文件
          </a>
        </>
      ) : (
        ''
      )}
    </Head>
    <RegisterTabs current="filing" />
    <section class="fc-sec" aria-labelledby="filings">
      <h2 id="filings">
        报备 <span class="fc-meta">公布后三十日内报送</span>
      </h2>
      {filings.length === 0 ? (
        <Empty sentence="册中还没有公布的法规。" href="/regulations" action="看在册法规" />
      ) : (
        <>
          <Filings rows={filings} mayWrite={mayWrite} />
          <Next href={next} />
        </>
      )}
    </section>
    <section class="fc-sec" aria-labelledby="reviews">
      <h2 id="reviews">
        备案审查 <span class="fc-meta">有件必备、有备必审、有错必纠；专门委员会和法制工作委员会同时审查</span>
      </h2>
      {reviews.length === 0 ? <p class="fc-meta fc-none">还没有登记的规范性文件。</p> : <Reviews frame={frame} rows={reviews} />}
    </section>
    <section class="fc-sec" aria-labelledby="cleanups">
      <h2 id="cleanups">清理</h2>
      {cleanups.length === 0 ? <p class="fc-meta fc-none">还没有做过清理。</p> : ''}
      <ul class="fc-list">
        {cleanups.map(({ id, title, total, open, openedOn, closedOn }) => (
          <li>
            <a href={`/cleanups/${id}`} safe>
              {title}
            </a>
            <small class="fc-meta" safe>
              {`${openedOn} 开始　${closedOn === null ? `共 ${total} 件，尚未决定 ${open} 件` : `${closedOn} 结束，共 ${total} 件`}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  </Page>
)

const Filings = ({ rows, mayWrite }: { rows: readonly Filing[]; mayWrite: boolean }) => (
  <Scroll label="报备，可左右移动">
    <table class="table fc-stack fc-dense">
      <thead>
        <tr>
          <th scope="col">法规</th>
          <th scope="col">公布</th>
          <th scope="col">最迟报送</th>
          <th scope="col">报送</th>
          <th scope="col">回执</th>
          <th scope="col">情况</th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr>
            <th scope="row">
              <a class="fc-plain" href={`/regulations/${row.regulation}`} safe>
                {row.title}
              </a>
              <small class="fc-cell fc-meta" safe>
                {row.missing.length > 0 ? `缺${row.missing.join('、')}` : row.basis}
              </small>
            </th>
            <td class="fc-nowrap" data-k="公布" safe>
              {row.promulgatedOn ?? ''}
            </td>
            <td class="fc-nowrap" data-k="最迟报送" safe>
              {row.dueOn ?? ''}
            </td>
            <td class="fc-nowrap" data-k="报送" safe>
              {row.sentOn ?? ''}
            </td>
            <td data-k="回执" safe>
              {[row.receiptOn, row.receiptNumber].filter(Boolean).join(' ')}
            </td>
            <td>
              <Lamp {...row.lamp} />
            </td>
            <td class="fc-do">
              {mayWrite ? (
                <a class="btn btn-sm" href={`/filing/${row.regulation}/${row.seq}`} aria-label={`登记报备：${row.title}`}>
                  登记
                </a>
              ) : (
                ''
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

const Reviews = ({ frame, rows }: { frame: Frame; rows: readonly BillStanding[] }) => (
  <Scroll label="备案审查，可左右移动">
    <table class="table fc-stack fc-dense">
      <thead>
        <tr>
          <th scope="col">文件</th>
          <th scope="col">制定机关</th>
          <th scope="col">环节</th>
          <th scope="col">现在由谁</th>
          <th scope="col">下一步</th>
          <th scope="col">期限</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ bill, holder, next, latest }) => (
          <tr>
            <th scope="row">
              <a class="fc-plain" href={`/bills/${bill.id}`} safe>
                {bill.title}
              </a>
            </th>
            <td data-k="制定机关" safe>
              {bill.sponsor ?? bill.draftingUnit ?? ''}
            </td>
            <td data-k="环节" safe>
              {bill.stageTitle}
            </td>
            <td data-k="现在由谁" safe>
              {holder ?? ''}
            </td>
            <td data-k="下一步" safe>
              {next?.title ?? '—'}
            </td>
            <td>{latest === null ? '' : <DueLamp dueOn={latest.on} today={frame.today} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)

export const FilingFormPage = ({ frame, filing, refusal }: { frame: Frame; filing: Filing; refusal: Refusal }) => {
  const ticked =
    refusal.values['documents']?.split('\n') ?? FILING_DOCUMENTS.filter(one => filing.documents.includes(FILING_DOCUMENT_TITLES[one]))
  return (
    <Page frame={frame} title={`报备：${filing.title}`} current="ledger">
      <Head
        crumb={[
          ['备案', '/filing'],
          [filing.title, `/regulations/${filing.regulation}`]
        ]}
        title={`报备：${filing.title}`}
        meta={`${filing.promulgatedOn ?? ''} 公布　最迟 ${filing.dueOn ?? ''} 报送　${filing.basis}`}
      />
      <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
      <form method="post" action={`/filing/${filing.regulation}/${filing.seq}`}>
        <Csrf frame={frame} />
        <div class="fc-fields">
          <TextField
            name="addressee"
            label="报送机关"
            maxlength={100}
            required
            value={refusal.values['addressee']}
            error={refusal.errors['addressee']}
          />
          <TextField name="number" label="备案报告文号" maxlength={100} value={refusal.values['number']} />
          <TextField
            name="sentOn"
            label="报送日期"
            type="date"
            required
            value={refusal.values['sentOn']}
            error={refusal.errors['sentOn']}
          />
        </div>
        <fieldset class="fc-field" id="documents">
          <legend class="form-label">报送的材料</legend>
          {FILING_DOCUMENTS.map(one => (
            <label class="form-check">
              <input class="form-check-input" type="checkbox" name="documents" value={one} checked={ticked.includes(one)} />
              <span class="form-check-label" safe>
                {FILING_DOCUMENT_TITLES[one]}
              </span>
            </label>
          ))}
        </fieldset>
        <div class="fc-fields">
          <TextField
            name="receiptOn"
            label="回执日期"
            type="date"
            value={refusal.values['receiptOn']}
            error={refusal.errors['receiptOn']}
          />
          <TextField name="receiptNumber" label="回执编号" maxlength={100} value={refusal.values['receiptNumber']} />
        </div>
        <TextArea name="note" label="说明" maxlength={1000} value={refusal.values['note']} />
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            保存报备情况
          </button>
        </p>
      </form>
    </Page>
  )
}
