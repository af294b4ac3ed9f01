/** One 清理: every regulation and document in a row, each with its result; and the form that begins one. */
import { CLEANUP_RESULT_TITLES, CLEANUP_RESULTS, type CleanupView } from '../../schema/filing.ts'
import { ErrorSummary, TextArea, TextField } from '../web/components/fields.tsx'
import { Head, Scroll } from '../web/components/lists.tsx'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

interface CleanupProps {
  readonly frame: Frame
  readonly cleanup: CleanupView
  readonly problem: string | null
  readonly mayWrite: boolean
}

export const CleanupPage = ({ frame, cleanup, problem, mayWrite }: CleanupProps) => {
  const isOpen = cleanup.closedOn === null && mayWrite
  const count = (result: string) => cleanup.items.filter(item => item.result === result).length
  const sums = CLEANUP_RESULTS.map(result => `${CLEANUP_RESULT_TITLES[result]} ${count(result)}`).join('、')
  return (
    <Page frame={frame} title={cleanup.title} current="ledger">
      <Head
        crumb={[
          ['备案', '/filing'],
          ['清理', null]
        ]}
        title={cleanup.title}
        meta={`${cleanup.openedOn} 开始${cleanup.closedOn === null ? '' : `　${cleanup.closedOn} 结束`}　共 ${cleanup.total} 件：${sums}、尚未决定 ${cleanup.open}`}
      >
        {isOpen ? (
          <form method="post" action={`/cleanups/${cleanup.id}`}>
            <Csrf frame={frame} />
            <button class="btn" type="submit" name="form" value="close">
              结束清理
            </button>
          </form>
        ) : (
          ''
        )}
      </Head>
      <ErrorSummary errors={{}} problem={problem} />
      {cleanup.basis === null ? '' : <p safe>{cleanup.basis}</p>}
      <Scroll label="清理，可左右移动">
        <table class="table fc-stack fc-dense">
          <thead>
            <tr>
              <th scope="col">法规、文件</th>
              <th scope="col">结果</th>
              <th scope="col">理由</th>
              <th scope="col">决定</th>
            </tr>
          </thead>
          <tbody>
            {cleanup.items.map(item => (
              <tr>
                <th scope="row">
                  {item.regulation === null ? (
                    <span safe>{item.title}</span>
                  ) : (
                    <>
                      <a class="fc-plain" href={`/regulations/${item.regulation}`} safe>
                        {item.title}
                      </a>
                      <small class="fc-cell">
                        <a href={`/regulations/citing?${new URLSearchParams({ to: `《${item.title}》` })}`}>谁提到它</a>
                      </small>
                    </>
                  )}
                </th>
                <td class="fc-nowrap" data-k="结果" safe>
                  {item.result === null ? '尚未决定' : `${CLEANUP_RESULT_TITLES[item.result]}（${item.judgedOn ?? ''}）`}
                </td>
                <td data-k="理由" safe>
                  {item.reason ?? ''}
                </td>
                <td>{isOpen ? <Judge frame={frame} cleanup={cleanup.id} item={item} /> : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Page>
  )
}

const Judge = ({ frame, cleanup, item }: { frame: Frame; cleanup: string; item: CleanupView['items'][number] }) => (
  <form method="post" action={`/cleanups/${cleanup}`} class="fc-period">
    <Csrf frame={frame} />
    <input type="hidden" name="item" value={item.id} />
    <select class="form-select fc-auto" name="result" aria-label={`结果：${item.title}`}>
      {CLEANUP_RESULTS.map(result => (
        <option value={result} selected={result === item.result} safe>
          {CLEANUP_RESULT_TITLES[result]}
        </option>
      ))}
    </select>
    <input
      class="form-control"
      type="text"
      name="reason"
      maxlength={1000}
      value={item.reason ?? ''}
      aria-label={`理由：${item.title}`}
      placeholder="理由"
    />
    <button class="btn btn-sm" type="submit" aria-label={`决定：${item.title}`}>
      决定
    </button>
  </form>
)

export const NewCleanupPage = ({ frame, refusal }: { frame: Frame; refusal: Refusal }) => (
  <Page frame={frame} title="开始清理" current="ledger">
    <Head
      crumb={[
        ['备案', '/filing'],
        ['开始清理', null]
      ]}
      title="开始清理"
      meta="现行有效的在册法规全部列入，逐件决定"
    />
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
    <form method="post" action="/cleanups/new">
      <Csrf frame={frame} />
      <TextField name="title" label="清理名称" maxlength={200} required value={refusal.values['title']} error={refusal.errors['title']} />
      <TextArea name="basis" label="依据、范围" maxlength={1000} value={refusal.values['basis']} />
      <TextArea
        name="titles"
        label="另外列入的规范性文件"
        rows={6}
        value={refusal.values['titles']}
        error={refusal.errors['titles']}
        hint="　一行一件"
      />
      <p class="fc-field">
        <button class="btn btn-primary" type="submit">
          开始清理
        </button>
      </p>
    </form>
  </Page>
)
