/** The answer to an opinion: verdict, reason, whether it goes into the text, and for whom else it stands. One's own draft has its own form. */
import { type OpinionFilter, USUAL_REASONS, VERDICT_TITLES, VERDICTS } from '../../schema/opinions.ts'
import { ErrorSummary, SelectField, TextArea } from '../web/components/fields.tsx'
import { chinaDate, dayInWords } from '../web/dates.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf } from '../web/shell.tsx'
import { opinionAddress } from './opinion-address.ts'
import type { OpenedOpinion } from './opinions-page.tsx'

export const JUDGEMENT_LABELS = {
  verdict: '处理结果',
  reason: '理由',
  usual: '常用理由',
  revision: '所读的意见',
  alsoFor: '同类意见',
  write: '写入文本',
  wording: '写入的表述',
  despite: '相撞时仍写入'
} as const

interface AnswerProps {
  readonly frame: Frame
  readonly opened: OpenedOpinion
  readonly filter: OpinionFilter
  readonly following: string
}

export const Answer = ({ frame, opened, filter, following }: AnswerProps) => {
  const { opinion, mayJudge, isMine } = opened
  if (opinion.status === 'draft') return isMine ? <OwnDraft frame={frame} opened={opened} filter={filter} /> : ''
  return (
    <div>
      {opinion.verdict === null ? (
        mayJudge ? (
          ''
        ) : (
          <p class="fc-meta">尚未处理。</p>
        )
      ) : (
        <section aria-label="处理结果" class="fc-answered">
          <p>
            <b>{VERDICT_TITLES[opinion.verdict]}</b>
            <span
              class="fc-meta"
              safe
            >{`　${opinion.judgedBy ?? ''}　${opinion.judgedAt ? dayInWords(chinaDate(new Date(opinion.judgedAt))) : ''}`}</span>
          </p>
          {opinion.reason ? <p safe>{`理由：${opinion.reason}`}</p> : ''}
        </section>
      )}
      {mayJudge ? <JudgeForm frame={frame} opened={opened} filter={filter} following={following} /> : ''}
    </div>
  )
}

const JudgeForm = ({ frame, opened, filter, following }: AnswerProps) => {
  const { opinion, refusal, similar, preview } = opened
  const { values, errors, problem } = refusal
  const chosen = values['verdict'] ?? opinion.verdict ?? ''
  const isWritable = preview !== null && preview.why === null
  return (
    <form method="post" action={opinionAddress(opinion, filter)} novalidate aria-label="处理意见">
      <Csrf frame={frame} />
      <ErrorSummary errors={errors} problem={problem} />
      <input type="hidden" name="revision" value={String(opinion.revision)} />
      <input type="hidden" name="following" value={following} />
      <input type="hidden" name="queue" value={filter.verdict ?? ''} />
      <fieldset class="fc-verdicts" id="verdict">
        <legend>处理结果</legend>
        {errors['verdict'] ? (
          <p class="fc-error" safe>
            {errors['verdict']}
          </p>
        ) : (
          ''
        )}
        {VERDICTS.map((verdict, index) => (
          <label class={verdict === chosen ? 'is-on' : undefined}>
            <input class="form-check-input" type="radio" name="verdict" value={verdict} checked={verdict === chosen} required />
            <span>{VERDICT_TITLES[verdict]}</span>
            <kbd class="fc-nophone">{index + 1}</kbd>
          </label>
        ))}
      </fieldset>
      <TextArea
        name="reason"
        label={JUDGEMENT_LABELS.reason}
        hint="采纳以外的必填"
        rows={3}
        maxlength={4000}
        value={values['reason'] ?? opinion.reason ?? ''}
        error={errors['reason']}
      />
      <SelectField
        name="usual"
        label={JUDGEMENT_LABELS.usual}
        hint="理由不填时用"
        value={values['usual'] ?? ''}
        options={[['', '不选'], ...USUAL_REASONS.map((reason, index) => [reason, `${reason}　${index + 5}`] as const)]}
      />
      {isWritable ? <Writing opened={opened} /> : ''}
      {similar.length > 0 ? (
        <p>
          <label class="form-check">
            <input
              class="form-check-input"
              type="checkbox"
              name="alsoFor"
              value={similar.map(({ id }) => id).join('、')}
              checked={values['verdict'] === undefined || Boolean(values['alsoFor'])}
            />
            <span class="form-check-label" safe>{`同类 ${similar.length} 条一并处理`}</span>
          </label>
        </p>
      ) : (
        ''
      )}
      <p class="fc-field fc-acts">
        <button class="btn btn-primary" type="submit">
          {following ? '记下，看下一条' : '记下处理结果'}
        </button>
        {opinion.verdict !== null && opinion.writtenIn === null ? (
          <button class="btn fc-link" type="submit" name="act" value="reopen">
            撤销处理结果
          </button>
        ) : (
          ''
        )}
      </p>
      <p class="fc-meta fc-nophone fc-keys">
        <span>
          <kbd>1</kbd>–<kbd>4</kbd> 结果
        </span>
        <span>
          <kbd>5</kbd>–<kbd>9</kbd> 常用理由
        </span>
        {isWritable ? (
          <span>
            <kbd>w</kbd> 写入文本
          </span>
        ) : (
          ''
        )}
        <span>
          <kbd>J</kbd> 下一条
        </span>
        <span>
          <kbd>K</kbd> 上一条
        </span>
      </p>
    </form>
  )
}

