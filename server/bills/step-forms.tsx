/** The steps that a bill can take now, each with its form. A step that lacks something can still be pressed: it answers what is missing. */
import type { Lifecycle } from '../../schema/lifecycle.ts'
import type { Procedure } from '../lifecycle/procedure.ts'
import { ErrorSummary, SelectField, TextArea, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { type Refusal, UNTOUCHED } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf } from '../web/shell.tsx'
import { type Blocker, conditionsOf, type Offer } from './blockers.ts'

/** A step that was refused: its form comes back with what was typed. */
export interface RefusedStep {
  readonly event: string
  readonly refusal: Refusal
  /** What stands in its way outside of the form, as the refusal said. */
  readonly blockers: readonly Blocker[]
}

interface StepsProps {
  readonly frame: Frame
  readonly bill: string
  readonly lifecycle: Lifecycle
  readonly procedure: Procedure
  /** The step whose form stands open. */
  readonly open: string | null
  /** The step that leads on. */
  readonly next: string | null
  readonly refused: RefusedStep | null
  /** Votes and their day, as the meeting recorded them. */
  readonly known: Readonly<Record<string, string>>
}

export const StepForms = ({ lifecycle, open, next, refused, ...props }: StepsProps) => {
  const offers = lifecycle.events.filter(({ automatic }) => !automatic)
  if (offers.length === 0) return <p class="fc-empty">这件法规案没有可以办理的步骤。</p>
  const regions = new Map(lifecycle.regions.map(({ id, title }) => [id, title]))
  const form = (offer: Offer) => (
    <StepForm
      {...props}
      offer={offer}
      regionTitle={offer.region === null ? null : (regions.get(offer.region) ?? offer.region)}
      isOpen={offer.event === (refused?.event ?? open)}
      refusal={refused?.event === offer.event ? refused.refusal : UNTOUCHED}
    />
  )
  // What leads on, and what runs beside it, is daily work; returning, shelving, withdrawing and correcting are not.
  const isUsual = ({ event, region }: Offer) => event === next || event === refused?.event || region !== null
  const [usual, others] = [offers.filter(isUsual), offers.filter(offer => !isUsual(offer))]
  return (
    <>
      {usual.length === 0 ? '' : <ul class="fc-steps">{usual.map(form)}</ul>}
      {others.length === 0 ? (
        ''
      ) : (
        <details class="fc-fold">
          <summary safe>{`其他步骤 ${others.length} 项`}</summary>
          <ul class="fc-steps">{others.map(form)}</ul>
        </details>
      )}
    </>
  )
}

interface StepProps extends Pick<StepsProps, 'frame' | 'bill' | 'procedure' | 'known'> {
  readonly offer: Offer
  readonly regionTitle: string | null
  readonly isOpen: boolean
  readonly refusal: Refusal
}

const StepForm = ({ frame, bill, procedure, known, offer, regionTitle, isOpen, refusal }: StepProps) => {
  const lacking = conditionsOf(procedure, offer).length
  const scope = `s-${offer.event}`
  return (
    <li id={`step-${offer.event}`}>
      <details open={isOpen}>
        <summary>
          <b safe>{offer.title}</b>
          <span class="fc-meta" safe>
            {regionTitle ?? (offer.toTitle === null ? '' : `到“${offer.toTitle}”`)}
          </span>
          {lacking > 0 ? <Lamp colour="amber" words={`还差 ${lacking} 项`} /> : <Lamp colour="green" words="可以办理" />}
        </summary>
        <form method="post" action={`/bills/${bill}`} novalidate>
          <Csrf frame={frame} />
          <input type="hidden" name="event" value={offer.event} />
          <ErrorSummary errors={refusal.errors} problem={refusal.problem} scope={scope} />
          {offer.basis === null ? '' : <p class="fc-meta" safe>{`依据：${offer.basis}`}</p>}
          <BodyField offer={offer} scope={scope} refusal={refusal} />
          <StepFields frame={frame} known={known} offer={offer} scope={scope} refusal={refusal} />
          <p class="fc-field">
            <button class={['btn', isOpen && 'btn-primary']} type="submit" safe>
              {offer.title}
            </button>
          </p>
        </form>
      </details>
    </li>
  )
}

interface FieldsProps {
  readonly offer: Offer
  readonly scope: string
  readonly refusal: Refusal
}

/** Asked only where several bodies may decide: of one alone it is known. */
const BodyField = ({ offer, scope, refusal: { values, errors } }: FieldsProps) => {
  const bodies = offer.roles.filter(({ id }) => id !== 'anybody')
  if (bodies.length < 2) return ''
  const options = bodies.map(({ id, title }) => [id, title] as const)
  return <SelectField name="body" label="由谁决定" scope={scope} value={values['body']} error={errors['body']} options={options} />
}

const StepFields = ({ frame, known, offer, scope, refusal }: FieldsProps & Pick<StepsProps, 'frame' | 'known'>) => {
  // The day of the vote is the day of the steps that record it, and of no other.
  const isVote = offer.inputs.some(({ name }) => name === 'votesFor')
  const asksNote = offer.inputs.some(({ name }) => name === 'note')
  const confirmations = offer.inputs.filter(({ kind }) => kind === 'confirmation')
  return (
    <>
      <div class="fc-fields">
        {offer.inputs
          .filter(({ kind, name }) => kind !== 'confirmation' && kind !== 'boolean' && name !== 'note')
          .map(input => (
            <TextField
              name={input.name}
              label={input.title}
              hint={input.required ? undefined : '可不填'}
              scope={scope}
              type={input.kind === 'date' ? 'date' : input.kind === 'number' ? 'number' : 'text'}
              value={refusal.values[input.name] ?? (isVote ? known[input.name] : undefined) ?? (input.name === 'on' ? frame.today : '')}
              error={refusal.errors[input.name]}
              required={input.required}
            />
          ))}
      </div>
      {offer.inputs
        .filter(({ kind }) => kind === 'boolean')
        .map(input => (
          <Check scope={scope} name={input.name} value="true" label={input.title} refusal={refusal} />
        ))}
      {confirmations.map(input => (
        <Check scope={scope} name="confirmed" value={input.value ?? ''} label={input.title} refusal={refusal} />
      ))}
      <TextArea
        name="note"
        label={offer.inputs.find(({ name }) => name === 'note')?.title ?? '说明'}
        hint={asksNote && offer.inputs.some(({ name, required }) => name === 'note' && required) ? undefined : '可不填'}
        scope={scope}
        rows={2}
        maxlength={4000}
        value={refusal.values['note']}
        error={refusal.errors['note']}
      />
    </>
  )
}

interface CheckProps {
  readonly scope: string
  readonly name: string
  readonly value: string
  readonly label: string
  readonly refusal: Refusal
}

const Check = ({ scope, name, value, label, refusal: { values, errors } }: CheckProps) => {
  const id = name === 'confirmed' ? value : name
  const error = errors[id]
  return (
    <div class={['fc-field', 'fc-field--wide', error && 'fc-field-bad']}>
      {error ? (
        <p class="fc-error" id={`${scope}-${id}-error`} safe>
          {error}
        </p>
      ) : (
        ''
      )}
      <label class="form-check">
        <input
          class="form-check-input"
          type="checkbox"
          id={`${scope}-${id}`}
          name={name}
          value={value}
          checked={(values[name] ?? '').split('\n').includes(value)}
          aria-describedby={error ? `${scope}-${id}-error` : undefined}
        />
        <span class="form-check-label" safe>
          {label}
        </span>
      </label>
    </div>
  )
}
