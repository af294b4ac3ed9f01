/** The first page that anyone sees. Without script, without a memory test, and pasting works. */
import { ACCOUNT_NAME_LENGTH, PASSWORD_LENGTH } from '../../schema/people.ts'
import { ErrorSummary, TextField } from '../web/components/fields.tsx'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'

interface SignInProps {
  readonly frame: Frame
  /** Where the person wanted to go. */
  readonly to: string
  /** The code of a one-time link: then one button is all there is. */
  readonly once?: string | undefined
  readonly username?: string | undefined
  /** Why the last try was refused. */
  readonly problem?: string | undefined
}

export const SignInPage = ({ frame, to, once, username, problem }: SignInProps) => (
  <Page frame={frame} title="登录">
    <div class="fc-alone">
      <div class="fc-head">
        <h1>登录</h1>
      </div>
      <ErrorSummary errors={{}} problem={problem} />
      <form method="post" action="/sign-in">
        <input type="hidden" name="to" value={to} />
        {once === undefined ? (
          <>
            <TextField name="username" label="用户名" value={username} maxlength={ACCOUNT_NAME_LENGTH} autocomplete="username" required />
            <TextField name="password" label="口令" type="password" maxlength={PASSWORD_LENGTH} autocomplete="current-password" required />
          </>
        ) : (
          <>
            <input type="hidden" name="once" value={once} />
            <p>这是一次性登录链接，用过即失效。</p>
          </>
        )}
        <p class="fc-error fc-field" id="caps" role="status" hidden>
          大写锁定开着，口令区分大小写。
        </p>
        <p class="fc-field">
          <button class="btn btn-primary" type="submit">
            {once === undefined ? '登录' : '进入系统'}
          </button>
        </p>
      </form>
      {once === undefined ? (
        <p class="fc-meta fc-field" safe>
          {frame.office.phone === null
            ? '忘记口令的，请联系系统管理员重置。'
            : `忘记口令的，请拨 ${frame.office.phone}，由系统管理员重置。`}
        </p>
      ) : (
        ''
      )}
    </div>
  </Page>
)
