import type { Children } from '@kitajs/html'

/** What was wrong in a form: the sentence for each field, by its name. */
export type FieldErrors = Readonly<Record<string, string>>

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly wide?: boolean | undefined
  /** Where a page has the same form several times: what makes the ids of this one its own. */
  readonly scope?: string | undefined
  readonly children?: Children
}

/** Label above, error above the field, left bar: the field itself is the child and takes `fieldAttributes`. */
const idOf = ({ scope, name }: Pick<FieldProps, 'scope' | 'name'>): string => (scope ? `${scope}-${name}` : name)

export const Field = ({ name, label, hint, error, wide, scope, children }: FieldProps) => (
  <div class={['fc-field', error && 'fc-field-bad', wide && 'fc-field--wide']}>
    <label class="form-label" for={idOf({ scope, name })}>
      <span safe>{label}</span>
      {hint ? (
        <span class="fc-meta" safe>
          {hint}
        </span>
      ) : (
        ''
      )}
    </label>
    {error ? (
      <p class="fc-error" id={`${idOf({ scope, name })}-error`} safe>
        {error}
      </p>
    ) : (
      ''
    )}
    {children}
  </div>
)

const fieldAttributes = (props: FieldProps) => ({
  id: idOf(props),
  name: props.name,
  'aria-describedby': props.error ? `${idOf(props)}-error` : undefined,
  'aria-invalid': props.error ? ('true' as const) : undefined
})

interface InputProps extends Omit<FieldProps, 'children'> {
  readonly value?: string | undefined
  readonly required?: boolean | undefined
}

export const TextField = (
  props: InputProps & {
    type?: 'text' | 'password' | 'date' | 'url' | 'number'
    maxlength?: number
    autocomplete?: string
    list?: readonly string[]
  }
) => (
  <Field {...props}>
    <input
      class="form-control"
      type={props.type ?? 'text'}
      value={props.value}
      maxlength={props.maxlength}
      autocomplete={props.autocomplete}
      required={props.required}
      list={props.list ? `${idOf(props)}-list` : undefined}
      {...fieldAttributes(props)}
    />
    {props.list ? (
      <datalist id={`${idOf(props)}-list`}>
        {props.list.map(value => (
          <option value={value} />
        ))}
      </datalist>
    ) : (
      ''
    )}
  </Field>
)

export const TextArea = (props: InputProps & { rows?: number; maxlength?: number; law?: boolean }) => (
  <Field {...props}>
    <textarea
      class={['form-control', props.law && 'fc-edit-text']}
      rows={String(props.rows ?? 3)}
      maxlength={props.maxlength}
      required={props.required}
      spellcheck={props.law ? 'false' : undefined}
      {...fieldAttributes(props)}
      safe
    >
      {/* HTML drops the first line end of a textarea: without one of our own, a text that begins with an empty line would lose it. */}
      {`\n${props.value ?? ''}`}
    </textarea>
  </Field>
)

export const SelectField = (props: InputProps & { options: readonly (readonly [value: string, title: string])[] }) => (
  <Field {...props}>
    <select class="form-select" required={props.required} {...fieldAttributes(props)}>
      {props.options.map(([value, title]) => (
        <option value={value} selected={value === props.value} safe>
          {title}
        </option>
      ))}
    </select>
  </Field>
)

/** The summary on top of a form that was refused; each line leads to its field. Nothing when there is nothing to say. */
export function ErrorSummary({ errors, problem, scope }: { errors: FieldErrors; problem?: string | null | undefined; scope?: string }) {
  const entries = Object.entries(errors)
  if (entries.length === 0 && !problem) return ''
  return (
    <div class="fc-errsum" role="alert" tabindex="-1" id="errors">
      <h2>{entries.length > 0 ? `有 ${entries.length} 处需要改正` : '这一步没有办成'}</h2>
      {problem ? <p safe>{problem}</p> : ''}
      {entries.length > 0 ? (
        <ul>
          {entries.map(([name, message]) => (
            <li>
              <a href={`#${idOf({ scope, name })}`} safe>
                {message}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        ''
      )}
    </div>
  )
}
