/** 账号: who may sign in, as what; for administrators. */
import { ACCOUNT_NAME_LENGTH, type Account, DISPLAY_NAME_LENGTH, PASSWORD_LENGTH, ROLE_TITLES, ROLES } from '../../schema/people.ts'
import { ErrorSummary, SelectField, TextField } from '../web/components/fields.tsx'
import { Lamp } from '../web/components/lamp.tsx'
import { Head, Next, Scroll } from '../web/components/lists.tsx'
import { chinaDate } from '../web/dates.ts'
import type { Refusal } from '../web/forms.ts'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

interface AccountsProps {
  readonly frame: Frame
  readonly accounts: readonly Account[]
  readonly next: string | null
}

export const AccountsPage = ({ frame, accounts, next }: AccountsProps) => (
  <Page frame={frame} title="账号" current="accounts">
    <Head title="账号">
      <a class="btn btn-primary" href="/accounts/new">
        新增账号
      </a>
    </Head>
    <Scroll label="账号">
      <table class="table fc-stack">
        <thead>
          <tr>
            <th scope="col">姓名</th>
            <th scope="col">用户名</th>
            <th scope="col">角色</th>
            <th scope="col">状态</th>
            <th scope="col">开通</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map(account => (
            <tr>
              <th scope="row">
                <a class="fc-plain" href={`/accounts/${account.id}`} safe>
                  {account.displayName}
                </a>
              </th>
              <td data-k="用户名" safe>
                {account.username}
              </td>
              <td data-k="角色">{ROLE_TITLES[account.role]}</td>
              <td>{account.disabled ? <Lamp colour="none" words="已停用" /> : <Lamp colour="green" words="在用" />}</td>
              <td class="fc-nowrap" data-k="开通" safe>
                {chinaDate(new Date(account.createdAt))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
    <Next href={next} />
  </Page>
)

export const ACCOUNT_LABELS = { username: '用户名', displayName: '姓名', role: '角色', password: '口令', disabled: '停用' } as const

interface AccountProps {
  readonly frame: Frame
  /** Null for a new account. */
  readonly account: Account | null
  readonly refusal: Refusal
}

export const AccountPage = ({ frame, account, refusal: { values, errors, problem } }: AccountProps) => {
  const field = (name: keyof typeof ACCOUNT_LABELS) => ({ name, label: ACCOUNT_LABELS[name], value: values[name], error: errors[name] })
  const title = account === null ? '新增账号' : account.displayName
  return (
    <Page frame={frame} title={title} current="accounts">
      <Head crumb={[['账号', '/accounts']]} title={title} meta={account && `用户名 ${account.username}`} />
      <ErrorSummary errors={errors} problem={problem} />
      <form method="post" action={account === null ? '/accounts/new' : `/accounts/${account.id}`} novalidate>
        <Csrf frame={frame} />
        {account === null ? <TextField {...field('username')} maxlength={ACCOUNT_NAME_LENGTH} autocomplete="off" required /> : ''}
        <TextField {...field('displayName')} maxlength={DISPLAY_NAME_LENGTH} autocomplete="off" required />
        <SelectField {...field('role')} options={ROLES.map(role => [role, ROLE_TITLES[role]] as const)} />
        <TextField
          {...field('password')}
          value={undefined}
          hint={account === null ? '至少 8 个字符' : '不改的不填；改后此账号须重新登录'}
          type="password"
          maxlength={PASSWORD_LENGTH}
          autocomplete="new-password"
        />
        {account === null ? (
          ''
        ) : (
          <SelectField
            {...field('disabled')}
            label="状态"
            value={values['disabled'] ?? String(account.disabled)}
            options={[
              ['false', '在用'],
              ['true', '停用']
            ]}
          />
        )}
        <p class="fc-field fc-acts">
          <button class="btn btn-primary" type="submit">
            {account === null ? '开通账号' : '保存账号'}
          </button>
          <a class="btn fc-link" href="/accounts">
            回账号列表
          </a>
        </p>
      </form>
    </Page>
  )
}