/** Written with the verdict, in one press; another wording than the proposed one is typed here. */
const Writing = ({ opened: { preview, refusal } }: { opened: OpenedOpinion }) => (
  <div class="fc-writing">
    <p>
      <label class="form-check">
        <input class="form-check-input" type="checkbox" name="write" value="true" checked={refusal.values['write'] === 'true'} />
        <span class="form-check-label">写入文本，成为新版本</span>
      </label>
    </p>
    {(preview?.collisions.length ?? 0) > 0 ? (
      <p>
        <label class="form-check">
          <input class="form-check-input" type="checkbox" name="despite" value="true" checked={refusal.values['despite'] === 'true'} />
          <span class="form-check-label">不用上述已采纳的改法，仍写入这一种</span>
        </label>
      </p>
    ) : (
      ''
    )}
    <details class="fc-fold" open={Boolean(refusal.values['wording'])}>
      <summary>修改写法</summary>
      <TextArea
        name="wording"
        label={JUDGEMENT_LABELS.wording}
        hint="不填为建议的表述"
        rows={3}
        maxlength={4000}
        value={refusal.values['wording']}
        error={refusal.errors['wording']}
      />
    </details>
  </div>
)

const OwnDraft = ({ frame, opened: { opinion, refusal }, filter }: Omit<AnswerProps, 'following'>) => (
  <form method="post" action={opinionAddress(opinion, filter)} novalidate aria-label="我的草稿">
    <Csrf frame={frame} />
    <ErrorSummary errors={refusal.errors} problem={refusal.problem} />
    <p class="fc-meta">草稿只有您自己看得到；提交后不能再修改。</p>
    <TextArea
      name="body"
      label="意见"
      rows={4}
      maxlength={4000}
      value={refusal.values['body'] ?? opinion.body}
      error={refusal.errors['body']}
    />
    <TextArea
      name="proposal"
      label="建议的表述"
      hint="可不填"
      rows={3}
      maxlength={4000}
      value={refusal.values['proposal'] ?? opinion.proposal ?? ''}
      error={refusal.errors['proposal']}
    />
    <p class="fc-field fc-acts">
      <button class="btn btn-primary" type="submit" name="act" value="submit">
        提交意见
      </button>
      <button class="btn" type="submit" name="act" value="change">
        保存修改
      </button>
      <button class="btn fc-link" type="submit" name="act" value="withdraw">
        撤回草稿
      </button>
    </p>
  </form>
)
